/**
 * Documents identified by their hash, as persisted documents and automatic persisted queries do, and bound tokens,
 * which run only their own documents, however they are sent.
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
import { malformed, type Params } from './params.ts';
import type { RequestContext } from './request-context.ts';

export function persisted(db: Db): Plugin<RequestContext, RequestContext> {
  return {
    onParams: ({ params, setParams, context: { viewer } }) => {
      const hash = hashIn(params);
      if (viewer?.boundTo) return bound(db, viewer, params, hash).then(setParams);
      // Synchronous where possible, since most requests take this path.
      if (hash !== undefined) setParams(agreed(params, hash));
    },
  };
}

/** For callers without a bound token the server stores no documents: a hash only has to match the text. */
function agreed(params: Params, hash: string): Params {
  if (!params.query) throw notStored();
  if (hashOf(params) !== hash) throw malformed('The document does not match its hash.');
  return { ...params, documentId: undefined };
}

/** The request of a bound token, with the stored document and the pinned values. */
async function bound(db: Db, { credential }: Viewer, params: Params, named: string | undefined): Promise<Params> {
  try {
    const hash = params.query ? hashOf(params) : named;
    if (hash === undefined || (named ?? hash) !== hash) throw operations.documentNotAllowed();
    const found = await operations.ofDocument(db, credential.id, hash);
    if (found.length === 0) throw operations.documentNotAllowed();
    const query = found.find(({ document }) => document !== null)?.document ?? params.query;
    if (!query) throw notStored();
    const sent = params.variables ?? {};
    if (!isObject(sent)) throw malformed('The variables must be an object.');
    const wanted = wantedOf(parseWithin(query), params.operationName, sent);
    if (!wanted) throw operations.documentNotAllowed();
    return { ...params, documentId: undefined, query, variables: operations.requireBound(found, wanted) };
  } catch (error) {
    throw error instanceof DomainError ? refusedWhole(error) : error;
  }
}

/** The hash by which a request identifies its document, if it does. */
function hashIn({ documentId, extensions }: Params): string | undefined {
  const byId = documentId == null ? undefined : digits(/^sha256:([0-9a-f]{64})$/i, documentId, 'documentId');
  const { persistedQuery } = isObject(extensions) ? extensions : {};
  if (persistedQuery == null) return byId;
  if (!isObject(persistedQuery) || persistedQuery.version !== 1)
    throw malformed('extensions.persistedQuery must have version 1.');
  const byExtension = digits(/^([0-9a-f]{64})$/i, persistedQuery.sha256Hash, 'extensions.persistedQuery.sha256Hash');
  if ((byId ?? byExtension) !== byExtension) throw malformed('The request identifies two different documents.');
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

/**
 * Clients recognise this message and then send the text. With another status than 200 some would never send a hash
 * again.
 */
const notStored = () =>
  new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'NOT_FOUND', http: { status: 200 } } });
