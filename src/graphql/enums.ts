/** The enums of the schema, including the permission catalog. */

import { builtInPermissions, type Permission as Name } from '../domain/access/permissions.ts';
import { languages } from '../domain/base/languages.ts';
import { reasons } from '../domain/base/reasons.ts';
import { described } from '../domain/base/sentences.ts';
import { emailOutcomes } from '../domain/mail/mailer.ts';
import { optionalEmails, securityEmails } from '../domain/mail/notifications.ts';
import { acts } from '../domain/reach/act-texts.ts';
import { type EscapeKind, escapes } from '../domain/tokens/limits/limits.ts';
import { shrinkWarnings } from '../domain/tokens/shrink.ts';
import { describedPermission } from './access/permission-enum.ts';
import { builder } from './builder.ts';
import { unknownKinds } from './plan/unknowns.ts';

/** Enum values whose descriptions are sentences with placeholders. */
const describedValues = <Name extends string>(sentences: Record<Name, string>) =>
  Object.fromEntries(
    Object.entries<string>(sentences).map(([name, text]) => [name, { description: described(text) }]),
  ) as Record<Name, { description: string }>;

export const Language = builder.enumType('Language', {
  description: 'A language of emails and pages.',
  values: languages,
});

export const Permission = builder.enumType('Permission', {
  description: 'A permission.',
  values: Object.fromEntries(
    [...builtInPermissions].map(([name, entry]) => [
      name,
      { value: name as Name, description: describedPermission(entry) },
    ]),
  ),
});

export const PermissionLevel = builder.enumType('PermissionLevel', {
  description: 'Whether a permission only reads, or may change something.',
  values: { READ: { description: 'It only reads.' }, WRITE: { description: 'It may change something.' } } as const,
});

export const LogLevel = builder.enumType('LogLevel', {
  description: 'The severity of a log entry.',
  values: ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const,
});

export const LogType = builder.enumType('LogType', {
  description: 'The kind of change that a log entry is about.',
  values: ['CREATED', 'UPDATED', 'DELETED', 'ATTACHED', 'DETACHED', 'SYSTEM', 'OTHER'] as const,
});

export const NotePriority = builder.enumType('NotePriority', {
  description: 'How prominently clients show a note. The API itself treats all notes alike.',
  values: {
    NORMAL: { description: 'Shown with the other notes on the record.' },
    STICKY: { description: 'Shown at the top of the page of the record.' },
    STICKY_WITH_CONFIRMATION: {
      description:
        'Shown at the top of the page of the record. The pages require that the note is acknowledged before the record is changed; the API does not, so that programs keep working.',
    },
  },
});

export const NoteableType = builder.enumType('NoteableType', {
  description: 'The types of record that a note can be on.',
  values: ['ApplicationFirewallRule', 'PersonalAccessToken', 'Role', 'User'] as const,
});

export const AuthenticationFactorType = builder.enumType('AuthenticationFactorType', {
  description: 'A kind of second factor: where a one-time password comes from.',
  values: {
    EMAIL: { description: 'A code that is emailed to the address at which it was enrolled.' },
    SMS: { description: 'Not available: this server sends no text messages. Kept for clients that name it.' },
    TOTP: { description: 'A code of an authenticator app (RFC 6238).' },
    RECOVERY_CODES: { description: 'One of ten codes to keep for when the other factors are lost.' },
    PASSKEY: {
      description:
        'A passkey (WebAuthn). It signs in without a password; where a code is asked for, send its answer as JSON.',
    },
  },
});

export const TokenType = builder.enumType('TokenType', {
  description: 'What a token is for.',
  values: {
    USER: { description: "Acts for its owner, with the owner's permissions, limited by its cap. Begins with `lku_`." },
    PROJECT_ANALYSIS: { description: 'Submits analyses of one project and changes nothing else. Begins with `lkp_`.' },
    GLOBAL_ANALYSIS: {
      description:
        'Creates projects and submits analyses of all projects, and changes nothing else. Begins with `lkg_`.',
    },
  },
});

export const TokenState = builder.enumType('TokenState', {
  description: 'Whether a token works.',
  values: {
    ACTIVE: { description: 'The token works while its owner is enabled.' },
    FENCED: {
      description:
        'The token is blocked since a restore of the database. `confirmPersonalAccessTokens` or regenerating it makes it work again.',
    },
    EXPIRED: { description: 'The token has expired. Regenerating it with a new expiry makes it work again.' },
    REVOKED: { description: 'The token was revoked permanently.' },
  },
});

export const AccessRequestState = builder.enumType('AccessRequestState', {
  description: 'The state of a request for access.',
  values: {
    PENDING: { description: 'No decision was made yet.' },
    GRANTED: {
      description: 'The request was granted. The grant is valid while the user is enabled and the token works.',
    },
    DECLINED: { description: 'The request was declined.' },
    EXPIRED: { description: 'The request was granted, and the grant has expired.' },
    ENDED: { description: 'The user withdrew the request, or the grant was taken back.' },
  },
});

export const WebhookDeliveryState = builder.enumType('WebhookDeliveryState', {
  description: 'The state of the delivery of an event to a webhook.',
  values: {
    PENDING: { description: 'It was not accepted yet, and is tried again.' },
    DELIVERED: { description: 'The receiver accepted it with a 2xx answer.' },
    FAILED: { description: 'It was given up after 10 attempts, or the receiver answered 410 (gone).' },
  },
});

export const ProjectPermission = builder.enumType('ProjectPermission', {
  description: 'A permission that can be granted on one project.',
  values: {
    EXECUTE_ANALYSIS: { description: 'Submit analyses of the project.' },
    ADMINISTER_PROJECT: { description: 'Decide who may do what on the project, and read its analyses.' },
  },
});

export const MethodKind = builder.enumType('MethodKind', {
  description: 'Whether a root field is a query or a mutation.',
  values: ['QUERY', 'MUTATION'] as const,
});

const beyondLimits: Record<EscapeKind, { description: string }> = Object.assign(
  {},
  ...escapes.map(({ kind, words }) => ({
    [kind]: { description: `${words[0]?.toUpperCase()}${words.slice(1)}.` },
  })),
);

export const EscalationKind = builder.enumType('EscalationKind', {
  description: 'The kind of what an escalation leads to.',
  values: {
    PERMISSIONS: { description: 'Permissions that it lacks.' },
    METHODS: { description: 'Root fields that it may not call, or documents that it is not bound to.' },
    PERSON: { description: 'Acts that only people may do.' },
    ...beyondLimits,
    OUTLIVING: {
      description:
        'Access that still works after the token has expired or was revoked: a sign-in, another token, or permissions of an existing user.',
    },
  },
});

export const EscalationAct = builder.enumType('EscalationAct', {
  description: 'An act of an escalation. The name of the actor precedes it.',
  values: describedValues(acts),
});

export const EscalationActor = builder.enumType('EscalationActor', {
  description: 'The actor of a step of an escalation.',
  values: {
    TOKEN: { description: 'The token whose reach is shown.' },
    PERSON: { description: 'The person whose reach is shown.' },
    MEMBER: { description: 'A user in the role.' },
    TOKEN_OF_MEMBER: { description: 'A token of a user in the role.' },
    NEW_ACCOUNT: { description: 'A user that was created by an earlier step.' },
    EXISTING_ACCOUNT: { description: 'A user that existed before, and got permissions by an earlier step.' },
    OTHERS: {
      description: 'Another user, who is not an accomplice; such a step is ordinary and may happen at any time.',
    },
  },
});

export const ShrinkWarning = builder.enumType('ShrinkWarning', {
  description: 'A warning before a token is shrunk.',
  values: describedValues(shrinkWarnings),
});

export const EmailDelivery = builder.enumType('EmailDelivery', {
  description: 'The state of an email.',
  values: describedValues(emailOutcomes),
});

export const EmailKind = builder.enumType('EmailKind', {
  description: 'A kind of email. Users can turn off those that are not about security.',
  values: {
    ...describedValues(optionalEmails),
    ...describedValues(
      Object.fromEntries(
        Object.entries(securityEmails).map(([kind, text]) => [kind, `${text} About security: always sent.`]),
      ) as Record<keyof typeof securityEmails, string>,
    ),
  },
});

export const PlanUnknownKind = builder.enumType('PlanUnknownKind', {
  description: 'What the planner cannot know before a document runs.',
  values: describedValues(unknownKinds),
});

builder.enumType('RefusalReason', {
  description:
    'Why a request was refused, as named in `extensions.reason` of an error; the description is the English sentence. `extensions.values` has the values that the sentence names in backticks. Not every error has a reason.',
  values: describedValues(reasons),
});
