/** Runs requests with a token inside the server, and takes back what they did, so that the same can be run again. */
import { execute, parse } from 'graphql';
import { findToken } from '../../src/domain/credentials.ts';
import type { Viewer } from '../../src/domain/viewer.ts';
import { createAnswer } from '../../src/graphql/answer.ts';
import { mask } from '../../src/graphql/errors.ts';
import { createLists } from '../../src/graphql/loaders.ts';
import { namedDocuments } from '../../src/graphql/named.ts';
import { createPace } from '../../src/graphql/pace.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Latchkey, pepper } from '../server.ts';
import type { Request } from './requests.ts';

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

export async function runUndone(server: Latchkey, token: string, { document, variables }: Request): Promise<Ran> {
  const found = await findToken(server.db, token, '127.0.0.1');
  const viewer = found as NonNullable<typeof found>;
  let answer: Awaited<ReturnType<typeof execute>> = {};
  const undone = new Error('Undone.');
  const running = server.db.transaction(async (db) => {
    const result = createAnswer(createPace(), 'a test');
    const writers = { writeAll: async () => true, join: async () => async () => undefined };
    const shared = {
      viewer,
      mail: server.mail,
      writers,
      pepper,
      ip: '127.0.0.1',
      done: { commits: 0 },
      answer: result,
    };
    const contextValue = { ...shared, db, lists: createLists(db, viewer, result), documents: namedDocuments() };
    answer = await execute({ schema, document: parse(document), variableValues: variables, contextValue });
    throw undone;
  });
  await running.catch((error) => {
    if (error !== undone) throw error;
  });
  const codes = (answer.errors ?? []).map(
    (error) =>
      mask(error, ({ error }) => {
        throw error;
      }).extensions.code,
  );
  const isSteady = document.startsWith('query') && !tellsOfPower.test(document);
  return { viewer, told: { document, codes, data: isSteady ? JSON.stringify(answer.data) : null } };
}
