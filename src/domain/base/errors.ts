/** The error with which the program refuses a request: few codes, a message for people, details for programs. */
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
  | 'PASSWORD_CONFIRMATION_REQUIRED'
  | 'SECOND_FACTOR_REQUIRED';

/** What each code means to a client. A test compares the table in docs/api.md with these lines. */
export const codes: Record<Code, string> = {
  UNAUTHENTICATED: 'No credential was sent, or the credential is no longer valid. Sign in or use another token.',
  FORBIDDEN:
    'The credential is valid but lacks a permission. `missing_permissions` lists what it lacks, `latent_permissions` those of them that were taken off the token by shrinking, and `request_access` is the input with which to request them.',
  NOT_FOUND: 'There is nothing with this id, or the caller may not see it.',
  CONFLICT:
    'The change conflicts with existing data, such as a name that is taken, a role in use, or the last super admin.',
  INVALID_INPUT: 'A value breaks a rule; `fields` lists each such value with its rule.',
  LIMITED:
    'A limit was exceeded, such as the number of attempts, the size of the document or the number of rows. With the HTTP status 503 the server is busy and changed nothing; `Retry-After` says when to try again.',
  CHANGE_MADE:
    'The change was made, but this part of the answer could not be read. Do not send the change again; read the data instead.',
  OUTCOME_UNKNOWN:
    'The connection to the database broke during the commit, so the change may or may not have been made. Read the data before sending the change again.',
  PASSWORD_CONFIRMATION_REQUIRED:
    'The change requires a recently confirmed password, with a code of the second factor if there is one, or a passkey.',
  SECOND_FACTOR_REQUIRED:
    'At sign-in: the password is correct, and the second step follows. In a session: the user must enroll a second factor first; until then the session can do nothing else.',
};

interface Details {
  /** The input values that break a rule, each with its rule. */
  fields?: Record<string, string>;
  missingPermissions?: readonly Permission[];
  /** The reason, from which pages in other languages make their sentence. */
  reason?: Reason | undefined;
  /** By field, where several have wrong values. */
  reasons?: Record<string, Reason>;
  /** Every rule that one value breaks, where it may break several. */
  broken?: readonly Reason[] | undefined;
  /** Set when another try may succeed. */
  retryAfterSeconds?: number | undefined;
  /** For the log only. */
  cause?: unknown;
}

/**
 * A refusal. The caller sees the message, so it must not contain a secret, SQL or a name that the caller may not see.
 */
export class DomainError extends Error {
  readonly code: Code;
  readonly fields: Record<string, string> | undefined;
  readonly missingPermissions: readonly Permission[] | undefined;
  readonly reason: Reason | undefined;
  readonly reasons: Record<string, Reason> | undefined;
  readonly broken: readonly Reason[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: Code, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.fields = details.fields;
    this.missingPermissions = details.missingPermissions;
    this.reason = details.reason;
    this.reasons = details.reasons;
    this.broken = details.broken;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** A sentence, or a reason that has one. */
type Why = string | Reason;

const sentenceOf = (why: Why) =>
  typeof why === 'string' ? { sentence: why } : { sentence: why.sentence, reason: why };

/** One value breaks one rule. `rule` completes the sentence "`field` …". */
export function invalid(field: string, rule: Why): DomainError {
  const { sentence, reason } = sentenceOf(rule);
  return new DomainError('INVALID_INPUT', `\`${field}\` ${sentence}`, { fields: { [field]: sentence }, reason });
}

/** One value breaks these rules. The message has a sentence for each. */
export function invalidForAll(field: string, broken: readonly [Reason, ...Reason[]]): DomainError {
  const [reason, ...others] = broken;
  const rules = [reason.sentence, ...others.map(({ sentence }) => `It ${sentence}`)].join(' ');
  return new DomainError('INVALID_INPUT', `\`${field}\` ${rules}`, { fields: { [field]: rules }, reason, broken });
}

/** Runs all checks, and throws their INVALID_INPUT errors as one that names each wrong field. */
export function checkAll<T>(...checks: (() => T)[]): T[] {
  const errors: DomainError[] = [];
  const results: T[] = [];
  for (const check of checks)
    try {
      results.push(check());
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'INVALID_INPUT') throw error;
      errors.push(error);
    }
  const [first, second] = errors;
  if (first && !second) throw first;
  if (!first) return results;
  const fields = Object.assign({}, ...errors.map((error) => error.fields));
  const reasons = Object.assign(
    {},
    ...errors.map(({ fields, reason }) =>
      reason ? Object.fromEntries(Object.keys(fields ?? {}).map((field) => [field, reason])) : {},
    ),
  );
  throw new DomainError('INVALID_INPUT', errors.map(({ message }) => message).join(' '), { fields, reasons });
}

export const notFound = (what: string, id: string) => new DomainError('NOT_FOUND', `There is no ${what} ${id}.`);

export function conflict(why: Why, field?: string): DomainError {
  const { sentence, reason } = sentenceOf(why);
  return new DomainError('CONFLICT', sentence, { ...(field ? { fields: { [field]: sentence } } : {}), reason });
}

export const unauthenticated = () => new DomainError('UNAUTHENTICATED', 'Sign in or send a valid token.');

/** Where everybody must have a second factor, and the user of the session has none yet. */
export const enrollmentRequired = () =>
  new DomainError('SECOND_FACTOR_REQUIRED', 'Enroll a second factor first: call `createAuthenticationFactor`.');

/** `lacking` are the permissions that would have been needed. */
export function forbidden(why: Why, lacking: Iterable<Permission> = []): DomainError {
  const { sentence, reason } = sentenceOf(why);
  const missingPermissions = [...lacking];
  return new DomainError('FORBIDDEN', sentence, {
    ...(missingPermissions.length > 0 ? { missingPermissions } : {}),
    reason,
  });
}

/** The error after a change was committed and a later step failed with `cause`. */
export const changeMade = (cause: unknown) =>
  new DomainError(
    'CHANGE_MADE',
    'The change was made, but its result could not be read. Do not send the change again.',
    {
      cause,
    },
  );

export const outcomeUnknown = (cause: unknown) =>
  new DomainError(
    'OUTCOME_UNKNOWN',
    'It is not known whether the change was made. Read the data before sending the change again.',
    {
      cause,
    },
  );

export const limited = (reason: Reason, retryAfterSeconds?: number) =>
  new DomainError('LIMITED', reason.sentence, { reason, retryAfterSeconds });
