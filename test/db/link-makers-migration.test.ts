/** The migration that finds in the log who made each one-time link. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { passwordLinks } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { resetLink } from '../../src/domain/people/owner.ts';
import { kinds } from '../server.ts';
import { inBrowser, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  test('the maker of a link is the user who made the newest link of its user, or the operator', async () => {
    const resend = 'mutation ($id: Int64Bit!) { resendUserCreationEmail(user_id: $id) { success } }';
    const maker = await at.as.having('READ_USER', 'UPDATE_USER');
    const [invited, reset] = [await at.as.having(), await at.as.having()];
    for (const by of [at.owner, await inBrowser(at.server, maker)])
      expect((await by(resend, { id: invited.id })).errors).toBeUndefined();
    await at.owner(resend, { id: reset.id });
    const [user] = await at.server.db.select().from(users).where(eq(users.id, reset.id));
    await resetLink(at.server.db, user?.username as string);

    const columns = sql.raw('drop column maker_id, drop column by_operator');
    await at.server.db.execute(sql`alter table password_links ${columns}`);
    const file = await readFile('migrations/0012_link_makers.sql', 'utf8');
    for (const statement of file.split('--> statement-breakpoint')) await at.server.db.execute(sql.raw(statement));

    const makerOf = async (id: string) => {
      const [link] = await at.server.db.select().from(passwordLinks).where(eq(passwordLinks.userId, id));
      return [link?.makerId, link?.byOperator];
    };
    expect(await makerOf(invited.id)).toEqual([maker.id, false]);
    expect(await makerOf(reset.id)).toEqual([null, true]);
  });
});
