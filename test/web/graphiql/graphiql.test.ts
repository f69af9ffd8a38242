/** The first visit to GraphiQL, in a real browser: sign in, run the first tabs, use a token, sign out. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Browser, Page, Request } from 'playwright-core';
import { users } from '../../../schema/users.ts';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, password, passwordHash, people } from '../../test-users.ts';
import { violations } from '../kit/axe.ts';
import { type Watched, watched } from '../kit/watched-page.ts';

let server: Latchkey;
let browser: Browser;
let owner: Person;
let visit: Watched;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  owner = await people(server).owner();
  const name = '<script>alert(1)</script>';
  const row = { name, passwordHash };
  await server.db.update(users).set(row).where(eq(users.id, owner.id));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  visit = await watched(browser, server.url);
  page = visit.page;
  page.on('dialog', (dialog) => visit.complaints.push(`a script ran: ${dialog.message()}`));
});
afterEach(async () => {
  await page.context().close();
  expect(visit.complaints).toEqual([]);
});

const path = () => new URL(page.url()).pathname + new URL(page.url()).search;
const result = () => page.locator('.graphiql-response .view-lines');

async function signIn(): Promise<void> {
  await page.goto(`${server.url}/graphiql`);
  expect(path()).toBe('/sign-in?next=/graphiql');
  await page.getByLabel('User name or email address').fill(owner.username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  expect(path()).toBe('/graphiql');
}

const open = (tab: string) =>
  page
    .locator('.graphiql-tab-button')
    .filter({ hasText: new RegExp(`^${tab}$`) })
    .click();

/** Runs the document in the editor; returns the request and the text of the answer, once it contains what is awaited. */
async function run(awaited: string): Promise<{ request: Request; answer: string }> {
  for (;;) {
    const answered = page.waitForResponse('**/api/graphql');
    await page.getByRole('button', { name: /^Execute query/ }).click();
    const response = await answered;
    // Just after a change of tabs GraphiQL still names the operation of the previous tab, and nothing runs.
    if (response.status() === 400) continue;
    await result().filter({ hasText: awaited }).waitFor();
    return { request: response.request(), answer: (await result().innerText()).replaceAll('\u00a0', ' ') };
  }
}

test('after signing in GraphiQL opens, the first tab runs, and a script in a name is shown as text', async () => {
  await signIn();
  const { answer } = await run(owner.username);
  expect(answer).toContain(`"username": "${owner.username}"`);
  expect(answer).toContain('"<script>alert(1)</script>"');
  await page.getByText(`Signed in as ${owner.username}`).waitFor();
});

test('GraphiQL with our parts is accessible in both themes, wide and narrow, also after the tab was changed', async () => {
  await signIn();
  await open('CreateRole');
  await page
    .getByRole('button', { name: 'CreateRole', exact: true })
    .and(page.locator('[aria-current=true]'))
    .waitFor();
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.locator(`.graphiql-query-editor .monaco-editor.${colorScheme === 'dark' ? 'vs-dark' : 'vs'}`).waitFor();
    expect([width, colorScheme, await violations(page)]).toEqual([width, colorScheme, []]);
  }
});

test('the first tabs run: a role, a token, the own user', async () => {
  await signIn();
  const walk = async (tab: string, awaited: string) => {
    await open(tab);
    return (await run(awaited)).answer;
  };
  expect(await walk('CreateRole', 'createRole')).toContain('"name": "Support Agent"');
  expect(await walk('CreateToken', 'createPersonalAccessToken')).toMatch(/"token": "lku_\w{36}"/);
  expect(await walk('Me', '"me"')).toContain(`"username": "${owner.username}"`);
});

test('a token in the headers editor is the only credential that is sent', async () => {
  await signIn();
  const other = await people(server).having();
  await open('MeByToken');
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  // The editor closes the brace by itself.
  await page.keyboard.insertText(`{ "Authorization": "Bearer ${other.token}"`);
  const { request, answer } = await run(other.username);
  expect(answer).not.toContain(owner.username);
  const { authorization, cookie } = await request.allHeaders();
  expect([authorization, cookie]).toEqual([`Bearer ${other.token}`, undefined]);
});

test('the button signs out, and GraphiQL asks to sign in again', async () => {
  await signIn();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['latchkey-device']);
  await page.goto(`${server.url}/graphiql/`);
  expect(path()).toBe('/sign-in?next=/graphiql');
});

test('a session that ends while the page is open leads to sign-in and back', async () => {
  await signIn();
  await page.context().clearCookies();
  await page.reload();
  expect(path()).toBe('/sign-in?next=/graphiql');
  await signIn();
});
