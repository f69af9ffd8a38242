/** The APIs of other services: registering and changing their OpenAPI documents, from which forward auth knows what requests require. */
import { createHash } from 'node:crypto';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { apiOperations, apis as table } from '../../../schema/apis.ts';
import { customPermissions } from '../../../schema/custom-permissions.ts';
import type { Db } from '../../db/database.ts';
import { isBuiltIn } from '../access/permissions.ts';
import { projectKind } from '../access/resources.ts';
import { type LockedViewer, requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { checkAll, conflict, invalid, notFound } from '../base/errors.ts';
import { requireDescription } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact, unique } from '../base/transact.ts';
import { read } from './document.ts';
import { mostApis } from './limits.ts';
import { isApiName } from './name.ts';
import { type Operation, operationsOf } from './operations.ts';
import { fromWritten } from './requirements.ts';
import { kindIn } from './resources.ts';

export interface ApiInput {
  name: string;
  description?: string | null;
  document: string;
}

export type ApiChanges = { [K in 'description' | 'document']?: string | null };

const entity = 'Api';

/** Registers an API. Errors: FORBIDDEN with a token, INVALID_INPUT, CONFLICT (name, too many). */
export function create(db: Db, viewer: Viewer, input: ApiInput): Promise<{ id: string }> {
  requireSession(viewer);
  const { document } = input;
  const [name, description, operations] = checkAll<unknown>(
    () => requireApiName(input.name),
    () => requireDescription(input.description ?? ''),
    () => operationsOf(read(document)),
  ) as [string, string, Operation[]];
  return changing(db, viewer, async (tx, viewer) => {
    if ((await tx.$count(table)) >= mostApis) throw conflict(because('MOST_APIS', { most: mostApis }));
    await requireExisting(tx, operations);
    const row = { name, description, document };
    const [made] = await unique(tx.insert(table).values(row).returning(), { apis_name: 'name' });
    const { id } = made as Api;
    await insert(tx, id, operations);
    const current = { ...loggedColumns(made as Api), operations: lines(operations) };
    await logs.record(tx, viewer, { type: 'CREATED', entity, id, message: `API ${name} was registered.`, current });
    return { id };
  });
}

/** Changes an API. A new document counts from the next check on. Errors: FORBIDDEN with a token, INVALID_INPUT, NOT_FOUND. */
export function update(db: Db, viewer: Viewer, id: string, input: ApiChanges): Promise<void> {
  requireSession(viewer);
  const { columns, operations } = checked(input);
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requireApi(tx, id);
    const earlier = operations && new Set(lines(await operationsIn(tx, id)));
    const later = operations && new Set(lines(operations));
    if (operations) {
      await requireExisting(tx, operations);
      await tx.delete(apiOperations).where(eq(apiOperations.apiId, id));
      await insert(tx, id, operations);
    }
    const revision = operations ? { revision: sql`gen_random_uuid()` } : {};
    const [after] = await tx
      .update(table)
      .set({ id, ...columns, ...revision })
      .where(eq(table.id, id))
      .returning();
    await logs.record(tx, viewer, {
      type: 'UPDATED',
      entity,
      id,
      message: `API ${before.name} was changed.`,
      previous: { ...loggedColumns(before), ...only('operations', earlier, later) },
      current: { ...loggedColumns(after as Api), ...only('operations', later, earlier) },
    });
  });
}

/** Deletes an API. Proxies that name it refuse every request from then on. Errors: FORBIDDEN with a token, NOT_FOUND. */
export function remove(db: Db, viewer: Viewer, id: string): Promise<void> {
  requireSession(viewer);
  return changing(db, viewer, async (tx, viewer) => {
    const before = await requireApi(tx, id);
    const previous = { ...loggedColumns(before), operations: lines(await operationsIn(tx, id)) };
    await tx.delete(table).where(eq(table.id, id));
    await logs.record(tx, viewer, {
      type: 'DELETED',
      entity,
      id,
      message: `API ${before.name} was deleted.`,
      previous,
    });
  });
}

type Api = typeof table.$inferSelect;

/** Changes of APIs run one after the other. */
const changing = <T>(db: Db, viewer: Viewer, work: (tx: Db, viewer: LockedViewer) => Promise<T>): Promise<T> =>
  transact(db, viewer, work, 'apis');

async function requireApi(tx: Db, id: string): Promise<Api> {
  const [api] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!api) throw notFound('API', id);
  return api;
}

interface Changes {
  columns: Partial<Pick<Api, 'description' | 'document'>>;
  operations: Operation[] | null;
}

/** Errors: INVALID_INPUT on each wrong field. */
function checked({ description, document }: ApiChanges): Changes {
  const [described, operations] = checkAll<unknown>(
    () => (description == null ? {} : { description: requireDescription(description) }),
    () => (document == null ? null : operationsOf(read(document))),
  ) as [Partial<Api>, Operation[] | null];
  return { columns: { ...described, ...(document == null ? {} : { document }) }, operations };
}

function requireApiName(name: string): string {
  if (!isApiName(name)) throw invalid('name', because('NOT_AN_API_NAME'));
  return name;
}

/**
 * Locks the custom permissions that are required until the transaction ends, so that none is deleted in between. Errors:
 * INVALID_INPUT for one that does not exist or does not declare the kind of the resource on which it is required.
 */
async function requireExisting(tx: Db, operations: readonly Operation[]): Promise<void> {
  const named = new Set(operations.flatMap(({ requires }) => fromWritten(requires).flat()));
  const custom = [...named].filter((name) => !isBuiltIn(name));
  const { id, name, resourceKinds } = customPermissions;
  const found = await tx
    .select({ name, resourceKinds })
    .from(customPermissions)
    .where(inArray(name, custom))
    .orderBy(id)
    .for('share');
  const kinds = new Map(found.map((one) => [one.name, one.resourceKinds]));
  const missing = custom.find((one) => !kinds.has(one));
  if (missing !== undefined) throw invalid('document', because('NO_SUCH_PERMISSION', { permission: missing }));
  for (const { method, path, requires, resource } of operations) {
    const kind = resource === null ? projectKind : kindIn(resource);
    const other = fromWritten(requires)
      .flat()
      .find((one) => kind !== projectKind && !kinds.get(one)?.includes(kind));
    if (other === undefined) continue;
    throw invalid('document', because('KIND_NOT_DECLARED', { kind, permission: other, place: `${method} ${path}` }));
  }
}

async function insert(tx: Db, apiId: string, operations: readonly Operation[]): Promise<void> {
  await tx.insert(apiOperations).values(operations.map((operation) => ({ apiId, ...operation })));
}

const { method, path, requires, resource } = apiOperations;

const operationsIn = (tx: Db, apiId: string): Promise<Operation[]> =>
  tx
    .select({ method, path, requires, resource })
    .from(apiOperations)
    .where(eq(apiOperations.apiId, apiId))
    .orderBy(asc(apiOperations.id));

/** Under this name, what is in one of the sets and not in the other; without sets nothing. */
const only = (name: string, of: ReadonlySet<string> | null, other: ReadonlySet<string> | null): object =>
  of && other ? { [name]: [...of].filter((line) => !other.has(line)) } : {};

/** What an operation requires, for the log. */
const lines = (operations: readonly Operation[]): string[] =>
  operations.map(
    ({ method, path, requires, resource }) =>
      `${method} ${path}: ${requires || 'any valid token'}${resource ? ` on ${resource}` : ''}`,
  );

const loggedColumns = ({ name, description, document }: Api) => ({
  name,
  description,
  document_sha256: createHash('sha256').update(document).digest('hex'),
});
