/** Records what is not part of a change, in a transaction of its own. */
import type { Db } from '../../db/database.ts';
import { transactAsSystem } from '../base/transaction.ts';
import { type Actor, type Change, record } from './record.ts';

export const recordAlone = (db: Db, actor: Actor, change: Change): Promise<void> =>
  transactAsSystem(db, (tx) => record(tx, actor, change));
