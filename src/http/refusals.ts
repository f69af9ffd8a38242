/** How endpoints refuse requests: one form of body, and a status that programs understand. */
import { randomUUID } from 'node:crypto';
import { isBusy, isExhausted } from '../db/failures.ts';
import { noteDenial } from '../domain/audit/denials.ts';
import { DomainError } from '../domain/base/errors.ts';
import { busyText, coded, type Report } from '../graphql/errors.ts';
import type { Exchange } from './exchange.ts';
import { errorReply, jsonReply, type TextReply, withHeader } from './reply.ts';

type Status = 400 | 401 | 403 | 404 | 405 | 406 | 408 | 412 | 413 | 415 | 417 | 421 | 431;

/** A refusal with a fixed status. */
export class Refused extends Error {
  readonly status: Status;
  readonly headers: Record<string, string>;
  constructor(status: Status, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

const codes = {
  400: 'INVALID_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'INVALID_INPUT',
  406: 'INVALID_INPUT',
  408: 'LIMITED',
  412: 'CONFLICT',
  413: 'LIMITED',
  415: 'INVALID_INPUT',
  417: 'INVALID_INPUT',
  421: 'INVALID_INPUT',
  431: 'LIMITED',
} as const;

/** The answer to what an endpoint threw. Anything unexpected is logged under an id that the answer contains. */
export function replyToError(error: unknown, { viewer, route, trace }: Exchange, report: Report): TextReply {
  trace.code = codeOf(error);
  if (error instanceof DomainError && error.code === 'FORBIDDEN' && viewer)
    noteDenial(viewer, route, error.missingPermissions ?? []);
  if (error instanceof DomainError) return replyToRule(error, viewer?.credential.used.latent);
  if (error instanceof Refused) return refusalReply(error);
  if (isBusy(error)) {
    if (isExhausted(error)) report({ id: randomUUID(), error, repeated: true });
    return errorReply(503, 'LIMITED', busyText, { 'Retry-After': '1' });
  }
  const id = randomUUID();
  report({ id, error });
  const extensions = { code: trace.code, request_id: id };
  return jsonReply({ errors: [{ message: 'Unexpected error.', extensions }] }, 500);
}

function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  if (error instanceof Refused) return codes[error.status];
  return isBusy(error) ? 'LIMITED' : 'INTERNAL_SERVER_ERROR';
}

export function refusalReply({ status, message, headers }: Refused): TextReply {
  const challenge = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
  return errorReply(status, codes[status], message, status === 401 ? { ...challenge, ...headers } : headers);
}

/** The message of the answer to an error. */
export const messageOf = ({ body }: TextReply): string => JSON.parse(body).errors[0].message;

const statuses: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  SECOND_FACTOR_REQUIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMITED: 429,
  CHANGE_MADE: 500,
  OUTCOME_UNKNOWN: 500,
};

export const statusOf = ({ code }: Pick<DomainError, 'code'>): number => statuses[code] ?? 400;

/** `neededLatent`: the latent permissions of the token that the request needed. */
export function replyToRule(error: DomainError, neededLatent?: ReadonlySet<string>): TextReply {
  const { message, code, fields, missingPermissions, reason, broken } = error;
  const latent = missingPermissions?.filter((permission) => neededLatent?.has(permission)) ?? [];
  const extensions = {
    code,
    ...(fields ? { fields } : {}),
    ...(missingPermissions ? { missing_permissions: missingPermissions } : {}),
    ...(broken ? { broken_rules: broken.map(coded) } : {}),
    ...(latent.length > 0 ? { latent_permissions: latent } : {}),
    ...(reason ? coded(reason) : {}),
  };
  return withHeader(jsonReply({ errors: [{ message, extensions }] }, statusOf(error)), retryAfter(error));
}

export const retryAfter = ({ retryAfterSeconds }: DomainError): Record<string, string> =>
  retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
