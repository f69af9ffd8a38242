/** The emails about a change of one's own address: the link to the new address, and a notice to the old one. */
import { eq } from 'drizzle-orm';
import { users } from '../../../schema/users.ts';
import * as composed from '../mail/address-emails.ts';
import { emailed } from '../mail/emailed.ts';
import type { Messages } from '../outbox/outbox.ts';
import { renewSecret } from './own-address.ts';

declare module '../outbox/outbox.ts' {
  interface Messages {
    /** The secret of the link is created at delivery. */
    ADDRESS_LINK: { userId: string };
    /** To the address that the user had. */
    ADDRESS_CHANGING: { userId: string; from: string; to: string };
  }
}

export const addressLink = emailed<Messages['ADDRESS_LINK']>({
  compose: async ({ db, mail }, { userId }) => {
    const link = await renewSecret(db, userId);
    if (!link) return null;
    const { user, secret } = link;
    const recipient = { ...user, emailAddress: user.pendingEmailAddress as string };
    return composed.addressLink(recipient, user.username, mail.addressPage(secret));
  },
});

export const addressChanging = emailed<Messages['ADDRESS_CHANGING']>({
  compose: async ({ db, mail }, { userId, from, to }) => {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    return user ? composed.addressChanging({ ...user, emailAddress: from }, to, mail.accountPage) : null;
  },
});
