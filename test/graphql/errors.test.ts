/** What the client receives of an error, and what is only logged. */
import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { isBusy } from '../../src/db/failures.ts';
import { nothingUsed, ofSession } from '../../src/domain/access/viewer.ts';
import { DomainError, forbidden, invalid } from '../../src/domain/base/errors.ts';
import { mask, presented } from '../../src/graphql/errors.ts';
import { faultOf } from '../../src/http/error-log.ts';

/** The masked error and everything that was reported while masking it. */
function masked(error: unknown) {
  const reported: { id: string; error: unknown }[] = [];
  const { message, extensions } = mask(error, (fault) => reported.push(fault));
  return { message, extensions, reported };
}

const nested = (error: Error) =>
  new GraphQLError('outer', { originalError: new GraphQLError('inner', { originalError: error }) });

/** A database error as the query builder wraps it. */
function databaseError(code: string, message: string): Error {
  const cause = Object.assign(new Error(message), { code, detail: 'Key (name)=(hunter2)' });
  const wrapped = new Error(`Failed query: select $1\nparams: hunter2`, { cause });
  return Object.assign(wrapped, { query: 'select $1', params: ['hunter2'] });
}

describe('mask', () => {
  test('passes on a refusal unchanged and does not report it', () => {
    const refusal = {
      message: '`name` must not be blank.',
      extensions: { code: 'INVALID_INPUT', fields: { name: 'must not be blank.' } },
    };
    expect(masked(nested(invalid('name', 'must not be blank.')))).toEqual({ ...refusal, reported: [] });
    expect(masked(forbidden('No.', ['READ_USER'])).extensions).toEqual({
      code: 'FORBIDDEN',
      missing_permissions: ['READ_USER'],
    });
  });

  test('hides the cause of a refusal', () => {
    const refusal = new DomainError('CONFLICT', 'Taken.', { cause: new Error('hunter2') });
    expect(JSON.stringify(mask(refusal, () => undefined))).not.toContain('hunter2');
  });

  test('turns any other error into "Unexpected error." with the id under which it is reported', () => {
    const error = new TypeError('x is not a function');
    const { message, extensions, reported } = masked(nested(error));
    expect(message).toBe('Unexpected error.');
    expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', request_id: reported[0]?.id });
    expect(reported).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), error }]);
  });

  test.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED'],
    ['57P01', 'terminating connection due to administrator command'],
    ['53300', 'sorry, too many clients already'],
    ['', 'timeout exceeded when trying to connect'],
    ['', 'Connection terminated unexpectedly'],
  ])('turns an unreachable database (%s) into a 503 with Retry-After', (code, text) => {
    const { extensions, reported } = masked(nested(databaseError(code, text)));
    expect(extensions).toEqual({ code: 'LIMITED', http: { status: 503, headers: { 'Retry-After': '1' } } });
    expect(reported).toEqual([]);
  });

  test.each([
    ['57014', 'canceling statement due to statement timeout'],
    ['55P03', 'canceling statement due to lock timeout'],
    ['53100', 'could not extend file: No space left on device'],
    ['53200', 'out of memory'],
    ['EMFILE', 'too many open files'],
    ['ENFILE', 'file table overflow'],
    ['ENOSPC', 'no space left on device'],
    ['', 'Query read timeout'],
  ])(
    'turns a resource limit of the machine or database (%s) into a 503 with Retry-After, and reports it',
    (code, text) => {
      const { message, extensions, reported } = masked(nested(databaseError(code, text)));
      expect(extensions).toEqual({ code: 'LIMITED', http: { status: 503, headers: { 'Retry-After': '1' } } });
      expect(message).toBe('The server is busy. Try again in a second.');
      expect(reported).toMatchObject([{ repeated: true }]);
    },
  );

  test('does not read the client’s input as an unreachable database', () => {
    expect(isBusy(databaseError('22P02', 'invalid input syntax: "ECONNREFUSED Connection terminated"'))).toBe(false);
  });
});

describe('presented', () => {
  const requestState = { user: null, commits: 0 };
  const standing = {
    userId: '1',
    username: 'ada',
    roleId: null,
    superAdmin: false,
    granted: ['READ_USER'],
    onProjects: [],
  };
  const viewer = ofSession(standing, { kind: 'session', id: '1', expiresAt: null, used: nothingUsed() });

  test('returns at most ten errors', () => {
    const errors = Array.from({ length: 25 }, (_, index) => new GraphQLError(`Error ${index}`));
    expect(presented(errors, { viewer, requestState })).toHaveLength(10);
  });

  test('gives every error of the request itself its code of the API, not that of a library', () => {
    const own = new GraphQLError('Too large.', { extensions: { code: 'LIMITED' } });
    const foreign = new GraphQLError('No such field.', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    const codes = presented([own, foreign, new GraphQLError('?')], { viewer, requestState }).map(
      ({ extensions }) => extensions.code,
    );
    expect(codes).toEqual(['LIMITED', 'INVALID_INPUT', 'INVALID_INPUT']);
  });
});

test('the log receives the kind and the stack of an error, not its values', () => {
  const fault = faultOf(databaseError('23502', 'null value violates not-null constraint'));
  expect(fault).toMatchObject({
    code: '23502',
    message: 'null value violates not-null constraint',
    statement: 'select $1',
  });
  expect(fault.stack).toContain('errors.test.ts');
  expect(JSON.stringify(fault)).not.toContain('hunter2');
});
