/**
 * Finds those whom other services ask about, by the secret or the id of a token or by the id of a user, together with their
 * permissions on one project. Lookups of one turn of the event loop, the caller's among them, share a statement.
 */
import { and, eq, or, type Placeholder, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { apis } from '../../../schema/apis.ts';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { projectGrants, projects } from '../../../schema/projects.ts';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { preparedSelect } from '../../db/prepared-select.ts';
import { sharedLookup } from '../../db/shared-lookup.ts';
import { hashSecret, isTokenShaped } from '../base/secrets.ts';
import { type RulesInForce, rulesInForce } from '../firewall/admission.ts';
import type { Refusal } from '../tokens/limits/limit.ts';
import { type LimitColumns, refusalOfUse } from '../tokens/limits/limits.ts';
import { type CatalogVersion, catalogVersion, ensureCurrent } from './catalog.ts';
import * as rows from './credential-columns.ts';
import { heldBy } from './effective-permissions.ts';
import { isOpen } from './open-accounts.ts';
import { onOneProject } from './permissions.ts';
import { type AccountFacts, type Limits, nothingUsed, ofSession, ofToken, type Viewer } from './viewer.ts';

export interface Subject {
  /** Its `onProjects` are the permissions on `project` only. */
  viewer: Viewer;
  isServiceAccount: boolean;
  /** The project that was asked about; if none was, that of a project token. */
  project: Project | null;
  /** The API that was asked about, with the revision of its document; null: none was, or there is none with this name. */
  api: ApiRevision | null;
  /** The name of the token; null for a user. */
  tokenName: string | null;
  /** When its secret was issued; null for a user. */
  issuedAt: Date | null;
  /** The rules of the application firewall, for a caller. */
  rules: RulesInForce;
  /** Whether the token runs certain documents or root fields only, so that it is of no use outside the API. */
  isBound: boolean;
  /** Whether it was found by its new secret, while the previous one is still valid. */
  replaces: boolean;
  /** How the first limit of the token that does not allow its use from this address refuses it; an unknown address is not allowed. */
  exceeded(ip: string | undefined): Refusal | undefined;
}

export interface Project {
  id: string;
  key: string;
}

export interface ApiRevision {
  id: string;
  revision: string;
}

interface Row extends AccountFacts, Limits, LimitColumns {
  place: number;
  /** Null: it is a user's row. */
  id: string | null;
  name: string | null;
  secretHash: Buffer | null;
  overlaps: boolean;
  expiresAt: Date | null;
  createdAt: Date;
  regeneratedAt: Date | null;
  now: Date;
  isServiceAccount: boolean;
  askedId: string | null;
  askedKey: string | null;
  apiId: string | null;
  apiRevision: string | null;
  rules: RulesInForce;
  catalog: CatalogVersion;
}

const asked = alias(projects, 'asked');

/** The permissions that the account has on the project by a grant. Each is looked up in an index. */
const { projectId, permission, userId, roleId } = projectGrants;
const granted = (holder: typeof userId | typeof roleId, to: typeof users.id | typeof users.roleId) =>
  sql`exists (select 1 from ${projectGrants} where ${projectId} = ${asked.id} and ${permission} = one.permission and ${holder} = ${to})`;
const onAsked = sql`array(select one.permission from unnest(${sql.param(onOneProject)}::text[]) as one(permission)
  where ${granted(userId, users.id)} or ${granted(roleId, users.roleId)})`;

const columns = {
  place: sql<number>`wanted.place`,
  ...rows.account,
  ...rows.capColumns,
  ...rows.checkedColumns,
  granted: heldBy(users.id, users.roleId),
  onProjects: onAsked,
  setPermissions: permissionSets.permissions,
  id: tokens.id,
  name: tokens.name,
  secretHash: tokens.secretHash,
  overlaps: rows.overlaps,
  expiresAt: tokens.expiresAt,
  createdAt: tokens.createdAt,
  regeneratedAt: tokens.regeneratedAt,
  isServiceAccount: users.serviceAccount,
  askedId: asked.id,
  askedKey: asked.key,
  apiId: apis.id,
  apiRevision: apis.revision,
  rules: rulesInForce,
  catalog: catalogVersion,
};

/** The values of each lookup: the hash of a secret, the id of a token, the id of a user, the key of a project, and the name of an API. */
const width = 5;

const subjectRows = preparedSelect<Row>(
  'subjects',
  columns,
  valuesOf,
  (db, places) => {
    const select = db
      .select(columns)
      .from(
        sql`(values ${sql.join(inLists(places), sql`, `)}) as wanted (place, hash, token_id, user_id, project, api)`,
      )
      .leftJoin(tokens, and(or(rows.isValue(sql`wanted.hash`), eq(tokens.id, sql`wanted.token_id`)), rows.isValidToken))
      .innerJoin(users, and(eq(users.id, sql`coalesce(${tokens.userId}, wanted.user_id)`), isOpen))
      .leftJoin(permissionSets, eq(permissionSets.id, tokens.permissionSetId))
      .leftJoin(
        asked,
        or(eq(asked.key, sql`wanted.project`), and(sql`wanted.project is null`, eq(asked.id, tokens.projectId))),
      )
      .leftJoin(apis, eq(apis.name, sql`wanted.api`));
    return { toSQL: () => select.toSQL(), execute: async () => (await select.execute()) as unknown as Row[] };
  },
  width,
);

const inLists = (places: Placeholder[]) =>
  Array.from({ length: places.length / width }, (_, place) => {
    const [hash, token, user, project, api] = places.slice(place * width, (place + 1) * width);
    return sql`(${sql.raw(String(place))}, ${hash}::bytea, ${token}::bigint, ${user}::bigint, ${project}::text, ${api}::text)`;
  });

/** Lookups that ask for the same are one. */
const lookup = sharedLookup<Row>(async (db, keys) => {
  const different = [...new Set(keys)];
  const found = await subjectRows(db, different);
  const byKey = new Map(found.map((row) => [different[row.place], row]));
  return keys.map((key) => byKey.get(key) ?? null);
});

/** With the catalog that it has read, so that names of custom permissions are known. */
async function subjectOf(db: Db, key: string): Promise<Row | null> {
  const row = await lookup(db, key);
  if (row) await ensureCurrent(db, row.catalog);
  return row;
}

type Kind = 'secret' | 'token' | 'user';

/** As JSON, because keys of projects come from clients. */
const keyOf = (kind: Kind, value: string, project: string | null, api: string | null = null) =>
  JSON.stringify([kind, value, project, api]);

function valuesOf(key: string): unknown[] {
  const [kind, value, project, api] = JSON.parse(key) as [Kind, string, string | null, string | null];
  const hash = kind === 'secret' ? Buffer.from(value, 'base64') : null;
  return [hash, kind === 'token' ? value : null, kind === 'user' ? value : null, project, api];
}

/** Null: unknown, expired, revoked, or its owner is disabled. */
export async function findBySecret(
  db: Db,
  secret: string,
  project: string | null = null,
  api: string | null = null,
): Promise<Subject | null> {
  if (!isTokenShaped(secret)) return null;
  const hash = hashSecret(secret);
  const row = await subjectOf(db, keyOf('secret', hash.toString('base64'), project, api));
  if (!row?.id) return null;
  const replaces = row.overlaps && (row.secretHash?.equals(hash) ?? false);
  return { ...subjectFrom(row, row.id), replaces };
}

/** Called when a token is used. The first use of a regenerated token's new secret makes the previous one invalid. */
export async function startUse(db: Db, { replaces, viewer }: Subject): Promise<void> {
  if (replaces) await rows.endOverlap(db, viewer.credential.id);
}

/** Null: unknown, expired, revoked, or its owner is disabled. */
export async function findToken(db: Db, id: string, project: string | null): Promise<Subject | null> {
  const row = isId(id) ? await subjectOf(db, keyOf('token', id, project)) : null;
  return row?.id ? subjectFrom(row, row.id) : null;
}

/** Null: unknown or disabled. */
export async function findUser(db: Db, id: string, project: string | null): Promise<Subject | null> {
  const row = isId(id) ? await subjectOf(db, keyOf('user', id, project)) : null;
  return row && subjectFrom(row, null);
}

/** A positive number of at most 18 digits, which is more than there will be. */
const isId = (id: string) => /^[1-9]\d{0,17}$/.test(id);

function subjectFrom(row: Row, tokenId: string | null): Subject {
  const { expiresAt, isServiceAccount, askedId, askedKey, apiId, apiRevision, rules, methods, operationsHash } = row;
  const known = { expiresAt, used: nothingUsed() };
  return {
    // A user who is asked about has the permissions of a session.
    viewer: tokenId
      ? ofToken(row, row, { kind: 'token', id: tokenId, ...known })
      : ofSession(accountOf(row), { kind: 'session', id: '0', ...known }),
    isServiceAccount,
    project: askedId && askedKey ? { id: askedId, key: askedKey } : null,
    api: apiId && apiRevision ? { id: apiId, revision: apiRevision } : null,
    tokenName: row.name,
    issuedAt: tokenId ? (row.regeneratedAt ?? row.createdAt) : null,
    rules,
    isBound: operationsHash !== null || methods !== null,
    replaces: false,
    exceeded: (ip) => refusalOfUse(row, { ip, now: row.now }),
  };
}

const accountOf = ({ userId, username, roleId, superAdmin, granted, onProjects }: Row): AccountFacts => ({
  userId,
  username,
  roleId,
  superAdmin,
  granted,
  onProjects,
});
