/** Whether everybody must have a second factor. A session of a user without one can then only enroll one. */
import { eq } from 'drizzle-orm';
import { mfaSettings as table } from '../../../../schema/mfa-settings.ts';
import type { Db } from '../../../db/database.ts';
import { isEnrolled } from '../../access/second-factor.ts';
import { requireSession, type Viewer } from '../../access/viewer.ts';
import * as logs from '../../audit/record.ts';
import { conflict } from '../../base/errors.ts';
import { oneRow } from '../../base/one-row.ts';
import { because } from '../../base/reasons.ts';
import { transact } from '../../base/transact.ts';

export type MfaSetting = typeof table.$inferSelect;

export const { read, lock } = oneRow(table);

/**
 * Changes the setting. Errors: FORBIDDEN with a token; CONFLICT when a viewer without a second factor turns it on, because the
 * viewer could then do nothing else before enrolling one.
 */
export function update(
  db: Db,
  viewer: Viewer,
  { is_mfa_required }: { is_mfa_required?: boolean | null },
): Promise<MfaSetting> {
  requireSession(viewer);
  return transact(db, viewer, async (tx, viewer) => {
    const before = await lock(tx);
    if (is_mfa_required == null || is_mfa_required === before.isMfaRequired) return before;
    if (is_mfa_required && !(await isEnrolled(tx, viewer.userId))) throw conflict(because('OWN_FACTOR_FIRST'));
    const changed = tx.update(table).set({ id: before.id, isMfaRequired: is_mfa_required });
    const [after] = await changed.where(eq(table.id, before.id)).returning();
    const message = `A second factor is ${is_mfa_required ? 'required of everybody' : 'no longer required'}.`;
    const values = { previous: { is_mfa_required: !is_mfa_required }, current: { is_mfa_required } };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'MfaAdminSetting', id: before.id, message, ...values });
    return after as MfaSetting;
  });
}
