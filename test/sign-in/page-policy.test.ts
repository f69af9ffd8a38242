/** The content security policy of the pages around signing in: scripts only where a page has one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';
import { inBrowser } from '../tokens/acts.ts';
import { enrollApp, firstStep, pendingOf } from './factor-acts.ts';

let server: Latchkey;
beforeAll(async () => {
  server = await startLatchkey('pglite');
});
afterAll(() => server.stop());

/** The directives that let a page run something, and whether it has a script. */
async function scriptsOf(path: string, init: RequestInit = {}) {
  const response = await server.fetch(path, { redirect: 'manual', ...init });
  const directives = (response.headers.get('content-security-policy') ?? '').split('; ');
  expect(directives[0]).toBe("default-src 'none'");
  const allowed = directives.filter((one) => /^(script|worker|connect)-src/.test(one));
  return { status: response.status, allowed, hasScript: (await response.text()).includes('<script') };
}

const allowed = ["script-src 'self'", "worker-src 'self'", "connect-src 'self'"];

const form = (fields: Record<string, string>, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
});

test('the page to sign in, which has the script for passkeys, allows our own scripts, also after a refusal', async () => {
  expect(await scriptsOf('/sign-in')).toEqual({ status: 200, allowed, hasScript: true });
  const refused = await scriptsOf('/sign-in', form({ username: 'nobody', password: 'wrong' }));
  expect(refused).toEqual({ status: 401, allowed, hasScript: true });
});

test('the second step of a user without a passkey has no script and allows none, also after a refusal', async () => {
  const person = await people(server).having();
  await enrollApp(await inBrowser(server, person));
  const Cookie = pendingOf(await firstStep(server, person.username));
  const page = await scriptsOf('/sign-in/factor', { headers: { Cookie } });
  expect(page).toEqual({ status: 200, allowed: [], hasScript: false });
  const refused = await scriptsOf('/sign-in/factor', form({ one_time_password: 'wrong' }, { Cookie }));
  expect(refused).toEqual({ status: 401, allowed: [], hasScript: false });
});

test('a page without a script allows none', async () => {
  const stale = await scriptsOf('/set-password/nonsense');
  expect(stale).toEqual({ status: 404, allowed: [], hasScript: false });
});
