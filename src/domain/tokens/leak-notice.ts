/** The email about a report of leaked tokens: one to each owner and each user who has issued some of them, with all that concern the recipient. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { emailed } from '../mail/emailed.ts';
import * as emails from '../mail/leak-emails.ts';
import type { Messages } from '../outbox/outbox.ts';

declare module '../outbox/outbox.ts' {
  interface Messages {
    /** Ids of tokens. `userId` is the recipient. `replaced`: only an old value has leaked, and the token stays. */
    TOKEN_LEAKED: { userId: string; ip: string; revoked: readonly string[]; replaced: readonly string[] };
  }
}

const owners = alias(users, 'owners');

export const tokenLeaked = emailed<Messages['TOKEN_LEAKED']>({
  compose: async ({ db, mail }, { userId, ip, revoked, replaced }) => {
    const found = await db
      .select({ id: tokens.id, token: tokens.name, owner: owners.username, ownerId: owners.id, recipient: users })
      .from(tokens)
      .innerJoin(owners, eq(owners.id, tokens.userId))
      .innerJoin(users, eq(users.id, userId))
      .where(and(inArray(tokens.id, [...revoked, ...replaced]), eq(users.enabled, true)))
      .orderBy(asc(owners.username), asc(tokens.name), asc(tokens.id));
    const [first] = found;
    if (!first) return null;
    const leaks = found.map(({ id, token, owner, ownerId }) => ({
      token,
      owner: ownerId === userId ? null : owner,
      replaced: replaced.includes(id),
    }));
    const ownsSome = leaks.some(({ owner }) => owner === null);
    return emails.leaked(first.recipient, leaks, ip, ownsSome ? mail.tokensPage : undefined);
  },
});
