/** The system settings: what people with a permission change in the running program. A single row. */
import { eq } from 'drizzle-orm';
import { systemSettings as table } from '../../../schema/system-settings.ts';
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { invalid } from '../base/errors.ts';
import type { Language } from '../base/languages.ts';
import { oneRow } from '../base/one-row.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { takeLock, transactAsSystem } from '../base/transaction.ts';
import { firewallLock, requireStillAdmitted } from '../firewall/rules.ts';

export type SystemSettings = typeof table.$inferSelect;

const id = '1';

export const { read, lock } = oneRow(table);

export interface UpdateSystemSettingsInput {
  application_firewall_enabled?: boolean | null;
  language?: Language | null;
  timezone?: string | null;
}

/** Changes the given settings. Errors: INVALID_INPUT (time zone), CONFLICT (the firewall would lock out the caller). */
export function update(db: Db, viewer: Viewer, input: UpdateSystemSettingsInput): Promise<SystemSettings> {
  const timezone = input.timezone == null ? undefined : requireTimeZone(input.timezone);
  const { application_firewall_enabled: enabled, language } = input;
  const changes = {
    ...(enabled == null ? {} : { applicationFirewallEnabled: enabled }),
    ...(language == null ? {} : { language }),
    ...(timezone === undefined ? {} : { timezone }),
  };
  return transact(
    db,
    viewer,
    async (tx, viewer) => {
      const after = await change(tx, viewer, changes, 'The system settings were changed.');
      await requireStillAdmitted(tx, viewer, 'application_firewall_enabled');
      return after;
    },
    firewallLock,
  );
}

/** Turns the firewall off for the operator. False: it was off. */
export const turnFirewallOff = (db: Db): Promise<boolean> =>
  transactAsSystem(db, async (tx) => {
    await takeLock(tx, firewallLock);
    if (!(await read(tx)).applicationFirewallEnabled) return false;
    const message = 'The application firewall was turned off at the command line.';
    await change(tx, 'operator', { applicationFirewallEnabled: false }, message);
    return true;
  });

async function change(tx: Db, actor: logs.Actor, changes: Partial<SystemSettings>, message: string) {
  const before = await lock(tx);
  const changed = tx.update(table).set({ ...changes, id });
  const [row] = await changed.where(eq(table.id, id)).returning();
  const after = row as SystemSettings;
  const values = { previous: loggedColumns(before), current: loggedColumns(after) };
  await logs.record(tx, actor, { type: 'UPDATED', entity: 'SystemSetting', id, message, ...values });
  return after;
}

/** The name as the IANA database writes it. */
function requireTimeZone(name: string): string {
  const refused = invalid('timezone', because('NOT_A_TIME_ZONE'));
  // Newer versions of Node also accept offsets, such as +01:00, which are not names.
  if (!/^[a-z]/i.test(name)) throw refused;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw refused;
  }
}

const loggedColumns = ({ applicationFirewallEnabled, language, timezone }: SystemSettings) => ({
  application_firewall_enabled: applicationFirewallEnabled,
  language,
  timezone,
});
