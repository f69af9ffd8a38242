/** Runs requests against the real schema and rolls back what they did, so that the same request can be run again. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DocumentNode, type ExecutionResult, execute, getOperationAST, parse } from 'graphql';
import type { Db } from '../../src/db/database.ts';
import { findToken } from '../../src/domain/access/authenticate.ts';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { setLogKeys } from '../../src/domain/audit/log-keys.ts';
import type { Mail } from '../../src/domain/mail/mailer.ts';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { createScheduler } from '../../src/graphql/cost/scheduler.ts';
import { createLists } from '../../src/graphql/dialect/loaders.ts';
import { mask } from '../../src/graphql/errors.ts';
import { namedDocuments } from '../../src/graphql/plan/named-documents.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Latchkey, pepper } from '../server.ts';
import type { Request } from './random-requests.ts';

export interface Refusal {
  /** Without the indexes in lists. */
  path: string;
  code: string;
  message: string;
  fields: unknown;
  missing: string[];
}

export interface Result {
  data: unknown;
  refusals: Refusal[];
}

interface Asked {
  document: DocumentNode;
  operationName?: string | null;
  variables: Record<string, unknown>;
}

/** Runs a request. `look` may read what a mutation wrote before it is rolled back. */
export async function runRolledBack(
  { db: database, mail }: { db: Db; mail: Mail },
  viewer: Viewer | null,
  { document, operationName, variables: variableValues }: Asked,
  look: (db: Db) => Promise<void> = async () => {},
): Promise<Result> {
  const answered = async (db: Db) => {
    const writers = { writeAll: async () => true, join: async () => async () => undefined };
    const shared = {
      viewer,
      mail,
      writers,
      pepper,
      breached: null,
      privateWebhooks: false,
      providers: [],
      renew: () => undefined,
      relyingParty: () => ({ id: 'localhost', origins: ['http://localhost'] }),
      ip: '127.0.0.1',
      requestState: { commits: 0 },
    };
    const counted = createAnswer(createScheduler(), 'a test');
    const lists = createLists(db, viewer, counted);
    const contextValue = { ...shared, db, lists, answer: counted, documents: namedDocuments() };
    return execute({ schema, document, operationName, variableValues, contextValue });
  };
  if (isQuery(document, operationName)) return resultOf(await answered(database));
  let answer: ExecutionResult = {};
  const done = new Error('Rolled back.');
  const running = database.transaction(async (db) => {
    // Here the transactions of changes are parts of this one.
    setLogKeys(db, pepper);
    answer = await answered(db);
    await allAnswered(db);
    await look(db);
    throw done;
  });
  await running.catch((error) => {
    if (error !== done) throw error;
  });
  return resultOf(answer);
}

/**
 * Waits for the statements of fields that graphql-js no longer waits for, because another field has made their object null.
 * After the rollback they would be outside of the transaction.
 */
async function allAnswered(db: Db): Promise<void> {
  const { client } = (db as unknown as { session: { client: { readyForQuery: boolean } } }).session;
  for (let turns = 0; turns < 5; turns = client.readyForQuery ? turns + 1 : 0) await nextTurn();
}

export const isQuery = (document: DocumentNode, operationName: string | null | undefined): boolean =>
  getOperationAST(document, operationName)?.operation === 'query';

function resultOf(answer: ExecutionResult): Result {
  const refusals = (answer.errors ?? []).map((error): Refusal => {
    const { message, extensions } = mask(error, ({ error }) => {
      throw error;
    });
    const path = (error.path ?? []).filter((step) => typeof step === 'string').join('.');
    const missing = (extensions.missing_permissions ?? []) as string[];
    return { path, code: extensions.code as string, message, fields: extensions.fields ?? null, missing };
  });
  return { data: answer.data ?? null, refusals };
}

/** Fields that show the permissions themselves, and so always differ with fewer of them. */
const showsPermissions = /effective_permissions|missing_permissions|unused_permissions|latent|_suggestion|\breach\b/;

export interface Ran {
  viewer: Viewer;
  result: {
    document: string;
    codes: unknown[];
    /** Null if it differs from one run to the next. */
    data: string | null;
  };
}

/** Runs a request with a token. */
export async function runWithToken(server: Latchkey, token: string, request: Request): Promise<Ran> {
  const found = await findToken(server.db, token, '127.0.0.1');
  const viewer = found as NonNullable<typeof found>;
  const document = parse(request.document);
  const { data, refusals } = await runRolledBack(server, viewer, { ...request, document });
  const isSteady = isQuery(document, request.operationName) && !showsPermissions.test(request.document);
  const codes = refusals.map(({ code }) => code);
  return { viewer, result: { document: request.document, codes, data: isSteady ? JSON.stringify(data) : null } };
}
