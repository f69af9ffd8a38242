/**
 * The routes of each API in the memory of the process. They decide only after the revision of the document was read together with
 * the token, so a change takes effect with the next check in every process.
 */
import { inArray, sql } from 'drizzle-orm';
import { apiOperations, apis } from '../../../schema/apis.ts';
import type { Db } from '../../db/database.ts';
import { sharedLookup } from '../../db/shared-lookup.ts';
import { projectAskedFor } from '../access/decisions.ts';
import { findBySecret, type Subject } from '../access/subjects.ts';
import { mostApis } from './limits.ts';
import type { Operation } from './operations.ts';
import { type Request, type Required, type Routes, routesOf } from './routes.ts';

interface Compiled {
  id: string;
  name: string;
  revision: string;
  routes: Routes;
}

/** By name, which an API that was deleted and one that was created later may share. */
const compiled = new Map<string, Compiled>();

export interface SubjectAndRequirement {
  subject: Subject;
  /** Null: the API has no such operation. */
  required: Required | null;
}

/**
 * The owner of a token, found together with the API, and what the API requires of the request. One statement, unless the document
 * has changed since this process read it. Null: no valid token. The `api` of the subject is null if there is none with this name.
 */
export async function findSubjectAndRequirement(
  db: Db,
  secret: string,
  name: string,
  request: Request,
): Promise<SubjectAndRequirement | null> {
  for (;;) {
    const known = compiled.get(name);
    const required = known?.routes(request) ?? null;
    const subject = await findBySecret(db, secret, projectAskedFor(required?.resource ?? null), name);
    if (!subject) return null;
    const { api } = subject;
    if (!api) return { subject, required: null };
    if (known?.id === api.id && known.revision === api.revision) return { subject, required };
    const read = await lookup(db, api.id);
    if (read) keep(read);
  }
}

/** At most as many as there can be at a time. */
function keep(read: Compiled): void {
  compiled.delete(read.name);
  compiled.set(read.name, read);
  const [oldest] = compiled.keys();
  if (compiled.size > mostApis && oldest !== undefined) compiled.delete(oldest);
}

/** One statement, so that the revision is that of these operations. */
const operations = sql<
  Operation[]
>`(select json_agg(json_build_object('method', ${apiOperations.method}, 'path', ${apiOperations.path},
  'requires', ${apiOperations.requires}, 'resource', ${apiOperations.resource})) from ${apiOperations} where ${apiOperations.apiId} = ${apis}.id)`;

const lookup = sharedLookup<Compiled>(async (db, ids) => {
  const columns = { id: apis.id, name: apis.name, revision: apis.revision, operations };
  const rows = await db
    .select(columns)
    .from(apis)
    .where(inArray(apis.id, [...new Set(ids)]));
  const read = new Map(rows.map((row) => [row.id, { ...row, routes: routesOf(row.operations ?? []) }]));
  return ids.map((id) => read.get(id) ?? null);
});
