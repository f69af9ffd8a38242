/** Where secrets appear after every use of them: each in the one answer that created it, and nowhere else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { jobs } from '../../src/jobs.ts';
import { startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

const newPassword = 'marked plum tractor seldom 47';
const wrongPassword = 'marked but wrong entirely 12';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let mailServer: Awaited<ReturnType<typeof startMailServer>>;
  let owner: Person;
  /** The headers and body of every answer. */
  const answers: string[] = [];
  const written: string[] = [];
  const restore: (() => void)[] = [];
  const tokens = new Map<string, string>();
  let cookie: string;
  let link: string;

  async function send(path: string, headers: Record<string, string>, body?: object): Promise<string> {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(server.url + path, {
      ...init,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    const answer = `${[...response.headers].join('\n')}\n${await response.text()}`;
    answers.push(answer);
    return answer;
  }
  const graphql = (headers: Record<string, string>, query: string) => send('/api/graphql', headers, { query });
  const bySession = (query: string) => graphql({ Cookie: cookie }, query);

  async function made(name: string, query: string): Promise<string> {
    const [secret] = /lk[upg]_[0-9A-Za-z]{36}/.exec(await bySession(query)) ?? [];
    if (!secret) throw new Error(`No token in the answer to ${query}: ${answers.at(-1)}`);
    tokens.set(name, secret);
    return secret;
  }

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write;
      stream.write = ((text: string, ...rest: never[]) => {
        written.push(String(text));
        return write.call(stream, text, ...rest);
      }) as typeof stream.write;
      restore.push(() => {
        stream.write = write;
      });
    }
    mailServer = await startMailServer();
    server = await startLatchkey(kind, { SMTP_URL: mailServer.url, LOG_LEVEL: 'debug' });
    owner = await people(server).owner();
    ({ cookie } = await owner.signedIn());
    await tryEverything();
  });
  afterAll(async () => {
    for (const undo of restore) undo();
    await server.stop();
    await mailServer.stop();
  });

  /** Creates every kind of secret and uses each in every way, correct and wrong. */
  async function tryEverything(): Promise<void> {
    const plain = await made(
      'plain',
      'mutation { createPersonalAccessToken(input: { name: "plain", expires_on: "2099-01-01" }) { id token } }',
    );
    const id = /"id":"(\d+)"/.exec(answers.at(-1) ?? '')?.[1];
    await made('copy', `mutation { copyPersonalAccessToken(id: ${id}, input: { name: "copy" }) { token } }`);
    await bySession('mutation { createProject(input: { key: "web", name: "Web" }) { id } }');
    await made(
      'scan',
      'mutation { createPersonalAccessToken(input: { name: "scan", type: PROJECT_ANALYSIS, project_key: "web" }) { token } }',
    );
    const fresh = await made(
      'regenerated',
      `mutation { regeneratePersonalAccessToken(id: ${id}, input: { overlap_minutes: 5 }) { token } }`,
    );
    for (const secret of [plain, fresh, plain, ...tokens.values()]) await tryToken(secret);
    await bySession(
      'mutation { updateTokenPolicy(input: { accept_session_parameter: true }) { accept_session_parameter } }',
    );
    for (const secret of tokens.values()) await tryToken(secret);
    await bySession(
      '{ personal_access_tokens { entities { name start last_four logs { entities { current previous } } } } }',
    );
    await send('/api/personal_access_tokens.csv', { Cookie: cookie });
    await tryPasswords();
    await tryWithoutLog();
    await bySession('mutation { deletePersonalAccessTokens(all: true) { id } }');
    for (const secret of tokens.values()) await tryToken(secret);
    await send('/leaked', {}, { found: [...tokens.values()], in: newPassword });
    await server.usage.flush(true);
    const context = { db: server.db, mail: server.mail, failed: (error: unknown) => void written.push(String(error)) };
    for (const job of Object.values(jobs)) await job({ ...context, now: new Date('2098-12-30') });
  }

  /** Requests that fail after the secret was created, so that its creation is rolled back. */
  async function tryWithoutLog(): Promise<void> {
    const [, id] = /"id":"(\d+)"/.exec(await bySession('{ personal_access_tokens { entities { id } } }')) ?? [];
    await server.db.execute(sql`alter table logs rename to logs_away`);
    await bySession('mutation { createPersonalAccessToken(input: { name: "lost" }) { token } }');
    await bySession(`mutation { copyPersonalAccessToken(id: ${id}, input: { name: "lost" }) { token } }`);
    await bySession(
      `mutation { regeneratePersonalAccessToken(id: ${id}, input: { idempotency_key: "marked key of a retry" }) { token } }`,
    );
    await bySession('mutation { resendUserCreationEmail(user_id: 2) { success message } }');
    await send('/sign-in', {}, { username: 'grace', password: newPassword });
    for (const secret of tokens.values())
      await graphql({ Authorization: `Bearer ${secret}` }, '{ logs { entities { id } } }');
    await server.db.execute(sql`alter table logs_away rename to logs`);
  }

  async function tryToken(secret: string): Promise<void> {
    const bearer = { Authorization: `Bearer ${secret}` };
    await graphql(bearer, '{ me { id } users { entities { id } } }');
    await graphql(bearer, 'mutation { createPersonalAccessToken(input: { name: "no" }) { id } }');
    await graphql(bearer, '{ broken');
    await graphql({ ...bearer, Cookie: cookie }, '{ me { id } }');
    await graphql({ Authorization: `Bearer ${secret.slice(0, -1)}x` }, '{ me { id } }');
    await graphql({ Authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}` }, '{ me { id } }');
    await send(`/api/graphql?query={me{id}}&session=${secret}`, {});
    await send(`/1.0/me?session=${secret}`, {});
    await send(`/1.0/users?session=${secret}&id=${secret}`, {});
    await send('/api/authentication/validate', bearer);
    await send('/api/user_tokens/search', bearer);
    await send('/scim/v2/Users', bearer);
    await send(`/scim/v2/Users?filter=externalId eq "${secret}"`, bearer);
    await send('/scim/v2/Users', bearer, { userName: 'without-address', password: newPassword });
    await send('/set-password/x', {}, { password: secret });
  }

  async function tryPasswords(): Promise<void> {
    await bySession(
      'mutation { createUser(input: { name: "Grace", username: "grace", public_name: "G", email_address: "grace@example.com" }) { id setup_link } }',
    );
    link = /set-password\/(\w+)/.exec((await mailServer.next('grace@example.com')).text)?.[1] ?? '';
    await send(`/set-password/${link}`, {});
    await send(`/set-password/${link}`, {}, { password: 'short' });
    await send(`/set-password/${link}`, {}, { password: newPassword });
    await send(`/set-password/${link}`, {}, { password: newPassword });
    await send('/sign-in', {}, { username: 'grace', password: wrongPassword });
    await send('/sign-in', {}, { username: 'grace', password: newPassword });
    for (const password of [wrongPassword, newPassword])
      await send('/api/user_tokens/search', {
        Authorization: `Basic ${Buffer.from(`grace:${password}`).toString('base64')}`,
      });
    await bySession(`mutation { confirmPassword(current_password: "${wrongPassword}") { success } }`);
    await bySession(`mutation { updateMe(input: { password: "grace", current_password: "${wrongPassword}" }) { id } }`);
  }

  /** Every row of every table, as text. */
  async function dump(): Promise<string> {
    const tables = (await server.db.execute(
      sql`select tablename from pg_tables where schemaname = 'public'`,
    )) as unknown as { rows: { tablename: string }[] };
    const texts = tables.rows.map(async ({ tablename }) => {
      const found = await server.db.execute(sql`select row::text as text from ${sql.identifier(tablename)} row`);
      return (found as unknown as { rows: { text: string }[] }).rows.map(({ text }) => text).join('\n');
    });
    return (await Promise.all(texts)).join('\n');
  }

  /** The secret in every form in which it could appear. The secret of a token is its random part. */
  function forms(secret: string): string[] {
    const bytes = Buffer.from(secret);
    const written = [secret.replace(/^lk[upg]_/, ''), secret, encodeURIComponent(secret)];
    return [
      ...written,
      bytes.toString('hex'),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('base64url'),
    ];
  }
  const holds = (text: string, secret: string) => forms(secret).some((form) => text.includes(form));
  const holding = (texts: string[], secret: string) => texts.filter((text) => holds(text, secret)).length;
  const emails = () => mailServer.emails.map(({ raw, text, html }) => raw + text + html);

  test('each token is in the one answer that created it', () => {
    expect(tokens.size).toBe(4);
    for (const [name, secret] of tokens)
      expect({ name, answers: holding(answers, secret) }).toEqual({ name, answers: 1 });
  });

  test('no token, password, session or one-time link is in the log, the output or the database', async () => {
    const session = cookie.split('=')[1] as string;
    const rows = await dump();
    expect(rows).toContain('grace@example.com');
    expect(server.logged.length).toBeGreaterThan(50);
    for (const secret of [...tokens.values(), newPassword, wrongPassword, session, link])
      expect({
        secret,
        log: holding(server.logged, secret),
        output: holding(written, secret),
        database: holds(rows, secret),
      }).toEqual({ secret, log: 0, output: 0, database: false });
  });

  test('no text with the format of a token is anywhere but in the answers that created one, not even of failed requests', async () => {
    const shape = /lk[upg]_[0-9A-Za-z]{20}/;
    for (const text of [...server.logged, ...written, ...emails(), await dump()]) expect(text).not.toMatch(shape);
    expect(answers.filter((answer) => shape.test(answer))).toHaveLength(tokens.size);
    expect(server.logged.filter((line) => JSON.parse(line).msg === 'unexpected error').length).toBeGreaterThanOrEqual(
      4,
    );
  });

  test('a session is in the one answer that started it, and an idempotency key nowhere', async () => {
    const started = answers.filter((answer) => /^set-cookie,latchkey=/m.test(answer));
    expect(started).toHaveLength(1);
    const [, session = ''] = /latchkey=(\w{30})/.exec(started[0] as string) ?? [];
    expect(holding(answers, session)).toBe(1);
    const rows = await dump();
    for (const secret of [session, 'marked key of a retry']) {
      expect(holding([...server.logged, ...written, ...emails()], secret)).toBe(0);
      expect(holds(rows, secret)).toBe(false);
    }
  });

  test('a one-time link is only in its email, and no email contains another secret', () => {
    expect(link).toMatch(/^\w{30}$/);
    expect({ emails: holding(emails(), link), answers: holding(answers, link) }).toEqual({ emails: 1, answers: 0 });
    for (const secret of [...tokens.values(), newPassword, wrongPassword]) expect(holding(emails(), secret)).toBe(0);
  });

  test('no answer contains a password', () => {
    for (const secret of [newPassword, wrongPassword]) expect(holding(answers, secret)).toBe(0);
  });
});
