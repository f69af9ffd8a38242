/** Personal access tokens. The secret itself is never stored, only its SHA-256. */
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
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
    /** The name folded by case, unique among the owner's live tokens. */
    nameKey: text().notNull(),
    description: text().notNull().default(''),
    secretHash: bytes().notNull().unique(),
    /** The first and the last four characters, by which a person recognises a token. */
    start: text().notNull(),
    lastFour: text().notNull(),
    /** Null: does not expire. The instant itself is no longer valid. */
    expiresAt: instant(),
    revokedAt: instant(),
    revokeReason: text(),

    // The cap: a set, or hand-picked permissions and root fields. All null: whatever the owner may do.
    permissionSetId: int64().references(() => permissionSets.id),
    permissions: text().array(),
    methods: text().array(),
    /**
     * What could be granted by whoever issued or regenerated it for its owner: it never may do more, except what is granted
     * to it alone. Null: only its owner, super admins and the program itself ever did.
     */
    issuerPermissions: text().array(),
    /** Of a project analysis token. */
    projectId: int64().references(() => projects.id),
    /** Subnets in CIDR notation it may be used from; null: from anywhere. */
    allowedSubnets: text().array(),
    /** SHA-256 over the operations it is bound to; null: it may send any document. */
    operationsHash: bytes(),

    // What it was shrunk by: permissions taken off the cap until somebody restores them.
    latentPermissions: text().array(),
    shrunkAt: instant(),
    /** Until then a call that needs one of them brings it back by itself. */
    latentUntil: instant(),
    /** Since when its uses are counted. */
    countedSince: instant().notNull().defaultNow(),

    // Regeneration: the value before, how long it still works, and what lets a retry get the same new one.
    previousHash: bytes(),
    previousUntil: instant(),
    regeneratedAt: instant(),
    idempotencyKeyHash: bytes(),
    idempotencySalt: text(),

    // What was told to the owner, each once.
    expiryWarnedAt: instant(),
    expiryToldAt: instant(),
    unusedWarnedAt: instant(),
    deadUseToldAt: instant(),
    latentNeedToldAt: instant(),
  },
  (table) => [
    index().on(table.userId),
    index('personal_access_tokens_previous').on(table.previousHash).where(sql`previous_hash is not null`),
    // What inventories of a million tokens are filtered and sorted by; what is searched in has an index by trigrams besides.
    index('personal_access_tokens_state').on(table.revokedAt, table.expiresAt),
    index('personal_access_tokens_expires_at').on(table.expiresAt),
    index('personal_access_tokens_created_at').on(table.createdAt),
    index('personal_access_tokens_name').on(sql`lower(name)`),
    uniqueIndex('personal_access_tokens_live_name').on(table.userId, table.nameKey).where(sql`revoked_at is null`),
  ],
);

/** The operations a token is bound to: with any, no other document runs. */
export const tokenOperations = pgTable(
  'personal_access_token_operations',
  {
    ...entityColumns(),
    tokenId: int64()
      .notNull()
      .references(() => personalAccessTokens.id, { onDelete: 'cascade' }),
    /** SHA-256 of the document's text in hexadecimal, as persisted documents are named. */
    hash: text().notNull(),
    operationName: text(),
    /** Null: clients send it themselves. */
    document: text(),
    /** A JSON object: the values these variables must have. */
    pinnedVariables: text(),
  },
  (table) => [index().on(table.tokenId, table.hash)],
);

/** Last uses, apart from the token's row so that writing them waits for nobody and nobody waits for it. */
export const tokenUses = pgTable('token_uses', {
  tokenId: int64()
    .primaryKey()
    .references(() => personalAccessTokens.id, { onDelete: 'cascade' }),
  lastUsedAt: instant().notNull(),
  lastUsedIp: text().notNull(),
});
