/**
 * Documents named by their hash, as persisted documents and automatic persisted queries name them, and tokens bound to
 * some: those run no other, whichever way it is sent.
 */
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Db } from '../db/database.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import { DomainError } from '../domain/base/errors.ts';
import * as operations from '../domain/tokens/operations.ts';
import { parseWithin } from '../graphql/cost/limits.ts';
import { refusedWhole } from '../graphql/errors.ts';
import { isObject } from '../graphql/json.ts';
import { wantedOf } from '../graphql/plan/required-permissions.ts';
import type { Asked } from './asked.ts';
import { malformed, type Params } from './params.ts';

export function persisted(db: Db): Plugin<Asked, Asked> {
  return {
    onParams: ({ params, setParams, context: { viewer } }) => {
      const hash = hashIn(params);
      if (viewer?.boundTo) return bound(db, viewer, params, hash).then(setParams);
      // Without waiting for anything: most requests come this way.
      if (hash !== undefined) setParams(agreed(params, hash));
    },
  };
}

/** Nobody keeps documents for a caller who is not bound: the hash only has to agree with the text. */
function agreed(params: Params, hash: string): Params {
  if (!params.query) throw notKept();
  if (hashOf(params) !== hash) throw malformed('The document is not the one that its hash names.');
  return { ...params, documentId: undefined };
}

/** The request as a bound token may send it: with the document that is kept, and the values that are pinned. */
async function bound(db: Db, { credential }: Viewer, params: Params, named: string | undefined): Promise<Params> {
  try {
    const hash = params.query ? hashOf(params) : named;
    if (hash === undefined || (named ?? hash) !== hash) throw operations.notAmong();
    const found = await operations.ofDocument(db, credential.id, hash);
    if (found.length === 0) throw operations.notAmong();
    const query = found.find(({ document }) => document !== null)?.document ?? params.query;
    if (!query) throw notKept();
    const sent = params.variables ?? {};
    if (!isObject(sent)) throw malformed('The variables must be an object.');
    const wanted = wantedOf(parseWithin(query), params.operationName, sent);
    if (!wanted) throw operations.notAmong();
    return { ...params, documentId: undefined, query, variables: operations.requireBound(found, wanted) };
  } catch (error) {
    throw error instanceof DomainError ? refusedWhole(error) : error;
  }
}

/** The hash a request names its document by, where it does. */
function hashIn({ documentId, extensions }: Params): string | undefined {
  const byId = documentId == null ? undefined : digits(/^sha256:([0-9a-f]{64})$/i, documentId, 'documentId');
  const { persistedQuery } = isObject(extensions) ? extensions : {};
  if (persistedQuery == null) return byId;
  if (!isObject(persistedQuery) || persistedQuery.version !== 1)
    throw malformed('extensions.persistedQuery must have version 1.');
  const byExtension = digits(/^([0-9a-f]{64})$/i, persistedQuery.sha256Hash, 'extensions.persistedQuery.sha256Hash');
  if ((byId ?? byExtension) !== byExtension) throw malformed('The request names two documents.');
  return byExtension;
}

function digits(form: RegExp, value: unknown, name: string): string {
  const [, found] = (typeof value === 'string' && form.exec(value)) || [];
  if (found === undefined) throw malformed(`${name} must be a SHA-256 in hexadecimal.`);
  return found.toLowerCase();
}

function hashOf({ query }: Params): string {
  if (typeof query !== 'string') throw malformed('The query must be a string.');
  return operations.hashOf(query);
}

/** Clients know this message, and send the text then. With another status than 200 some would never send a hash again. */
const notKept = () =>
  new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'NOT_FOUND', http: { status: 200 } } });
