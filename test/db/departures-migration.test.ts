/** The migration that stores when users were disabled, which it finds in the log. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { inArray, sql } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import { kinds } from '../server.ts';
import { cookieOf, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  test('stores of disabled users when and by whom they were disabled last, and how many sessions that ended', async () => {
    const change =
      'mutation ($id: Int64Bit!, $enabled: Boolean!) { updateUser(id: $id, input: { enabled: $enabled }) { id } }';
    const [twice, enabled] = [await at.as.having(), await at.as.having()];
    for (const [person, state] of [
      [twice, false],
      [twice, true],
      [twice, false],
      [enabled, false],
      [enabled, true],
    ] as const) {
      await cookieOf(at.server, person);
      expect((await at.owner(change, { id: person.id, enabled: state })).errors).toBeUndefined();
    }
    const { id, disabledAt, disabledByUserId, endedSessions } = users;
    const stored = () =>
      at.server.db
        .select({ id, disabledAt, disabledByUserId, endedSessions })
        .from(users)
        .where(inArray(id, [twice.id, enabled.id]))
        .orderBy(id);
    const before = await stored();
    expect(before).toEqual([
      { id: twice.id, disabledAt: expect.any(Date), disabledByUserId: at.ownerId, endedSessions: 2 },
      { id: enabled.id, disabledAt: null, disabledByUserId: null, endedSessions: null },
    ]);

    await at.server.db.execute(
      sql`update users set disabled_at = null, disabled_by_user_id = null, ended_sessions = null`,
    );
    const name = (await readdir('migrations')).find((file) => file.endsWith('_departures_and_locks.sql'));
    const statements = (await readFile(`migrations/${name}`, 'utf8')).split('--> statement-breakpoint');
    await at.server.db.execute(sql.raw(statements.at(-1) as string));
    expect(await stored()).toEqual(before);
  });
});
