/** How a session confirms its password, and for how long. Which mutations require it is tested in `access/confirmation.test.ts`. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Person, password } from '../test-users.ts';
import {
  type Ask,
  copy,
  create,
  done,
  edit,
  freshName,
  inBrowser,
  made,
  regenerate,
  revoke,
  rowsOf,
  setPolicy,
  world,
} from './acts.ts';

const confirm = (by: Ask, current_password: string) =>
  by(
    'mutation ($current_password: String!) { done: confirmPassword(current_password: $current_password) { success } }',
    {
      current_password,
    },
  );

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  async function person(confirmedMinutesAgo: number): Promise<Person & { by: Ask }> {
    const who = await at.as.having();
    return { ...who, by: await inBrowser(at.server, who, confirmedMinutesAgo) };
  }

  const failedAttempts = async (id: string) => {
    const query = sql`select attempts from sign_in_attempts where key = ${`user:${id}`}`;
    return (await rowsOf<{ attempts: number }>(at.server, query))[0]?.attempts ?? 0;
  };

  const signsIn = async (username: string) => {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    };
    return (await fetch(`${at.server.url}/sign-in`, init)).status;
  };

  test('signing in counts as confirmation', async () => {
    const who = await at.as.having();
    await made((await who.signedIn()).ask);
  });

  test('a confirmation lasts ten minutes; after that every change of a token, also revoking, requires a new one', async () => {
    const { by, id } = await person(9);
    const token = await made(by);
    const late = await inBrowser(at.server, { id }, 11);
    const ways = [
      () => create(late, { name: freshName() }),
      () => edit(late, token.id, { name: freshName() }),
      () => copy(late, token.id, { name: freshName() }),
      () => regenerate(late, token.id),
      () => revoke(late, token.id),
    ];
    for (const way of ways) await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', way);
  });

  test('a call with the password succeeds, and confirms the session', async () => {
    const { by } = await person(11);
    await made(by, { current_password: password });
    await made(by);
  });

  test('confirmPassword confirms the session', async () => {
    const { by } = await person(11);
    expect((await confirm(by, password)).data.done).toEqual({ success: true });
    await made(by);
  });

  test('confirming one session does not confirm another', async () => {
    const { by, id } = await person(11);
    await made(by, { current_password: password });
    const other = await inBrowser(at.server, { id }, 11);
    await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => create(other, { name: freshName() }));
  });

  test('a wrong password changes nothing, counts as a failed attempt, and is forgotten after a correct one', async () => {
    const { by, id } = await person(9);
    const ask = () => create(by, { name: freshName(), current_password: 'wrong' });
    const error = await expectRefusal(at.server, 'INVALID_INPUT', ask);
    expect(error.extensions.fields).toEqual({ current_password: 'is not your password.' });
    expect(await failedAttempts(id)).toBe(1);
    await expectRefusal(at.server, 'INVALID_INPUT', () => confirm(by, ''));
    expect(await failedAttempts(id)).toBe(2);
    await at.server.db.execute(sql`update sign_in_attempts set attempts = 9 where key = ${`user:${id}`}`);
    await confirm(by, password);
    expect(await failedAttempts(id)).toBe(7);
  });

  test('after ten wrong passwords confirming and signing in are both locked', async () => {
    const { by, username } = await person(11);
    for (let i = 0; i < 10; i++) await expectRefusal(at.server, 'INVALID_INPUT', () => confirm(by, 'wrong'));
    await expectRefusal(at.server, 'LIMITED', () => confirm(by, password));
    await expectRefusal(at.server, 'LIMITED', () => create(by, { name: freshName(), current_password: password }));
    expect(await signsIn(username)).toBe(401);
  });

  test('a user whose sign-in attackers have locked can still confirm in a session', async () => {
    const { by, id, username } = await person(11);
    await at.server.db.execute(sql`insert into sign_in_attempts values (${`user:${id}`}, 10)`);
    expect(await signsIn(username)).toBe(401);
    expect((await confirm(by, password)).data.done).toEqual({ success: true });
  });

  test('the policy sets the duration, and 0 requires confirmation for every change', async () => {
    const { by, id } = await person(11);
    await setPolicy(at, { password_confirmation_minutes: 12 });
    await made(by);
    await setPolicy(at, { password_confirmation_minutes: 0 });
    const fresh = await inBrowser(at.server, { id });
    const ask = () => create(fresh, { name: freshName() });
    await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', ask);
    await done(create(fresh, { name: freshName(), current_password: password }));
    await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', ask);
    await setPolicy(at, { password_confirmation_minutes: 10, current_password: password });
  });
});
