/** SonarQube's endpoints for tokens: a user name and a password generate, list and revoke them, and tokens are refused. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { contents, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Person, password, passwordHash } from '../test-users.ts';
import { dayIn, freshName, grant, holding, project, rowsOf, serviceAccount, setPolicy, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ TRUSTED_PROXIES: '127.0.0.1/32' }));
  let who: Person;
  beforeAll(async () => {
    who = await withPassword(await at.as.having());
  });

  async function withPassword<T extends { id: string }>(person: T): Promise<T> {
    await at.server.db.execute(sql`update users set password_hash = ${passwordHash} where id = ${person.id}`);
    return person;
  }
  const basic = (username: string, secret: string) => ({
    Authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`,
  });
  const by = ({ username }: Person) => basic(username, password);

  async function call(name: string, headers: Record<string, string>, parameters: Record<string, string> = {}) {
    const sent = new URLSearchParams(parameters);
    const response =
      name === 'search'
        ? await at.server.fetch(`/api/user_tokens/search?${sent}`, { headers })
        : await at.server.fetch(`/api/user_tokens/${name}`, { method: 'POST', headers, body: sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }
  const generate = async (person: Person, parameters: Record<string, string>) =>
    (await call('generate', by(person), parameters)).body;
  const works = async (token: string) => (await holding(at.server, token)('{ me { id } }')).status === 200;
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);

  test('generate answers with a token that works, in the form of SonarQube', async () => {
    const name = freshName();
    const { status, body } = await call('generate', by(who), { name });
    expect(status).toBe(200);
    expect(body).toEqual({
      login: who.username,
      name,
      token: expect.stringMatching(/^lku_/),
      createdAt: time,
      type: 'USER_TOKEN',
    });
    expect(await works(body.token)).toBe(true);
  });

  test('generate takes its parameters also from the URL, and ignores empty and unknown ones', async () => {
    const sent = new URLSearchParams({ name: freshName(), expirationDate: dayIn(30), login: '', colour: 'red' });
    const response = await at.server.fetch(`/api/user_tokens/generate?${sent}`, { method: 'POST', headers: by(who) });
    expect(await response.json()).toMatchObject({ expirationDate: `${dayIn(30)}T00:00:00+0000` });
  });

  test('generate makes tokens for analyses', async () => {
    const { id, key } = await project(at);
    await grant(at, 'grant', key, { user_id: who.id });
    const body = await generate(who, { name: freshName(), type: 'PROJECT_ANALYSIS_TOKEN', projectKey: key });
    expect(body).toMatchObject({
      type: 'PROJECT_ANALYSIS_TOKEN',
      projectKey: key,
      token: expect.stringMatching(/^lkp_/),
    });
    expect(
      await rowsOf(at.server, sql`select project_id::text from personal_access_tokens where name = ${body.name}`),
    ).toEqual([{ project_id: id }]);
    const refused = await call('generate', by(who), { name: freshName(), type: 'GLOBAL_ANALYSIS_TOKEN' });
    expect(refused).toMatchObject({ status: 403, body: { errors: [{ msg: expect.any(String) }] } });
  });

  test('search lists the tokens that are not revoked, with their last use, and without secrets', async () => {
    const person = await withPassword(await at.as.having());
    const [one, two] = [
      await generate(person, { name: 'one' }),
      await generate(person, { name: 'two', expirationDate: dayIn(3) }),
    ];
    await call('revoke', by(person), { name: 'test' });
    await works(one.token);
    await at.server.usage.flush(true);
    const { status, body } = await call('search', by(person));
    expect([status, body]).toEqual([
      200,
      {
        login: person.username,
        userTokens: [
          { name: 'one', createdAt: time, lastConnectionDate: time, type: 'USER_TOKEN', isExpired: false },
          { name: 'two', createdAt: time, type: 'USER_TOKEN', expirationDate: two.expirationDate, isExpired: false },
        ],
      },
    ]);
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = now() where user_id = ${person.id} and name = 'two'`,
    );
    expect((await call('search', by(person))).body.userTokens[1].isExpired).toBe(true);
  });

  test('revoke ends the token with that name at once, and answers nothing; an unknown name is no error', async () => {
    const [one, other] = [await generate(who, { name: 'Nightly' }), await generate(who, { name: 'Weekly' })];
    expect(await call('revoke', by(who), { name: ' nightly ' })).toMatchObject({ status: 204, body: null });
    expect([await works(one.token), await works(other.token)]).toEqual([false, true]);
    expect((await call('revoke', by(who), { name: 'Nightly' })).status).toBe(204);
  });

  test('for another user each requires its own permission and READ_USER, and then works', async () => {
    const login = (await at.as.having()).username;
    for (const [name, permission, parameters] of [
      ['generate', 'CREATE_PERSONAL_ACCESS_TOKEN', { name: 'theirs' }],
      ['search', 'READ_PERSONAL_ACCESS_TOKEN', {}],
      ['revoke', 'DELETE_PERSONAL_ACCESS_TOKEN', { name: 'theirs' }],
    ] as const) {
      const [plain, may] = [
        await withPassword(await at.as.having()),
        await withPassword(await at.as.having(permission, 'READ_USER')),
      ];
      const before = await rowsOf(at.server, sql`select count(*) from personal_access_tokens where revoked_at is null`);
      const known = await call(name, by(plain), { ...parameters, login });
      const unknown = await call(name, by(plain), { ...parameters, login: 'nobody-at-all' });
      expect(known).toMatchObject({
        status: 403,
        body: { errors: [{ extensions: { missing_permissions: [permission, 'READ_USER'] } }] },
      });
      expect(known.body).toEqual(unknown.body);
      expect(
        await rowsOf(at.server, sql`select count(*) from personal_access_tokens where revoked_at is null`),
      ).toEqual(before);
      expect((await call(name, by(may), { ...parameters, login: 'nobody-at-all' })).status).toBe(404);
      expect((await call(name, by(may), { ...parameters, login })).status).toBe(name === 'revoke' ? 204 : 200);
    }
    const state = sql`select revoked_at is not null as revoked from personal_access_tokens join users on users.id = user_id where username = ${login} and personal_access_tokens.name = 'theirs'`;
    expect(await rowsOf(at.server, state)).toEqual([{ revoked: true }]);
  });

  test('a token is refused with the reason, however it is sent, and no statement looks it up', async () => {
    const before = await contents(at.server);
    for (const headers of [{ Authorization: `Bearer ${who.token}` }, basic(who.token, ''), basic('', '')])
      for (const name of ['generate', 'search', 'revoke']) {
        const { status, body } = await call(name, headers, { name: 'x' });
        expect([status, body.errors[0].msg]).toEqual([403, expect.stringMatching(/^A token cannot manage tokens\./)]);
      }
    expect(await contents(at.server)).toBe(before);
  });

  test('without a credential, with a session and with a wrong password it is refused, and browsers do not ask for one', async () => {
    const { cookie } = await who.signedIn();
    const tokens = sql`select count(*)::int as count from personal_access_tokens`;
    const before = await rowsOf(at.server, tokens);
    for (const headers of [
      {},
      { Cookie: cookie },
      basic(who.username, 'not the password'),
      basic('nobody-at-all', password),
    ]) {
      const {
        status,
        headers: answered,
        body,
      } = await call('generate', headers as Record<string, string>, { name: 'x' });
      expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answered.get('www-authenticate') ?? '').not.toMatch(/basic/i);
    }
    expect(await rowsOf(at.server, tokens)).toEqual(before);
  });

  test('a wrong password counts as a failed sign-in of the account, and is logged', async () => {
    const person = await withPassword(await at.as.having());
    for (let attempt = 0; attempt < 10; attempt++) await call('search', basic(person.username, 'wrong'));
    expect(await lastEntries(at.server, 2)).toMatchObject([
      { loggable_id: person.id, message: expect.stringContaining('Failed sign-ins have locked this account.') },
      { loggable_id: person.id, message: 'A sign-in was refused.' },
    ]);
    expect((await call('search', by(person))).status).toBe(401);
    const signIn = await at.server.fetch('/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: person.username, password }),
    });
    expect(signIn.status).toBe(401);
  });

  test('a user with a second factor and a service account are refused', async () => {
    const person = await withPassword(await at.as.having());
    await at.server.db.execute(
      sql`insert into authentication_factors (user_id, type, is_verified) values (${person.id}, 'EMAIL', true)`,
    );
    expect(await call('generate', by(person), { name: 'x' })).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'SECOND_FACTOR_REQUIRED' } }] },
    });
    const { id } = await withPassword(await serviceAccount(at));
    const [{ username }] = (await rowsOf(at.server, sql`select username from users where id = ${id}`)) as [
      { username: string },
    ];
    expect((await call('generate', basic(username, password), { name: 'x' })).status).toBe(401);
  });

  test('a user who must enroll a second factor first is refused', async () => {
    const person = await withPassword(await at.as.having());
    await at.owner('{ mfa_admin_setting { is_mfa_required } }');
    await at.server.db.execute(sql`update mfa_settings set is_mfa_required = true`);
    const { status, body } = await call('generate', by(person), { name: 'x' });
    await at.server.db.execute(sql`update mfa_settings set is_mfa_required = false`);
    expect([status, body.errors[0].extensions.code]).toEqual([403, 'SECOND_FACTOR_REQUIRED']);
    expect(await rowsOf(at.server, sql`select id from sessions where user_id = ${person.id}`)).toEqual([]);
    expect((await call('generate', by(person), { name: 'x' })).status).toBe(200);
  });

  test('no session is left, also after a refusal, and each request is in the log as a sign-in', async () => {
    const person = await withPassword(await at.as.having());
    await generate(person, { name: 'kept' });
    expect((await call('generate', by(person), { name: 'kept' })).status).toBe(409);
    expect(await rowsOf(at.server, sql`select id from sessions where user_id = ${person.id}`)).toEqual([]);
    const entries = await rowsOf<{ message: string }>(
      at.server,
      sql`select message from logs where user_id = ${person.id} or (loggable_type = 'User' and loggable_id = ${person.id}) order by id`,
    );
    expect(entries.map(({ message }) => message)).toEqual([
      expect.stringContaining('was created.'),
      `${person.username} signed in.`,
      'Personal access token kept was created.',
      `${person.username} signed in.`,
    ]);
  });

  test('the password in the request confirms it, even where each change requires a confirmation of its own', async () => {
    await setPolicy(at, { password_confirmation_minutes: 0 });
    expect((await generate(who, { name: freshName() })).token).toMatch(/^lku_/);
  });

  test.each<[string, Record<string, string>, string]>([
    ['generate', {}, 'name'],
    ['generate', { name: ' ' }, 'name'],
    ['generate', { name: 'x', type: 'ADMIN_TOKEN' }, 'type'],
    ['generate', { name: 'x', expirationDate: '1 May' }, 'expirationDate'],
    ['generate', { name: 'x', expirationDate: '2020-01-01' }, 'expires_on'],
    ['generate', { name: 'x', type: 'PROJECT_ANALYSIS_TOKEN' }, 'project_key'],
    ['revoke', {}, 'name'],
    ['search', { login: '\0' }, 'login'],
  ])('%s with %j is refused with the name of the field', async (name, parameters, field) => {
    const { status, body } = await call(name, by(who), parameters);
    expect([status, Object.keys(body.errors[0].extensions.fields)]).toEqual([400, [field]]);
    expect(body.errors[0].msg).toBe(body.errors[0].message);
  });

  test('other methods, bodies and origins are refused', async () => {
    const path = '/api/user_tokens/generate';
    expect((await at.server.fetch(path, { headers: by(who) })).headers.get('allow')).toBe('POST');
    expect((await at.server.fetch('/api/user_tokens/search', { method: 'POST', headers: by(who) })).status).toBe(405);
    const json = { method: 'POST', headers: { ...by(who), 'Content-Type': 'application/json' }, body: '{"name":"x"}' };
    expect((await at.server.fetch(path, json)).status).toBe(415);
    const elsewhere = { ...by(who), Origin: 'https://elsewhere.example' };
    expect((await call('generate', elsewhere, { name: 'x' })).status).toBe(403);
  });

  test('no password and no token is in a line of the log', async () => {
    const { token } = await generate(who, { name: freshName() });
    await call('search', basic(who.username, 'marked wrong password'));
    const lines = at.server.logged.join('');
    expect(lines).toContain('/api/user_tokens/search');
    for (const secret of [token.slice(4, 34), password, 'marked wrong', by(who).Authorization.slice(6)])
      expect(lines).not.toContain(secret);
  });
});
