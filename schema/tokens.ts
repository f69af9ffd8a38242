/** Personal access tokens. Only the SHA-256 of a secret is stored, never the secret. */
import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes, entityColumns, instant, int64 } from './columns.ts';
import { permissionSets } from './permission-sets.ts';
import { projects } from './projects.ts';
import { users } from './users.ts';

export const personalAccessTokens = pgTable(
  'personal_access_tokens',
  {
    ...entityColumns(),
    userId: int64()
      .notNull()
      .references(() => users.id),
    type: text().notNull().default('USER'),
    name: text().notNull(),
    /** The case-folded name, unique among the owner's tokens that are not revoked. */
    nameKey: text().notNull(),
    description: text().notNull().default(''),
    secretHash: bytes().notNull().unique(),
    /** The first and the last four characters, by which people recognise a token. */
    start: text().notNull(),
    lastFour: text().notNull(),
    /** Null: it does not expire. At this instant the token is no longer valid. */
    expiresAt: instant(),
    revokedAt: instant(),
    revokeReason: text(),
    /** When a restored database was fenced (`latchkey fence`). It is refused until it is confirmed. */
    fencedAt: instant(),
    /** When it was confirmed after that: it counts as unused only from then on. */
    confirmedAt: instant(),

    // The cap: a permission set, or single permissions, and root fields. All null: all permissions of the owner.
    permissionSetId: int64().references(() => permissionSets.id),
    permissions: text().array(),
    methods: text().array(),
    /**
     * What the user who issued or regenerated it for its owner could grant: it never has more, except what is granted
     * to the token itself. Null: only its owner, super admins and the program itself ever did.
     */
    issuerPermissions: text().array(),
    /** Of a project analysis token. */
    projectId: int64().references(() => projects.id),
    /** The subnets from which it may be used, in CIDR notation; null: all. */
    allowedSubnets: text().array(),
    /** The resources to which its permissions with resource kinds are limited, such as `customer:42`; null: no limit. */
    allowedResources: text().array(),
    /** SHA-256 over the operations it is bound to; null: it may send any document. */
    operationsHash: bytes(),

    // Shrinking: the permissions that were taken off the cap until they are restored.
    latentPermissions: text().array(),
    shrunkAt: instant(),
    /** Until then a call that needs a latent permission restores it. */
    latentUntil: instant(),
    /** The start of the period in which its uses were counted. */
    countedSince: instant().notNull().defaultNow(),

    // Regeneration: the former hash, how long it still works, and what lets a retry get the same new secret.
    previousHash: bytes(),
    previousUntil: instant(),
    regeneratedAt: instant(),
    idempotencyKeyHash: bytes(),
    idempotencySalt: text(),

    // Notifications that the owner got, each once.
    expiryWarnedAt: instant(),
    expiryToldAt: instant(),
    unusedWarnedAt: instant(),
    deadUseToldAt: instant(),
    latentNeedToldAt: instant(),
    // Events for webhooks, each stored once.
    expiringEventAt: instant(),
    expiredEventAt: instant(),

    /** The name of the access file whose `latchkey apply` created it; null: nothing that `apply` may remove. */
    managedBy: text(),
    /** Whether `latchkey apply` made its secret and has not confirmed that it was delivered. */
    awaitsDelivery: boolean().notNull().default(false),
    /** Not used any more. Processes of an older version still read it while they are being replaced. */
    lettersRestUntil: instant(),
  },
  (table) => [
    index().on(table.userId),
    index('personal_access_tokens_previous').on(table.previousHash).where(sql`previous_hash is not null`),
    // The filters and orders of inventories with a million tokens; searched columns also have a trigram index.
    index('personal_access_tokens_state').on(table.revokedAt, table.expiresAt),
    index('personal_access_tokens_expires_at').on(table.expiresAt, table.id),
    index('personal_access_tokens_created_at').on(table.createdAt, table.id),
    index('personal_access_tokens_name').on(sql`lower(name)`, table.id),
    uniqueIndex('personal_access_tokens_live_name').on(table.userId, table.nameKey).where(sql`revoked_at is null`),
  ],
);

/** The operations that a token is bound to. A token with any runs no other document. */
export const tokenOperations = pgTable(
  'personal_access_token_operations',
  {
    ...entityColumns(),
    tokenId: int64()
      .notNull()
      .references(() => personalAccessTokens.id, { onDelete: 'cascade' }),
    /** SHA-256 of the document's text in hexadecimal, as in persisted documents. */
    hash: text().notNull(),
    operationName: text(),
    /** Null: clients send the text. */
    document: text(),
    /** A JSON object with the values that these variables must have. */
    pinnedVariables: text(),
  },
  (table) => [index().on(table.tokenId, table.hash)],
);

/** Last uses, apart from the token's row, so that writing them neither waits for locks on it nor holds any. */
export const tokenUses = pgTable('token_uses', {
  tokenId: int64()
    .primaryKey()
    .references(() => personalAccessTokens.id, { onDelete: 'cascade' }),
  lastUsedAt: instant().notNull(),
  lastUsedIp: text().notNull(),
});
