/** Runs requests against the real schema and takes back what they did, so that the same can be run again. */
import { type DocumentNode, type ExecutionResult, execute, getOperationAST, parse } from 'graphql';
import type { Db } from '../../src/db/database.ts';
import { findToken } from '../../src/domain/access/authenticate.ts';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import type { Mail } from '../../src/domain/mail/mailer.ts';
import { createAnswer } from '../../src/graphql/cost/answer-size.ts';
import { createPace } from '../../src/graphql/cost/turns.ts';
import { createLists } from '../../src/graphql/dialect/loaders.ts';
import { mask } from '../../src/graphql/errors.ts';
import { namedDocuments } from '../../src/graphql/plan/named-documents.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Latchkey, pepper } from '../server.ts';
import type { Request } from './requests.ts';

export interface Refusal {
  /** Without the places in lists. */
  path: string;
  code: string;
  message: string;
  fields: unknown;
  missing: string[];
}

export interface Told {
  data: unknown;
  refusals: Refusal[];
}

interface Asked {
  document: DocumentNode;
  operationName?: string | null;
  variables: Record<string, unknown>;
}

/** `look`: what else to read of what a mutation did before it is taken back. */
export async function undone(
  { db: database, mail }: { db: Db; mail: Mail },
  viewer: Viewer | null,
  { document, operationName, variables: variableValues }: Asked,
  look: (db: Db) => Promise<void> = async () => {},
): Promise<Told> {
  const answered = async (db: Db) => {
    const writers = { writeAll: async () => true, join: async () => async () => undefined };
    const shared = { viewer, mail, writers, pepper, renew: () => undefined, ip: '127.0.0.1', done: { commits: 0 } };
    const counted = createAnswer(createPace(), 'a test');
    const lists = createLists(db, viewer, counted);
    const contextValue = { ...shared, db, lists, answer: counted, documents: namedDocuments() };
    return execute({ schema, document, operationName, variableValues, contextValue });
  };
  if (isQuery(document, operationName)) return told(await answered(database));
  let answer: ExecutionResult = {};
  const done = new Error('Undone.');
  const running = database.transaction(async (db) => {
    answer = await answered(db);
    await look(db);
    throw done;
  });
  await running.catch((error) => {
    if (error !== done) throw error;
  });
  return told(answer);
}

export const isQuery = (document: DocumentNode, operationName: string | null | undefined): boolean =>
  getOperationAST(document, operationName)?.operation === 'query';

function told(answer: ExecutionResult): Told {
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

/** What tells of the power itself is not the same with less of it. */
const tellsOfPower = /effective_permissions|missing_permissions|unused_permissions|latent|_suggestion|\breach\b/;

export interface Ran {
  viewer: Viewer;
  told: {
    document: string;
    codes: unknown[];
    /** Null where it differs from one run to the next. */
    data: string | null;
  };
}

/** Runs a request with a token. */
export async function runUndone(server: Latchkey, token: string, request: Request): Promise<Ran> {
  const found = await findToken(server.db, token, '127.0.0.1');
  const viewer = found as NonNullable<typeof found>;
  const document = parse(request.document);
  const { data, refusals } = await undone(server, viewer, { ...request, document });
  const isSteady = isQuery(document, request.operationName) && !tellsOfPower.test(request.document);
  const codes = refusals.map(({ code }) => code);
  return { viewer, told: { document: request.document, codes, data: isSteady ? JSON.stringify(data) : null } };
}
