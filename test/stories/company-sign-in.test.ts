/** A person in a real browser links a company account, signs in with it at a real provider, and confirms a change there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { providerIdentities } from '../../schema/provider-identities.ts';
import { sessions } from '../../schema/sessions.ts';
import { openBrowser } from '../kit/browser.ts';
import { type OidcProvider, startOidcProvider } from '../kit/oidc.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { acme } from '../sign-in/providers/acts.ts';
import { type Person, password, people } from '../test-users.ts';
import { violations } from '../web/kit/axe.ts';
import { keepPicture } from '../web/kit/picture.ts';

let server: Latchkey;
let idp: OidcProvider;
let browser: Browser;
let page: Page;
let folder: string;
let url: string;
let person: Person;

/** A port that is free now: the provider must know the address of the server before the server starts. */
async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as { port: number };
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  [idp, browser] = await Promise.all([startOidcProvider([`${url}/sign-in/with/acme/callback`]), openBrowser()]);
  folder = mkdtempSync(join(tmpdir(), 'latchkey-providers-'));
  const file = join(folder, 'providers.yaml');
  writeFileSync(file, JSON.stringify({ providers: [acme(idp, { name: 'Acme Inc.' })] }));
  server = await startLatchkey('pglite', { PORT: String(port), SIGN_IN_PROVIDERS: file });
  person = await people(server).owner();
  await person.signedIn();
  idp.people.set('the person', {});
  idp.inFront = 'the person';
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await idp?.stop();
  rmSync(folder, { recursive: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const section = () => page.getByRole('region', { name: 'Company sign-in' });

test('the sign-in page offers the provider, and says why a stranger is refused', async () => {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 740 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${url}/sign-in`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await violations(page)).toEqual([]);
    await keepPicture(page, `sign-in-page-with-a-provider-${width}`);
  }
  await page.getByRole('link', { name: 'Continue with Acme Inc.' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'Your account at Acme Inc. belongs to no user here.' });
  await alert.waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'sign-in-page-of-a-stranger');
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('the person signs in with the password, links the account, and it is on the profile page', async () => {
  await page.getByLabel('User name or email address').fill(person.username);
  await page.getByLabel('Password').fill(password);
  await button('Sign in').click();
  await page.getByRole('link', { name: 'Profile' }).click();
  await section().getByRole('button', { name: 'Link your account at Acme Inc.' }).click();
  await section().getByText('You sign in with these company accounts.').waitFor();
  await section()
    .getByText(/^Linked on .*, last used on /)
    .waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(section(), 'company-sign-in');
});

test('signed out, the person signs in with the account, and comes to the page that was opened', async () => {
  await server.db.delete(sessions);
  await page.goto(`${url}/account/tokens`);
  await page.getByRole('link', { name: 'Continue with Acme Inc.' }).click();
  await page.waitForURL(`${url}/account/tokens`);
  expect(await server.db.select().from(sessions)).toMatchObject([{ userId: person.id }]);
});

test('a change is confirmed by signing in at the provider again, in another tab', async () => {
  await server.db.update(sessions).set({ passwordConfirmedAt: sql`now() - interval '1 hour'` });
  await page.goto(`${url}/account`);
  await section().getByRole('button', { name: 'Remove the link: Acme Inc.' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: 'or that you sign in again' });
  const link = dialog.getByRole('link', { name: 'Sign in again at Acme Inc.' });
  await link.waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'confirmation-at-a-provider');
  const asked = idp.asked;
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await tab.getByRole('heading', { name: 'You are confirmed' }).waitFor();
  expect(await violations(tab)).toEqual([]);
  await keepPicture(tab, 'page-after-a-confirmation');
  expect(idp.asked).toBe(asked + 1);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('The link was removed.').waitFor();
  await section().getByRole('button', { name: 'Link your account at Acme Inc.' }).waitFor();
});

test('an administrator sees and removes the link of a user', async () => {
  const other = await people(server).having();
  const values = { userId: other.id, providerId: 'acme', issuer: idp.issuer, subject: 'of the other' };
  await server.db.insert(providerIdentities).values(values);
  await page.goto(`${url}/admin/users/${other.id}`);
  await section().getByRole('button', { name: 'Remove the link: Acme Inc.' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The link was removed.').waitFor();
  expect(await server.db.select().from(providerIdentities).where(eq(providerIdentities.userId, other.id))).toEqual([]);
});
