/** How the program refuses: one error, few codes, a message for people and fields for programs. */
import type { Permission } from '../access/permissions.ts';
import type { Reason } from './reasons.ts';

export type Code =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'INVALID_INPUT'
  | 'LIMITED'
  | 'CHANGE_MADE'
  | 'OUTCOME_UNKNOWN'
  | 'PASSWORD_CONFIRMATION_REQUIRED';

/** What each code means to a client; the table of docs/api.md is made of these lines. */
export const codes: Record<Code, string> = {
  UNAUTHENTICATED: 'No credential was sent, or the one sent is not valid any more. Sign in or use another token.',
  FORBIDDEN:
    'The credential is valid but may not do this; `missing_permissions` names what it lacks, `latent_permissions` what of that its token was shrunk by, `request_access` is how to ask for it.',
  NOT_FOUND: 'There is nothing with this id that the caller can see.',
  CONFLICT: 'It clashes with what is there: a name already taken, a role in use, the last super admin.',
  INVALID_INPUT: 'A value breaks a rule; `fields` names each value and its rule.',
  LIMITED:
    'Too much at once: too many attempts, too large a document or too many rows. With the HTTP status 503 the server is busy, nothing was changed, and `Retry-After` says when to try again.',
  CHANGE_MADE:
    'The change was made, but this part of its answer could not be read. Do not send it again; read it instead.',
  OUTCOME_UNKNOWN:
    'The connection to the database broke while the change was being committed, so it was made or it was not. Read before sending it again.',
  PASSWORD_CONFIRMATION_REQUIRED: 'The change needs the password to have been confirmed recently.',
};

interface Details {
  /** The input values at fault, each with the rule it breaks. */
  fields?: Record<string, string>;
  missingPermissions?: readonly Permission[];
  /** Where pages say it in other languages. */
  reason?: Reason | undefined;
  /** When trying again may help. */
  retryAfterSeconds?: number | undefined;
  /** For the log only. */
  cause?: unknown;
}

/** A refusal. Its message is shown to the caller, so it never holds a secret, SQL or a name the caller may not see. */
export class DomainError extends Error {
  readonly code: Code;
  readonly fields: Record<string, string> | undefined;
  readonly missingPermissions: readonly Permission[] | undefined;
  readonly reason: Reason | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: Code, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.fields = details.fields;
    this.missingPermissions = details.missingPermissions;
    this.reason = details.reason;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** What is said: a sentence, or a reason that has one. */
type Why = string | Reason;

const told = (why: Why) => (typeof why === 'string' ? { sentence: why } : { sentence: why.sentence, reason: why });

/** One value breaks one rule. `rule` completes the sentence "`field` …". */
export function invalid(field: string, rule: Why): DomainError {
  const { sentence, reason } = told(rule);
  return new DomainError('INVALID_INPUT', `\`${field}\` ${sentence}`, { fields: { [field]: sentence }, reason });
}

export const notFound = (what: string, id: string) => new DomainError('NOT_FOUND', `There is no ${what} ${id}.`);

export function conflict(why: Why, field?: string): DomainError {
  const { sentence, reason } = told(why);
  return new DomainError('CONFLICT', sentence, { ...(field ? { fields: { [field]: sentence } } : {}), reason });
}

export const unauthenticated = () => new DomainError('UNAUTHENTICATED', 'Sign in or send a valid token.');

/** `lacking` are the permissions that would have been needed. */
export function forbidden(why: Why, lacking: Iterable<Permission> = []): DomainError {
  const { sentence, reason } = told(why);
  const missingPermissions = [...lacking];
  return new DomainError('FORBIDDEN', sentence, {
    ...(missingPermissions.length > 0 ? { missingPermissions } : {}),
    reason,
  });
}

/** A change was committed, and what came after it failed because of `cause`. */
export const changeMade = (cause: unknown) =>
  new DomainError('CHANGE_MADE', 'The change was made, but its result could not be read. Do not send it again.', {
    cause,
  });

export const outcomeUnknown = (cause: unknown) =>
  new DomainError('OUTCOME_UNKNOWN', 'Whether the change was made is not known. Read before sending it again.', {
    cause,
  });

export const limited = (reason: Reason) => new DomainError('LIMITED', reason.sentence, { reason });
