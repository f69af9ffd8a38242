/** GraphiQL's Access panel in a real browser: the permissions that a document needs, which are missing, and a token for exactly these. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { users } from '../../../schema/users.ts';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, password, passwordHash, people } from '../../test-users.ts';
import { cookieOf, done, holding, inBrowser, made } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { keepPicture } from '../kit/picture.ts';
import { type Watched, watched } from '../kit/watched-page.ts';

const usersWithRoles = `query Team {
  users {
    entities {
      username
      role {
        name
      }
    }
  }
}`;

let server: Latchkey;
let browser: Browser;
let reader: Person;
let visit: Watched;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  reader = await people(server).having('READ_USER');
  const row = { passwordHash };
  await server.db.update(users).set(row).where(eq(users.id, reader.id));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
afterEach(async () => {
  await page.context().close();
  expect(visit.complaints).toEqual([]);
});

const panel = () => page.locator('.access');
const verdict = () => panel().getByRole('status').first();
const says = (text: string | RegExp) => verdict().filter({ hasText: text }).waitFor();
const need = (permission: string) => panel().getByRole('listitem').filter({ hasText: permission }).first();

/** Opens GraphiQL signed in, with the panel open. */
async function open(who: { id: string }, confirmedMinutesAgo = 0, options: BrowserContextOptions = {}, hash = '') {
  visit = await watched(browser, server.url, options);
  page = visit.page;
  const [name, value] = (await cookieOf(server, who, confirmedMinutesAgo)).split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}/graphiql${hash}`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  if (!hash) await page.getByRole('button', { name: 'Show Access' }).click();
}

/** Replaces what is in the editor of the open tab, without the brackets it closes by itself. */
async function write(document: string) {
  await page.locator('.graphiql-query-editor .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.evaluate((text) => navigator.clipboard.writeText(text), document);
  await page.keyboard.press('ControlOrMeta+v');
}

const clipboard: BrowserContextOptions = { permissions: ['clipboard-read', 'clipboard-write'] };

test('it shows what a document needs, field by field, and what the user lacks, while they type', async () => {
  await open(reader, 0, clipboard);
  await write(usersWithRoles);
  await says('You lack READ_ROLE.');
  // The descriptions are loaded by themselves.
  await need('READ_USER').getByText('Read users: names').waitFor();
  expect(await need('READ_USER').innerText()).toMatch(/READ_USER held\s+Read users: names/);
  expect(await need('READ_ROLE').innerText()).toMatch(/READ_ROLE missing\s+Read roles/);
  expect(await need('READ_ROLE').innerText()).toContain('users.entities.role User.role');
  await panel().getByRole('link', { name: 'Documentation of users' }).waitFor();
  await write('{ users { entities { id } } ');
  await says('The document is not complete yet.');
  await page.keyboard.type('}');
  await says('You may run this.');
  expect(await need('READ_ROLE').count()).toBe(0);
  await write('{ nothing }');
  await says('The server cannot check this: document is not valid for the schema: Cannot query field "nothing"');
});

test('it shows what is known only when a document runs, and what no token may call', async () => {
  await open(await people(server).owner(), 0, clipboard);
  await write('mutation ($yes: Boolean!) { updateMe(input: { name: "x" }) { id role @include(if: $yes) { name } } }');
  await says('You may run this. Some checks are possible only when it runs.');
  await need('@include(if: $yes) is known only when the document runs').waitFor();
  await panel().getByText('updateMe not for tokens').waitFor();
  await panel().getByText('No token can run this: it calls updateMe.').waitFor();
  expect(await panel().getByRole('button', { name: 'Generate a token for this tab' }).isDisabled()).toBe(true);
});

test('it checks a pasted token without the session, and also a token that may not ask for itself', async () => {
  const owner = await people(server).owner();
  const by = await inBrowser(server, owner);
  const other = await made(by, { permissions: ['READ_ROLE'] });
  const narrow = await made(await inBrowser(server, reader), { methods: ['me'] });
  await open(reader, 0, clipboard);
  await write(usersWithRoles);
  await says('You lack READ_ROLE.');
  const field = panel().getByLabel('Token');
  const asked = page.waitForRequest((request) => request.headers().authorization === `Bearer ${other.token}`);
  await field.fill(other.token);
  expect((await (await asked).allHeaders()).cookie).toBeUndefined();
  await says('The token lacks READ_USER.');
  await field.fill(narrow.token);
  await says('The token lacks READ_ROLE. The token may not call users.');
  await field.fill((await made(by, { methods: ['me'] })).token);
  await says('is not one of yours, so it cannot be checked what it may do');
  await field.fill((await made(by, { allowed_subnets: ['192.0.2.0/24'] })).token);
  await says('This token may not be used from this address.');
  await field.fill(`lku_${'A'.repeat(30)}0uCPlr`);
  await says('The token is not valid');
  await panel().getByRole('button', { name: 'Forget the token' }).click();
  await says('You lack READ_ROLE.');
  expect(await field.inputValue()).toBe('');
});

test('it generates a token that may do what is in the tab and nothing else, and stores it nowhere', async () => {
  await open(reader, 60, clipboard);
  await write('query Team { users { entities { username } } }');
  // The previous document may be run too.
  await need('READ_USER').getByText('2 places').waitFor();
  await says('You may run this.');
  await panel().getByRole('button', { name: 'Generate a token for this tab' }).click();
  expect(await panel().getByLabel('Name').inputValue()).toBe('Team');
  await panel().getByLabel('Expires').selectOption('in 7 days');
  await panel().getByRole('button', { name: 'Generate the token' }).click();
  const prompt = page.getByRole('dialog', { name: 'Confirm it is you' });
  await prompt.getByLabel('Your password').fill('wrong');
  await page.keyboard.press('Enter');
  await prompt.getByText('This is not your password.').waitFor();
  expect(await violations(page, '.dialog')).toEqual([]);
  await prompt.getByLabel('Your password').fill(password);
  await page.keyboard.press('Enter');
  const shown = panel().getByRole('textbox', { name: 'Value' });
  await shown.waitFor();
  const secret = await shown.inputValue();
  expect(secret).toMatch(/^lku_\w{36}$/);
  expect(await panel().getByRole('textbox', { name: 'The same request with curl' }).inputValue()).toContain(
    `Bearer ${secret}`,
  );

  const team = (await holding(server, secret)('{ users { entities { username } } }')).data.users.entities;
  expect(team).toContainEqual({ username: reader.username });
  expect((await holding(server, secret)('{ me { id } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');

  await panel().getByRole('button', { name: 'Copy: Value' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  const downloaded = page.waitForEvent('download');
  await panel().getByRole('button', { name: 'Download' }).click();
  expect((await downloaded).suggestedFilename()).toBe('Team.token');

  await panel().getByRole('button', { name: 'Use it in this tab' }).click();
  await says('The token may run this.');
  const run = page.waitForRequest((request) => request.postData()?.startsWith('{"query":"query Team') ?? false);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  expect((await run).headers().authorization).toBe(`Bearer ${secret}`);
  await page.locator('.graphiql-response .view-lines').filter({ hasText: reader.username }).waitFor();
  await page.getByRole('button', { name: 'Show History' }).click();
  await page.getByRole('button', { name: 'Show Access' }).click();
  expect(await shown.inputValue()).toBe(secret);
  await panel().getByRole('button', { name: 'Hide it permanently' }).click();
  // GraphiQL stores tabs with a delay of half a second.
  await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('query Team'));
  const remembered = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
  );
  expect(remembered).toContain('query Team');
  expect(remembered + page.url()).not.toContain(secret.slice(4, 20));
});

test('a token bound to the document and its variables runs no other document that needs as much', async () => {
  await open(reader, 0, clipboard);
  await write('query One($id: Int64Bit) {\nusers(id: $id) { entities { username } } }');
  await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-line').first().click();
  await page.keyboard.insertText(`{ "id": ${reader.id} `);
  await need('READ_USER').getByText('2 places').waitFor();
  await says('You may run this.');
  await panel().getByRole('button', { name: 'Generate a token for this tab' }).click();
  await panel().getByLabel('Runs').selectOption('this document with these variables only');
  await panel().getByRole('button', { name: 'Generate the token' }).click();
  await panel().getByRole('button', { name: 'Use it in this tab' }).click();
  await says('The token may run this.');
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response .view-lines').filter({ hasText: reader.username }).waitFor();
  await write('query One($id: Int64Bit) {\nusers(id: $id) { entities { id } } }');
  await says('The token is bound to other documents');
});

test('missing permissions are requested in the panel', async () => {
  await open(reader, 0, clipboard);
  await write(usersWithRoles);
  await panel().getByRole('button', { name: 'Ask for access' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask for access' });
  await dialog.getByLabel('What is it needed for?').fill('To see who is in which role');
  expect(await violations(page, '.dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Send the request' }).click();
  await panel().getByRole('link', { name: 'Your requests' }).waitFor();
  const { data } = await reader.ask('{ access_requests { entities { permissions reason state } } }');
  const asked = { permissions: ['READ_ROLE'], reason: 'To see who is in which role', state: 'PENDING' };
  expect(data.access_requests.entities).toEqual([asked]);
});

test('it offers the expiry that the policy allows', async () => {
  const owner = await people(server).owner();
  const set =
    'mutation ($input: UpdateTokenPolicyMutationInput) { done: updateTokenPolicy(input: $input) { warning_days } }';
  const by = await inBrowser(server, owner);
  await done(by(set, { input: { maximum_token_lifetime_days: 45 } }));
  await open(reader, 0, clipboard);
  await write('query Mine { me { id } }');
  await panel().getByRole('button', { name: 'Generate a token for this tab' }).click();
  await panel().getByText('The token policy allows at most 45 days.').waitFor();
  const choices = await panel().getByLabel('Expires').getByRole('option').allInnerTexts();
  expect(choices).toEqual(['in 7 days', 'in 30 days', 'in 45 days']);
  await panel().getByLabel('Expires').selectOption('in 45 days');
  await panel().getByRole('button', { name: 'Generate the token' }).click();
  await panel().locator('.access-new-token').waitFor();
  await done(by(set, { input: { unset_maximum_token_lifetime_days: true } }));
});

test('a link opens the documentation at a root field, a type or a permission', async () => {
  await open(reader, 0, {}, '#docs=Query.users');
  const title = page.locator('.graphiql-doc-explorer-title');
  await title.filter({ hasText: 'users' }).waitFor();
  const follow = (hash: string) => page.evaluate((hash) => window.location.assign(hash), hash);
  await follow('#docs=Permission.READ_USER');
  await title.filter({ hasText: 'Permission' }).waitFor();
  await follow('#docs=Mutation.createUser');
  await title.filter({ hasText: 'createUser' }).waitFor();
  await follow('#docs=Nothing.here');
  await page.waitForFunction(() => location.hash === '#docs=Nothing.here');
  expect(await title.innerText()).toBe('createUser');
});

test('it is in the language of the user', async () => {
  const french = await people(server).having();
  await server.db.update(users).set({ language: 'fr' }).where(eq(users.id, french.id));
  await open(french, 0, clipboard);
  await write(usersWithRoles);
  await says('Il vous manque READ_USER, READ_ROLE.');
  await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
  await panel().getByText('Voir les rôles et leurs permissions.').waitFor();
  await write('query ($with: Boolean!) { projects { entities { id @include(if: $with) } } }');
  await panel().getByText('@include(if: $with) décide à l’exécution').waitFor();
  await panel().getByText('Les projets montrés dépendent').waitFor();
  expect((await panel().locator('[lang="en"]').allInnerTexts()).filter(Boolean)).toEqual([]);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('it is accessible and fits a narrow window', async () => {
    await open(reader, 0, { ...clipboard, colorScheme });
    await write(usersWithRoles);
    await says('You lack READ_ROLE.');
    expect(await violations(page, '.access')).toEqual([]);
    for (const width of colorScheme === 'light' ? [360, 1440] : []) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `access-panel-${width}`);
    }
    await write('{ users { entities { id } } }');
    await says('You may run this.');
    await panel().getByRole('button', { name: 'Generate a token for this tab' }).focus();
    await page.keyboard.press('Enter');
    await panel().getByLabel('Name').fill(`By keyboard in ${colorScheme}`);
    expect(await violations(page, '.access')).toEqual([]);
    await page.keyboard.press('Enter');
    await panel().locator('.access-new-token').waitFor();
    expect(await violations(page, '.access')).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await panel().evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  });
});
