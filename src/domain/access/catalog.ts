/**
 * The custom permissions in the memory of each process. Every credential is read together with the version of the catalog, so a
 * change takes effect with the next request in every process, and no request is answered with an older catalog than it has read.
 */
import { sql } from 'drizzle-orm';
import { permissionCatalog } from '../../../schema/custom-permissions.ts';
import type { Db } from '../../db/database.ts';
import { readText } from '../../db/read.ts';
import { sharedLookup } from '../../db/shared-lookup.ts';
import { entryOf, isBuiltIn, type StoredEntry, setCustom } from './permissions.ts';

/** Null before the first change. */
export type CatalogVersion = string | null;

/** As a column of any statement. Written as text, because Drizzle leaves out the names of tables in statements about one table. */
export const catalogVersion = sql<CatalogVersion>`(${sql.raw('select version::text from permission_catalog where id = 1')})`;

let loaded: CatalogVersion = null;

/** Makes sure that this process has the catalog of this version, which was just read, or a newer one. */
export async function ensureCurrent(db: Db, version: CatalogVersion): Promise<void> {
  if (version !== loaded) await reload(db);
}

/** Reads the catalog after a change, or at the start. */
export const reload = async (db: Db): Promise<void> => void (await lookup(db, ''));

interface Stored extends StoredEntry {
  name: string;
}

/** One statement, so that the version is that of these permissions. */
const reading = `select version::text, (
    select coalesce(json_agg(json_build_object('name', name, 'group', "group", 'description', description,
      'warning', warning, 'resourceKinds', resource_kinds, 'retired', retired_at is not null) order by name collate "C"), '[]')::text from custom_permissions)
  from permission_catalog where id = 1`;

let sent = 0;
let latest = 0;

const lookup = sharedLookup<object>(async (db, keys) => {
  const place = ++sent;
  const { rows } = await readText(db, 'permission_catalog', reading, []);
  const [version = null, stored = '[]'] = (rows[0] ?? []) as [CatalogVersion?, string?];
  // A statement that was sent earlier and answered later may have read an older catalog.
  if (place > latest) {
    latest = place;
    replace(version, JSON.parse(stored));
  }
  return keys.map(() => ({}));
});

function replace(version: CatalogVersion, stored: readonly Stored[]): void {
  loaded = version;
  setCustom(new Map(stored.map((one) => [one.name, entryOf(one)])));
}

/** Gives the catalog a new version. */
export async function renew(tx: Db): Promise<void> {
  const version = sql`gen_random_uuid()`;
  await tx
    .insert(permissionCatalog)
    .values({ id: 1, version })
    .onConflictDoUpdate({ target: permissionCatalog.id, set: { version } });
}

/**
 * Loads the catalog when the program starts. Refuses to start if an operator declared a permission whose name this version of
 * Latchkey has given to a built-in one: existing grants would mean something else.
 */
export async function open(db: Db): Promise<void> {
  await reload(db);
  const { rows } = await readText(db, undefined, 'select name from custom_permissions order by name', []);
  const clashes = rows.map(([name]) => name as string).filter(isBuiltIn);
  if (clashes.length === 0) return;
  const which =
    clashes.length === 1
      ? `The custom permission ${clashes[0]} has`
      : `The custom permissions ${clashes.join(', ')} have`;
  throw new Error(
    `${which} the name of a permission that this version of Latchkey has built in. Start the version before, replace it by a custom permission of another name, and start this version again.`,
  );
}
