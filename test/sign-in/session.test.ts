/** How long a session lasts, and what ends it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let owner: Person;
  let browser: Awaited<ReturnType<Person['signedIn']>>;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    owner = await people(server).owner();
  });
  afterAll(() => server.stop());

  /** Signs in and changes the session’s row, instead of waiting. */
  async function movedTo(change: object): Promise<string | undefined> {
    browser = await owner.signedIn();
    await server.db.update(sessions).set(change).where(eq(sessions.userId, owner.id));
    const { status, data } = await browser.ask('{ me { id } }');
    expect(status).toBe(200);
    return data?.me.id;
  }

  test('a session authenticates its user', async () => {
    browser = await owner.signedIn();
    expect((await browser.ask('{ me { id } }')).data.me).toEqual({ id: owner.id });
  });

  test('a request with an invalid cookie is anonymous, because browsers send cookies automatically', async () => {
    const answer = await ask(server, { Cookie: 'latchkey=nonsense' }, '{ my_ip_address { ip } }');
    expect(answer).toMatchObject({ status: 200, data: { my_ip_address: { ip: '127.0.0.1' } } });
  });

  test('a request with X-Latchkey-User is refused if the session belongs to another user or is invalid', async () => {
    const { id } = await people(server).having();
    browser = await owner.signedIn();
    const { cookie } = browser;
    const rename = (headers: Record<string, string>) =>
      ask(server, headers, 'mutation { updateMe(input: { public_name: "Renamed" }) { id } }');
    const refused = { status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] };
    for (const Cookie of [cookie, 'latchkey=nonsense'])
      expect(await rename({ Cookie, 'X-Latchkey-User': id })).toMatchObject(refused);
    const [before] = await server.db.select().from(users).where(eq(users.id, owner.id));
    expect(before?.publicName).toBe(owner.username);
    expect((await rename({ Cookie: cookie, 'X-Latchkey-User': owner.id })).errors).toBeUndefined();
  });

  test('a session ends after twelve hours without use', async () => {
    expect(await movedTo({ lastSeenAt: sql`clock_timestamp() - interval '12 hours'` })).toBeUndefined();
    expect(await movedTo({ lastSeenAt: sql`clock_timestamp() - interval '11 hours 59 minutes'` })).toBe(owner.id);
    const [session] = await server.db.select().from(sessions).where(sql`last_seen_at > now() - interval '1 minute'`);
    expect(session?.userId).toBe(owner.id);
  });

  test('a session ends thirty days after sign-in, however much it is used', async () => {
    browser = await owner.signedIn();
    const days = sql<string>`extract(epoch from expires_at - created_at) / 86400`;
    const [{ lasts } = { lasts: '' }] = await server.db.select({ lasts: days }).from(sessions).orderBy(sql`id desc`);
    expect(Number(lasts)).toBeCloseTo(30, 2);
    expect(await movedTo({ expiresAt: sql`clock_timestamp()` })).toBeUndefined();
  });

  test('a session ends when its user is disabled', async () => {
    const enabled = (value: boolean) => server.db.update(users).set({ enabled: value }).where(eq(users.id, owner.id));
    browser = await owner.signedIn();
    await enabled(false);
    expect((await browser.ask('{ me { id } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await enabled(true);
  });

  test('the secret of a session is not stored', async () => {
    browser = await owner.signedIn();
    const secret = browser.cookie.split('=')[1] ?? '';
    const rows = await server.db.execute(sql`select secret_hash::text, sessions::text as whole from sessions`);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString('hex'));
  });
});
