/** The list definition of personal access tokens. */
import { type SQL, sql } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { projects } from '../../../schema/projects.ts';
import { tokenPolicies } from '../../../schema/token-policy.ts';
import { personalAccessTokens, tokenOperations, tokenUses } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { limitFields } from '../tokens/limits/limits.ts';
import { isOwnToken, ownTokens } from '../tokens/own-tokens.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { managedBy } from './managed-by.ts';
import { notesOf } from './notes.ts';

// One instant for the whole statement, which PostgreSQL does not compute again for each of a million rows.
export const now = sql`statement_timestamp()`;

const expired = sql`coalesce(${personalAccessTokens.expiresAt} <= ${now}, false)`;

/** A column of the token's row of last use. */
const lastUse = (column: SQL) =>
  sql`(select ${column} from ${tokenUses} where ${tokenUses.tokenId} = ${personalAccessTokens.id})`;

const longestLife = sql`(select make_interval(days => policy.maximum_token_lifetime_days) from ${tokenPolicies} policy order by policy.id limit 1)`;

/**
 * Whether the lifetime, counted from creation, is longer than the policy allows now, or unlimited where the policy sets
 * a limit.
 */
export const overLimit = sql`(${longestLife} is not null
  and (${personalAccessTokens.expiresAt} is null or ${personalAccessTokens.expiresAt} > ${personalAccessTokens.createdAt} + ${longestLife}))`;

export const tokenList: Definition = defineList({
  type: 'PersonalAccessToken',
  description:
    "A token with which a program acts for its owner. The secret cannot be read again; `start` and `last_four` identify it. Mutations on other users' tokens return only `id` and `token` to callers without `READ_PERSONAL_ACCESS_TOKEN`.",
  table: personalAccessTokens,
  permission: null,
  identifiedBy: ['id', 'sonar_unique_id'],
  visible: {
    allWith: ['READ_PERSONAL_ACCESS_TOKEN'],
    others: ownTokens,
    owner: 'user_id',
    isOwn: isOwnToken,
  },
  columns: {
    user_id: is('int64', personalAccessTokens.userId, 'The id of the owner.'),
    type: is(
      'token_type',
      personalAccessTokens.type,
      'What the token is for. The first characters of the secret show it, too.',
    ),
    name: is(
      'string',
      personalAccessTokens.name,
      "The name, unique regardless of case among the owner's tokens that are not revoked.",
    ),
    description: is('text', personalAccessTokens.description, 'A description of what it is used for.'),
    start: is(
      'string',
      personalAccessTokens.start,
      'The first characters of the secret, by which people recognise it.',
    ),
    last_four: is('string', personalAccessTokens.lastFour, 'The last four characters of the secret.'),
    expires_at: maybe(
      'datetime',
      personalAccessTokens.expiresAt,
      'The instant from which it is refused. Null: it does not expire.',
    ),
    expired: is('boolean', expired, 'Whether it has expired. An expired token can be regenerated.'),
    revoked: is(
      'boolean',
      sql`(${personalAccessTokens.revokedAt} is not null)`,
      'Whether it was revoked. Revoking is permanent.',
    ),
    revoked_at: maybe(
      'datetime',
      personalAccessTokens.revokedAt,
      'When it was revoked. A revoked token stays in lists for 90 days.',
    ),
    revoke_reason: maybe('string', personalAccessTokens.revokeReason, 'Why it was revoked.'),
    state: is(
      'token_state',
      sql`(case when ${personalAccessTokens.revokedAt} is not null then 'REVOKED' when ${expired} then 'EXPIRED' when ${personalAccessTokens.fencedAt} is not null then 'FENCED' else 'ACTIVE' end)`,
      'Whether it is active, fenced, expired or revoked.',
    ),
    fenced_at: maybe(
      'datetime',
      personalAccessTokens.fencedAt,
      'Since when it is blocked because the database was restored from a backup (`latchkey fence`). Null: it is not.',
    ),
    last_used_at: maybe(
      'datetime',
      lastUse(sql`${tokenUses.lastUsedAt}`),
      'When it was last used, to the minute. Null: never.',
    ),
    last_used_ip: maybe('ip', lastUse(sql`${tokenUses.lastUsedIp}`), 'The IP address of its last use.'),
    over_lifetime_limit: is('boolean', overLimit, 'Whether its lifetime is longer than the token policy allows now.'),
    permission_set_id: maybe(
      'int64',
      personalAccessTokens.permissionSetId,
      'The id of the permission set that caps it.',
    ),
    permissions: maybe('permissions', personalAccessTokens.permissions, 'The single permissions that cap it.'),
    issuer_permissions: maybe(
      'permissions',
      personalAccessTokens.issuerPermissions,
      'Set when another user issued or regenerated the token for its owner: the permissions that this user could grant then, for all projects and without a time limit. The token never has more, even if its owner gets more, except what is granted to the token itself. Null: only its owner or a super admin issued and regenerated it.',
    ),
    latent_permissions: maybe(
      'permissions',
      personalAccessTokens.latentPermissions,
      'The permissions that were taken off it by shrinking. Null: none.',
    ),
    latent_until: maybe(
      'datetime',
      personalAccessTokens.latentUntil,
      'Until this instant latent permissions still work, and using one restores it. Null: they stopped working at once.',
    ),
    shrunk_at: maybe('datetime', personalAccessTokens.shrunkAt, 'When it was last shrunk.'),
    methods: maybe('strings', personalAccessTokens.methods, 'The root fields that it may call. Null: all.'),
    project_id: maybe('int64', personalAccessTokens.projectId, 'The id of the project that it is for.'),
    ...limitFields,
    managed_by: managedBy(personalAccessTokens.managedBy),
    awaits_delivery: is(
      'boolean',
      personalAccessTokens.awaitsDelivery,
      'Whether `latchkey apply` made its secret and has not confirmed that it was delivered. The next `apply` makes a new one.',
    ),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'The owner.' },
    permission_set: {
      to: 'PermissionSet',
      many: false,
      from: 'permission_set_id',
      at: permissionSets.id,
      description: 'The permission set that caps it.',
    },
    project: {
      to: 'Project',
      many: false,
      from: 'project_id',
      at: projects.id,
      description: 'The project that it is for.',
    },
    operations: {
      to: 'PersonalAccessTokenOperation',
      many: true,
      from: 'id',
      at: tokenOperations.tokenId,
      description: 'The operations that it is bound to. None: it may send any document.',
    },
    logs: logsOf('PersonalAccessToken'),
    access_logs: accessLogsOf('PersonalAccessToken'),
    notes: notesOf('PersonalAccessToken'),
  },
});

/** The same list for the caller's own tokens, which callers see with any permissions. */
export const ownTokenList: Definition = { ...tokenList, visible: undefined };
