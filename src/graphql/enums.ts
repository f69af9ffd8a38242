/** The dialect's enums, the permission catalog among them. */

import { permissions } from '../domain/access/permissions.ts';
import { reasons } from '../domain/base/reasons.ts';
import { described } from '../domain/base/sentences.ts';
import { deliveries } from '../domain/mail/mailer.ts';
import { acts } from '../domain/reach/words.ts';
import { shrinkWarnings } from '../domain/tokens/shrink.ts';
import { builder } from './builder.ts';
import { decisions } from './plan/unknowns.ts';

/** Values of an enum that are sentences with gaps. */
const saying = <Name extends string>(sentences: Record<Name, string>) =>
  Object.fromEntries(
    Object.entries<string>(sentences).map(([name, text]) => [name, { description: described(text) }]),
  ) as Record<Name, { description: string }>;

export const Language = builder.enumType('Language', {
  description: 'A language we speak.',
  values: ['en', 'fr'] as const,
});

export const Permission = builder.enumType('Permission', {
  description: 'What one may be allowed to do.',
  values: Object.fromEntries(
    [...permissions].map(([name, { group, description, warning }]) => [
      name,
      { value: name, description: [`${group}: ${description}`, warning].filter(Boolean).join(' ') },
    ]),
  ),
});

export const LogLevel = builder.enumType('LogLevel', {
  description: 'How serious an entry is.',
  values: ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const,
});

export const LogType = builder.enumType('LogType', {
  description: 'What kind of change an entry is about.',
  values: ['CREATED', 'UPDATED', 'DELETED', 'ATTACHED', 'DETACHED', 'SYSTEM', 'OTHER'] as const,
});

export const NotePriority = builder.enumType('NotePriority', {
  description: 'How much a note presses itself on the reader.',
  values: ['NORMAL', 'STICKY', 'STICKY_WITH_CONFIRMATION'] as const,
});

export const NoteableType = builder.enumType('NoteableType', {
  description: 'The kinds of thing a note can be on.',
  values: ['PersonalAccessToken', 'Role', 'User'] as const,
});

export const AuthenticationFactorType = builder.enumType('AuthenticationFactorType', {
  description: 'Where a one-time password comes from.',
  values: ['EMAIL', 'SMS', 'TOTP', 'RECOVERY_CODES'] as const,
});

export const TokenType = builder.enumType('TokenType', {
  description: 'What a token is for.',
  values: {
    USER: { description: 'Acts for its owner: whatever they may do, less its cap. Begins with `lku_`.' },
    PROJECT_ANALYSIS: { description: 'Submits analyses of one project and can do nothing else. Begins with `lkp_`.' },
    GLOBAL_ANALYSIS: {
      description: 'Creates projects and submits analyses of all of them, and nothing else. Begins with `lkg_`.',
    },
  },
});

export const TokenState = builder.enumType('TokenState', {
  description: 'Whether a token works.',
  values: {
    ACTIVE: { description: 'It works, while its owner is enabled.' },
    EXPIRED: { description: 'Its time is over; regenerating it with a new date brings it back.' },
    REVOKED: { description: 'It was ended for good.' },
  },
});

export const AccessRequestState = builder.enumType('AccessRequestState', {
  description: 'What became of a request for access.',
  values: {
    PENDING: { description: 'Nobody has decided yet.' },
    GRANTED: { description: 'It was granted and holds, while its user is enabled and its token works.' },
    DECLINED: { description: 'It was declined.' },
    EXPIRED: { description: 'It was granted, and its time is over.' },
    ENDED: { description: 'It was withdrawn, or what was granted was taken back.' },
  },
});

export const ProjectPermission = builder.enumType('ProjectPermission', {
  description: 'What can be granted on one project.',
  values: {
    EXECUTE_ANALYSIS: { description: 'Submit analyses of it.' },
    ADMINISTER_PROJECT: { description: 'Say who may do what on it, and read its analyses.' },
  },
});

export const MethodKind = builder.enumType('MethodKind', {
  description: 'Reads or changes.',
  values: ['QUERY', 'MUTATION'] as const,
});

export const EscalationKind = builder.enumType('EscalationKind', {
  description: 'What more there is to come to.',
  values: {
    PERMISSIONS: { description: 'Permissions it lacks.' },
    METHODS: { description: 'Root fields it may not call, or documents it is not bound to.' },
    PERSON: { description: 'What only people may do.' },
    PLACES: { description: 'Use from addresses it does not work from.' },
    OUTLIVING: {
      description: 'A way in, or permissions of an existing user, that are left when it has expired or was revoked.',
    },
  },
});

export const EscalationAct = builder.enumType('EscalationAct', {
  description: 'What is done on the way to more, after the name of whoever does it.',
  values: saying(acts),
});

export const EscalationActor = builder.enumType('EscalationActor', {
  description: 'Who acts on the way to more.',
  values: {
    TOKEN: { description: 'The token asked about.' },
    PERSON: { description: 'The person asked about.' },
    MEMBER: { description: 'Somebody in the role.' },
    TOKEN_OF_MEMBER: { description: 'A token of somebody in the role.' },
    NEW_ACCOUNT: { description: 'The account made on the way.' },
    EXISTING_ACCOUNT: { description: 'A user there was before, who was given something on the way.' },
    OTHERS: { description: 'Somebody who does not act for it; what they do is usual and may happen at any time.' },
  },
});

export const ShrinkWarning = builder.enumType('ShrinkWarning', {
  description: 'Why to think twice before a token is shrunk.',
  values: saying(shrinkWarnings),
});

export const EmailDelivery = builder.enumType('EmailDelivery', {
  description: 'What became of an email.',
  values: saying(deliveries),
});

export const PlanUnknownKind = builder.enumType('PlanUnknownKind', {
  description: 'What only running a document can tell.',
  values: saying(decisions),
});

builder.enumType('RefusalReason', {
  description:
    'Why something was refused, where `extensions.reason` of an error names it: the sentence it has in English. What the sentence names in ticks is in `extensions.values`. Not every refusal has one.',
  values: saying(reasons),
});
