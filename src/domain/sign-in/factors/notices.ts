/** The emails about second factors: that one was added, replaced or removed. */
import { eq } from 'drizzle-orm';
import { users } from '../../../../schema/users.ts';
import { emailed } from '../../mail/emailed.ts';
import * as emails from '../../mail/factor-emails.ts';
import type { Messages } from '../../outbox/outbox.ts';

export type FactorChange = 'ADDED' | 'REPLACED' | 'REMOVED';

declare module '../../outbox/outbox.ts' {
  interface Messages {
    FACTOR_CHANGED: { userId: string; change: FactorChange; type: emails.FactorName };
    /** Another person, or the operator, removed all factors of the user. */
    FACTORS_RESET: { userId: string };
  }
}

export const factorChanged = emailed<Messages['FACTOR_CHANGED']>({
  compose: async ({ db, mail }, { userId, change, type }) => {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    return user ? emails.factorChanged(user, change, type, mail.accountPage) : null;
  },
});

export const factorsReset = emailed<Messages['FACTORS_RESET']>({
  compose: async ({ db, mail }, { userId }) => {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    return user ? emails.factorsReset(user, mail.accountPage) : null;
  },
});
