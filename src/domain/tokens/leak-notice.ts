/** The email about a leaked token, to its owner and to the users who have issued it. */
import { and, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { personalAccessTokens as tokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { emailed } from '../mail/emailed.ts';
import * as emails from '../mail/leak-emails.ts';
import type { Messages } from '../outbox/outbox.ts';

declare module '../outbox/outbox.ts' {
  interface Messages {
    /** `userId` is the recipient. `replaced`: only an old value has leaked, and the token stays. */
    TOKEN_LEAKED: { tokenId: string; userId: string; ip: string; replaced: boolean };
  }
}

const owners = alias(users, 'owners');

export const tokenLeaked = emailed<Messages['TOKEN_LEAKED']>({
  compose: async ({ db, mail }, { tokenId, userId, ip, replaced }) => {
    const [found] = await db
      .select({ token: tokens.name, owner: owners.username, ownerId: owners.id, recipient: users })
      .from(tokens)
      .innerJoin(owners, eq(owners.id, tokens.userId))
      .innerJoin(users, eq(users.id, userId))
      .where(and(eq(tokens.id, tokenId), eq(users.enabled, true)));
    if (!found) return null;
    const { token, owner, recipient } = found;
    const isOwner = found.ownerId === userId;
    const leak = { token, owner: isOwner ? null : owner, ip, replaced };
    return emails.leaked(recipient, leak, isOwner ? mail.tokensPage : undefined);
  },
});
