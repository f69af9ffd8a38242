/** The email about an account at a provider that was linked to a user, or is not linked any more. */
import { eq } from 'drizzle-orm';
import { users } from '../../../../schema/users.ts';
import { emailed } from '../../mail/emailed.ts';
import { identityChanged as composed } from '../../mail/provider-emails.ts';
import type { Messages } from '../../outbox/outbox.ts';

declare module '../../outbox/outbox.ts' {
  interface Messages {
    /** `provider`: its name, or its id if it may not be configured any more. */
    IDENTITY_CHANGED: { userId: string; change: 'ADDED' | 'REMOVED'; provider: string };
  }
}

export const identityChanged = emailed<Messages['IDENTITY_CHANGED']>({
  compose: async ({ db, mail }, { userId, change, provider }) => {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    return user ? composed(user, change, provider, mail.accountPage) : null;
  },
});
