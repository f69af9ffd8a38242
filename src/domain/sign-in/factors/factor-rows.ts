/** The rows of second factors, and what the log says about them. */
import { and, eq } from 'drizzle-orm';
import { authenticationFactors as table } from '../../../../schema/factors.ts';
import type { Db } from '../../../db/database.ts';
import * as logs from '../../audit/record.ts';
import { invalid } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';
import * as outbox from '../../outbox/outbox.ts';
import type { FactorChange } from './notices.ts';

export type Factor = typeof table.$inferSelect;

/** What each type is called in the log. */
export const factorNames = {
  TOTP: 'an authenticator app',
  EMAIL: 'codes by email',
  PASSKEY: 'a passkey',
  RECOVERY_CODES: 'recovery codes',
} as const;

export type FactorType = keyof typeof factorNames;

export const findAll = (db: Db, userId: string): Promise<Factor[]> =>
  db.select().from(table).where(eq(table.userId, userId)).orderBy(table.id);

/** The user's factor of a type of which there is one, verified or not. */
export const findOne = async (db: Db, userId: string, type: FactorType): Promise<Factor | undefined> =>
  (
    await db
      .select()
      .from(table)
      .where(and(eq(table.userId, userId), eq(table.type, type)))
      .limit(1)
  )[0];

/** Errors: INVALID_INPUT for SMS, which the API names and this server does not send. */
export function requireFactorType<Type extends FactorType>(type: Type | 'SMS'): Type {
  if (type === 'SMS') throw invalid('type', because('NO_SMS'));
  return type;
}

interface RecordedChange {
  user: { id: string; username: string };
  change: FactorChange;
  type: FactorType;
  /** Whether emails are sent. */
  mailed: boolean;
}

const verbs: Record<FactorChange, string> = { ADDED: 'added', REPLACED: 'replaced', REMOVED: 'removed' };

/** Records the change in the user's log, and emails the user. */
export async function recordFactorChange(
  tx: Db,
  actor: logs.Actor,
  { user, change, type, mailed }: RecordedChange,
): Promise<void> {
  const message = `A second factor of ${user.username} was ${verbs[change]}: ${factorNames[type]}.`;
  await logs.record(tx, actor, { type: 'OTHER', entity: 'User', id: user.id, message, current: { factor: type } });
  if (mailed) await outbox.add(tx, 'FACTOR_CHANGED', { userId: user.id, change, type });
}
