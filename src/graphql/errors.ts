/**
 * The one place that turns errors into answers: refusals are shown as they are, anything else becomes "Unexpected
 * error." with an id that finds it in the log.
 */
import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind } from 'graphql';
import { isBusy, isExhausted, rootOf } from '../db/failures.ts';
import type { RequestState } from '../db/for-request.ts';
import { everyPermission, type Permission } from '../domain/access/permissions.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { noteDenial } from '../domain/audit/denials.ts';
import { changeMade, codes, DomainError } from '../domain/base/errors.ts';
import type { Reason } from '../domain/base/reasons.ts';
import { requestAfterRefusal } from '../domain/requests/request-access.ts';
import { fieldOf, withoutValue } from './coercion-errors.ts';

export interface Fault {
  id: string;
  error: unknown;
  /** Whether many requests have it at the same time, so that one line in the log is enough. */
  repeated?: boolean;
}

export type Report = (fault: Fault) => void;

/** The most errors in one answer; further ones say nothing new. */
export const mostErrors = 10;

/** The error that the client gets. Faults of the server are reported to the log. */
export function mask(error: unknown, report: Report): GraphQLError {
  const outer = error instanceof GraphQLError ? error : undefined;
  const cause = innermost(error);
  if (cause instanceof DomainError) {
    if (isFault(cause.cause)) report({ id: randomUUID(), error: cause.cause, repeated: true });
    return refusal(cause, outer);
  }
  if (cause instanceof GraphQLError) return request(cause, outer);
  if (isBusy(cause)) {
    if (isExhausted(cause)) report({ id: randomUUID(), error: cause, repeated: true });
    return busy(outer);
  }
  if (holdsNul(cause))
    return rewritten('Text must not contain the character U+0000.', outer, { code: 'INVALID_INPUT' });
  const id = randomUUID();
  report({ id, error: cause });
  return rewritten('Unexpected error.', outer, { code: 'INTERNAL_SERVER_ERROR', request_id: id });
}

/** Whether the operator must know of the cause of a refusal. */
const isFault = (cause: unknown) => cause !== undefined && (!isBusy(cause) || isExhausted(cause));

/** The refusal of a whole request before anything runs: status 400 for clients that check the status. */
export const refusedWhole = ({ code, message }: DomainError) =>
  new GraphQLError(message, { extensions: { code, http: { status: 400, spec: true } } });

/** The refusal of a whole request after it began to run, with the usual status. */
export const refusedWhileRunning = ({ code, message }: DomainError) =>
  new GraphQLError(message, { extensions: { code } });

/** What `presented` needs to know of the request. */
interface Request {
  viewer: Viewer | null;
  requestState: RequestState;
}

/**
 * At most ten errors. Signed-in callers also get the input with which to request the missing permissions. `lacked`: the
 * permissions that the viewer lacks for the whole document; an error has only the first.
 */
export function presented(
  errors: readonly GraphQLError[],
  { viewer, requestState }: Request,
  lacked: (viewer: Viewer) => Permission[] = () => [],
): GraphQLError[] {
  let whole: Permission[] | undefined;
  return errors.slice(0, mostErrors).map((error) => {
    const known = requestState.commits > 0 ? afterChange(request(error)) : request(error);
    const { message, extensions } = known;
    if (!viewer) return known;
    const missing = (extensions.missing_permissions ?? []) as Permission[];
    if (extensions.code === 'FORBIDDEN') noteDenial(viewer, fieldNameOf(error), missing);
    if (missing.length === 0) return known;
    whole ??= lacked(viewer);
    const request_access = requestAfterRefusal(
      viewer,
      [...everyPermission].filter((one) => missing.includes(one) || whole?.includes(one)),
    );
    const latent_permissions = missing.filter((permission) => viewer.credential.used.latent.has(permission));
    if (!request_access && latent_permissions.length === 0) return known;
    return rewritten(message, known, {
      ...extensions,
      ...(latent_permissions.length > 0 ? { latent_permissions } : {}),
      ...(request_access ? { request_access } : {}),
    });
  });
}

/** The name in the schema; a path has aliases, which clients choose. */
function fieldNameOf({ nodes }: GraphQLError): string {
  const node = nodes?.[0];
  return node?.kind === Kind.FIELD ? node.name.value : 'A request';
}

/**
 * After a commit the request must not be sent again. An error below a mutation's field means that only the answer
 * failed; an error beside it belongs to another field. Neither keeps the status that asks the client to try again.
 */
function afterChange(error: GraphQLError): GraphQLError {
  const { http, ...said } = error.extensions;
  const isBelow = (error.path?.length ?? 0) > 1;
  if (isBelow && (http || said.code === 'INTERNAL_SERVER_ERROR')) {
    const { message, code } = changeMade(error);
    return rewritten(message, error, { ...said, code });
  }
  return http ? rewritten(error.message, error, said) : error;
}

function innermost(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? innermost(error.originalError) : error;
}

function refusal(
  { message, code, fields, missingPermissions, reason, reasons, broken }: DomainError,
  outer: GraphQLError | undefined,
): GraphQLError {
  return rewritten(message, outer, {
    code,
    ...(fields ? { fields } : {}),
    ...(missingPermissions ? { missing_permissions: missingPermissions } : {}),
    ...(reason ? coded(reason) : {}),
    ...(reasons
      ? { reasons: Object.fromEntries(Object.entries(reasons).map(([field, one]) => [field, coded(one)])) }
      : {}),
    ...(broken ? { broken_rules: broken.map(coded) } : {}),
  });
}

/** A reason for clients that make their own sentence of it. */
export const coded = ({ name, values }: Reason) => ({
  reason: name,
  ...(Object.keys(values).length > 0 ? { values } : {}),
});

/** Errors of syntax, validation and types of values: the request is at fault, whatever code a library gave the error. */
function request(error: GraphQLError, outer?: GraphQLError): GraphQLError {
  const field = fieldOf(error, outer?.message);
  if (isOurs(error.extensions.code) && !field) return error;
  const message = withoutValue(error.message);
  const fields = field ? { fields: { [field]: message } } : {};
  return rewritten(message, error, { ...fields, ...error.extensions, code: 'INVALID_INPUT' });
}

const isOurs = (code: unknown) => code === 'INTERNAL_SERVER_ERROR' || Object.hasOwn(codes, String(code));

/** PostgreSQL cannot store this one character in text. */
const holdsNul = (error: unknown) => (rootOf(error) as { code?: string }).code === '22021';

export const busyText = 'The server is busy. Try again in a second.';

const busy = (outer: GraphQLError | undefined) =>
  rewritten(busyText, outer, {
    code: 'LIMITED',
    http: { status: 503, headers: { 'Retry-After': '1' } },
  });

const rewritten = (message: string, { nodes, source, positions, path }: Partial<GraphQLError> = {}, extensions = {}) =>
  new GraphQLError(message, { nodes, source, positions, path, extensions });
