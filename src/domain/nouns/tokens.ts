/** Personal access tokens as lists. */
import { eq, type SQL, sql } from 'drizzle-orm';
import { permissionSets } from '../../../schema/permission-sets.ts';
import { projects } from '../../../schema/projects.ts';
import { tokenPolicies } from '../../../schema/token-policy.ts';
import { personalAccessTokens, tokenOperations, tokenUses } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe } from '../lists/definition.ts';
import { accessLogsOf } from './access-logs.ts';
import { logsOf } from './logs.ts';
import { notesOf } from './notes.ts';

// One instant for the whole statement, which the database need not ask for at each of a million rows.
export const now = sql`statement_timestamp()`;

const expired = sql`coalesce(${personalAccessTokens.expiresAt} <= ${now}, false)`;

/** A column of the token's row of last use. */
const lastUse = (column: SQL) =>
  sql`(select ${column} from ${tokenUses} where ${tokenUses.tokenId} = ${personalAccessTokens.id})`;

const longestLife = sql`(select make_interval(days => policy.maximum_token_lifetime_days) from ${tokenPolicies} policy order by policy.id limit 1)`;

/** Longer than the policy allows now, counted from its creation, or without an end where one is demanded. */
export const overLimit = sql`(${longestLife} is not null
  and (${personalAccessTokens.expiresAt} is null or ${personalAccessTokens.expiresAt} > ${personalAccessTokens.createdAt} + ${longestLife}))`;

export const tokenList: Definition = defineList({
  type: 'PersonalAccessToken',
  description:
    "A secret that lets a program act for its owner. Only its name and fingerprint can be read again. Mutations of other users' tokens answer only `id` and `token` to callers without `READ_PERSONAL_ACCESS_TOKEN`.",
  table: personalAccessTokens,
  permission: null,
  visible: {
    allWith: ['READ_PERSONAL_ACCESS_TOKEN'],
    others: ({ userId }) => eq(personalAccessTokens.userId, userId),
    owner: 'user_id',
  },
  columns: {
    user_id: is('int64', personalAccessTokens.userId, 'Its owner.'),
    type: is('token_type', personalAccessTokens.type, 'What it is for, which its first characters show too.'),
    name: is('string', personalAccessTokens.name, "Unique among the owner's live tokens, whatever its case."),
    description: is('text', personalAccessTokens.description, 'What it is used for, in words.'),
    start: is('string', personalAccessTokens.start, 'The first characters of the secret, to recognise it by.'),
    last_four: is('string', personalAccessTokens.lastFour, 'The last four characters of the secret.'),
    expires_at: maybe(
      'datetime',
      personalAccessTokens.expiresAt,
      'From this instant on it is refused. Null: it does not expire.',
    ),
    expired: is('boolean', expired, 'Whether that instant has come. An expired token can be regenerated.'),
    revoked: is(
      'boolean',
      sql`(${personalAccessTokens.revokedAt} is not null)`,
      'Whether it was revoked; a revoked token stays so.',
    ),
    revoked_at: maybe('datetime', personalAccessTokens.revokedAt, 'When it was revoked. It stays listed for 90 days.'),
    revoke_reason: maybe('string', personalAccessTokens.revokeReason, 'Why it was revoked.'),
    state: is(
      'token_state',
      sql`(case when ${personalAccessTokens.revokedAt} is not null then 'REVOKED' when ${expired} then 'EXPIRED' else 'ACTIVE' end)`,
      'Revoked, expired or active.',
    ),
    last_used_at: maybe(
      'datetime',
      lastUse(sql`${tokenUses.lastUsedAt}`),
      'When it was last used, to the minute. Null: never.',
    ),
    last_used_ip: maybe('string', lastUse(sql`${tokenUses.lastUsedIp}`), 'Where it was last used from.'),
    over_lifetime_limit: is('boolean', overLimit, 'Whether it lives longer than the token policy allows now.'),
    permission_set_id: maybe('int64', personalAccessTokens.permissionSetId, 'The permission set it is capped to.'),
    permissions: maybe('permissions', personalAccessTokens.permissions, 'The hand-picked permissions it is capped to.'),
    issuer_permissions: maybe(
      'permissions',
      personalAccessTokens.issuerPermissions,
      'What could be granted, everywhere and for good, by whoever issued or regenerated it for its owner: it never may do more, whatever its owner becomes, except what is granted to it alone. Null: nobody but its owner or a super admin did.',
    ),
    latent_permissions: maybe(
      'permissions',
      personalAccessTokens.latentPermissions,
      'What it was shrunk by. Null: it was not.',
    ),
    latent_until: maybe(
      'datetime',
      personalAccessTokens.latentUntil,
      'Until then what it was shrunk by counts still, and using it brings it back. Null: from the start it did not count.',
    ),
    shrunk_at: maybe('datetime', personalAccessTokens.shrunkAt, 'When it was last shrunk.'),
    methods: maybe('strings', personalAccessTokens.methods, 'The root fields it may call. Null: all.'),
    project_id: maybe('int64', personalAccessTokens.projectId, 'The project it is for.'),
    allowed_subnets: maybe(
      'subnets',
      personalAccessTokens.allowedSubnets,
      'Where it may be used from. Null: anywhere.',
    ),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'Its owner.' },
    permission_set: {
      to: 'PermissionSet',
      many: false,
      from: 'permission_set_id',
      at: permissionSets.id,
      description: 'The permission set it is capped to.',
    },
    project: {
      to: 'Project',
      many: false,
      from: 'project_id',
      at: projects.id,
      description: 'The project it is for.',
    },
    operations: {
      to: 'PersonalAccessTokenOperation',
      many: true,
      from: 'id',
      at: tokenOperations.tokenId,
      description: 'The operations it is bound to. None: it may send any document.',
    },
    logs: logsOf('PersonalAccessToken'),
    access_logs: accessLogsOf('PersonalAccessToken'),
    notes: notesOf('PersonalAccessToken'),
  },
});

/** The same list of one's own tokens, which are seen with whatever permissions. */
export const ownTokenList: Definition = { ...tokenList, visible: undefined };
