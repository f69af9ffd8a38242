/** Personal access tokens as lists: one's own, and everybody's for those who may. */
import { and, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { permissionSets as setTable } from '../../../schema/permission-sets.ts';
import { projects as projectTable } from '../../../schema/projects.ts';
import { tokenPolicies } from '../../../schema/token-policy.ts';
import { personalAccessTokens as table, tokenOperations, tokenUses } from '../../../schema/tokens.ts';
import { users as usersTable } from '../../../schema/users.ts';
import * as accessLogs from './access-logs.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import type { Source } from '../lists/load.ts';
import * as logs from '../audit/record.ts';
import * as notes from '../audit/notes.ts';
import * as permissionSets from '../tokens/permission-sets.ts';
import * as projects from '../projects/projects.ts';
import * as users from '../people/users.ts';
import { isForAnalysis, type Viewer } from '../access/viewer.ts';
import * as operations from '../tokens/operations.ts';

// One instant for the whole statement, which the database need not ask for at each of a million rows.
const now = sql`statement_timestamp()`;

const expired = sql`coalesce(${table.expiresAt} <= ${now}, false)`;

/** A column of the token's row of last use. */
const lastUse = (column: SQL) => sql`(select ${column} from ${tokenUses} where ${tokenUses.tokenId} = ${table.id})`;

const longestLife = sql`(select make_interval(days => policy.maximum_token_lifetime_days) from ${tokenPolicies} policy order by policy.id limit 1)`;

/** Longer than the policy allows now, counted from its creation, or without an end where one is demanded. */
const overLimit = sql`(${longestLife} is not null
  and (${table.expiresAt} is null or ${table.expiresAt} > ${table.createdAt} + ${longestLife}))`;

export const definition: Definition = defineList({
  type: 'PersonalAccessToken',
  description:
    "A secret that lets a program act for its owner. Only its name and fingerprint can be read again. Mutations of other users' tokens answer only `id` and `token` to callers without `READ_PERSONAL_ACCESS_TOKEN`.",
  table,
  permission: null,
  visible: {
    allWith: ['READ_PERSONAL_ACCESS_TOKEN'],
    others: ({ userId }) => eq(table.userId, userId),
    owner: 'user_id',
  },
  columns: {
    user_id: is('int64', table.userId, 'Its owner.'),
    type: is('token_type', table.type, 'What it is for, which its first characters show too.'),
    name: is('string', table.name, "Unique among the owner's live tokens, whatever its case."),
    description: is('text', table.description, 'What it is used for, in words.'),
    start: is('string', table.start, 'The first characters of the secret, to recognise it by.'),
    last_four: is('string', table.lastFour, 'The last four characters of the secret.'),
    expires_at: maybe('datetime', table.expiresAt, 'From this instant on it is refused. Null: it does not expire.'),
    expired: is('boolean', expired, 'Whether that instant has come. An expired token can be regenerated.'),
    revoked: is('boolean', sql`(${table.revokedAt} is not null)`, 'Whether it was revoked; a revoked token stays so.'),
    revoked_at: maybe('datetime', table.revokedAt, 'When it was revoked. It stays listed for 90 days.'),
    revoke_reason: maybe('string', table.revokeReason, 'Why it was revoked.'),
    state: is(
      'token_state',
      sql`(case when ${table.revokedAt} is not null then 'REVOKED' when ${expired} then 'EXPIRED' else 'ACTIVE' end)`,
      'Revoked, expired or active.',
    ),
    last_used_at: maybe(
      'datetime',
      lastUse(sql`${tokenUses.lastUsedAt}`),
      'When it was last used, to the minute. Null: never.',
    ),
    last_used_ip: maybe('string', lastUse(sql`${tokenUses.lastUsedIp}`), 'Where it was last used from.'),
    over_lifetime_limit: is('boolean', overLimit, 'Whether it lives longer than the token policy allows now.'),
    permission_set_id: maybe('int64', table.permissionSetId, 'The permission set it is capped to.'),
    permissions: maybe('permissions', table.permissions, 'The hand-picked permissions it is capped to.'),
    issuer_permissions: maybe(
      'permissions',
      table.issuerPermissions,
      'What could be granted, everywhere and for good, by whoever issued or regenerated it for its owner: it never may do more, whatever its owner becomes, except what is granted to it alone. Null: nobody but its owner or a super admin did.',
    ),
    latent_permissions: maybe('permissions', table.latentPermissions, 'What it was shrunk by. Null: it was not.'),
    latent_until: maybe(
      'datetime',
      table.latentUntil,
      'Until then what it was shrunk by counts still, and using it brings it back. Null: from the start it did not count.',
    ),
    shrunk_at: maybe('datetime', table.shrunkAt, 'When it was last shrunk.'),
    methods: maybe('strings', table.methods, 'The root fields it may call. Null: all.'),
    project_id: maybe('int64', table.projectId, 'The project it is for.'),
    allowed_subnets: maybe('subnets', table.allowedSubnets, 'Where it may be used from. Null: anywhere.'),
  },
  relations: {
    user: { to: () => users.definition, many: false, from: 'user_id', at: usersTable.id, description: 'Its owner.' },
    permission_set: {
      to: () => permissionSets.definition,
      many: false,
      from: 'permission_set_id',
      at: setTable.id,
      description: 'The permission set it is capped to.',
    },
    project: {
      to: () => projects.definition,
      many: false,
      from: 'project_id',
      at: projectTable.id,
      description: 'The project it is for.',
    },
    operations: {
      to: () => operations.definition,
      many: true,
      from: 'id',
      at: tokenOperations.tokenId,
      description: 'The operations it is bound to. None: it may send any document.',
    },
    logs: logs.relation('PersonalAccessToken'),
    access_logs: accessLogs.relation('PersonalAccessToken'),
    notes: notes.relation('PersonalAccessToken'),
  },
});

/** The same list of one's own tokens, which are seen with whatever permissions. */
export const own: Definition = { ...definition, visible: undefined };

/** The viewer's own tokens, the revoked ones among them. */
export const ownOf = (viewer: Viewer): Source => ({
  definition: own,
  // An analysis token is told of itself alone: of its owner's other tokens it needs to know nothing.
  where: and(eq(table.userId, viewer.userId), isForAnalysis(viewer) ? eq(table.id, viewer.credential.id) : undefined),
});

export interface InventoryFilter {
  expiring_before?: Date | null;
  unused_since?: Date | null;
  never_used?: boolean | null;
}

/** Everybody's tokens, narrowed to what an administrator looks for. */
export function inventory({ expiring_before, unused_since, never_used }: InventoryFilter): Source {
  const used = (condition: SQL | undefined) =>
    sql`exists (select 1 from ${tokenUses} where ${and(eq(tokenUses.tokenId, table.id), condition)})`;
  const narrowed = and(
    expiring_before ? and(lt(table.expiresAt, expiring_before), gt(table.expiresAt, now)) : undefined,
    unused_since
      ? sql`not ${used(sql`${tokenUses.lastUsedAt} >= ${unused_since.toISOString()}::timestamptz`)}`
      : undefined,
  );
  if (never_used == null) return { definition, where: narrowed };
  const so = (used: SQL) => and(narrowed, never_used ? sql`not ${used}` : used);
  const usedInOrder = sql`exists (select 1 from ${usesInOrder} where uses.token_id = ${table.id})`;
  return { definition, where: so(used(undefined)), whereCounted: so(usedInOrder) };
}

/** Both sides in the order of their ids: the database walks along them, half as long as it would take to hash a million. */
const usesInOrder = sql`(select ${tokenUses.tokenId} as token_id from ${tokenUses} order by ${tokenUses.tokenId} offset 0) uses`;

/** Not revoked and not expired. */
export const live = and(
  isNull(table.revokedAt),
  or(isNull(table.expiresAt), gt(table.expiresAt, sql`clock_timestamp()`)),
);

export const conditions = {
  overLimit,
  neverUsed: sql`not exists (select 1 from ${tokenUses} where ${tokenUses.tokenId} = ${table.id})`,
};
