/** The user's own tokens at /account/tokens, in a real browser: the list, and what can be done with its tokens. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { personalAccessTokens } from '../../../../schema/tokens.ts';
import { openBrowser } from '../../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../../server.ts';
import { type Person, people } from '../../../test-users.ts';
import { type Ask, cookieOf, holding, inBrowser, made } from '../../../tokens/acts.ts';
import { violations } from '../../kit/axe.ts';
import { type Watched, watchedWith } from '../../kit/watched-page.ts';

let server: Latchkey;
let browser: Browser;
let owner: Ask;
let who: Person;
let by: Ask;
let visit: Watched;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  owner = await inBrowser(server, await people(server).owner());
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  who = await people(server).having('READ_USER', 'READ_ROLE');
  by = await inBrowser(server, who);
});
afterEach(async () => {
  await page.context().close();
  expect(visit.complaints).toEqual([]);
});

async function open(path = '/account/tokens', options = {}): Promise<void> {
  visit = await watchedWith(await cookieOf(server, who), browser, server.url, options);
  page = visit.page;
  page.setDefaultTimeout(8_000);
  await page.goto(server.url + path);
}

const row = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
const names = async () => (await page.locator('.token-name').allInnerTexts()).sort();
const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = () => page.locator('[role=dialog], [role=alertdialog]');
const revoked = async () => (await by('{ personal_access_tokens(revoked: true) { entities { name } } }')).data;

async function act(name: string, what: string): Promise<void> {
  await row(name).getByRole('button', { name: 'Actions for' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

const expire = (id: string) =>
  server.db
    .update(personalAccessTokens)
    .set({ expiresAt: sql`clock_timestamp() - interval '1 day'` })
    .where(eq(personalAccessTokens.id, id));

test('five tokens selected with Shift are named, revoked, and refused from then on', async () => {
  const tokens = [];
  for (const name of ['A', 'B', 'C', 'D', 'E', 'F']) tokens.push(await made(by, { name }));
  await open('/account/tokens?order=name ASC');
  await row('A').click();
  await row('E').click({ modifiers: ['Shift'] });
  await button('Revoke 5 tokens…').click();
  expect(await dialog().getByRole('listitem').allInnerTexts()).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('5 tokens were revoked.').waitFor();
  await row('A').waitFor({ state: 'detached' });
  expect(await names()).toEqual(['F', 'test']);
  for (const { token } of tokens.slice(0, 5)) expect((await holding(server, token)('{ me { id } }')).status).toBe(401);
  expect((await holding(server, tokens[5]?.token ?? '')('{ me { id } }')).data.me).not.toBeNull();
});

test('Shift selects a range, Ctrl single rows, more than ten tokens are counted, and cancelling revokes nothing', async () => {
  for (let i = 10; i < 22; i++) await made(by, { name: `T${i}` });
  await open('/account/tokens?order=name ASC');
  await row('T10').locator('label').click();
  await row('T21')
    .locator('label')
    .click({ modifiers: ['Shift'] });
  await button('Revoke 12 tokens…').click();
  await dialog().getByText('and 2 more').waitFor();
  await page.keyboard.press('Escape');
  await row('T15').click({ modifiers: ['ControlOrMeta'] });
  await button('Revoke 11 tokens…').waitFor();
  await page.getByRole('columnheader').locator('label').click();
  await button('Revoke 13 tokens…').waitFor();
  expect(await revoked()).toEqual({ personal_access_tokens: { entities: [] } });
});

test('an expired token works again after regenerating it with a new date', async () => {
  const { id, token: old } = await made(by, { name: 'Lapsed', expires_on: '2099-01-01' });
  await expire(id);
  await open('/account/tokens?show=EXPIRED');
  await row('Lapsed').getByText('Expired').waitFor();
  expect(await names()).toEqual(['Lapsed']);
  await act('Lapsed', 'Regenerate…');
  await dialog().getByRole('button', { name: 'Regenerate', exact: true }).click();
  await dialog().getByText('Choose the day on which it expires.').waitFor();
  await dialog().getByRole('button', { name: 'Calendar' }).click();
  await page.getByRole('grid').getByRole('button').last().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog().getByRole('button', { name: '30 days' }).click();
  await dialog().getByRole('button', { name: 'Regenerate', exact: true }).click();
  const secret = await dialog().getByRole('textbox', { name: 'Value' }).inputValue();
  expect((await holding(server, secret)('{ me { id } }')).data.me.id).toBe(who.id);
  expect((await holding(server, old)('{ me { id } }')).status).toBe(401);
});

test('with an overlap the old value keeps working', async () => {
  const { token: old } = await made(by, { name: 'Rolling' });
  await open();
  await act('Rolling', 'Regenerate…');
  await dialog()
    .getByRole('button', { name: /^The old value|stops working/ })
    .click();
  await page.getByRole('option', { name: /^works for an hour/ }).click();
  await dialog().getByRole('button', { name: 'Regenerate', exact: true }).click();
  await dialog().getByRole('textbox', { name: 'Value' }).waitFor();
  expect((await holding(server, old)('{ me { id } }')).data.me.id).toBe(who.id);
});

test('a copy has the limits of the other token and its own value; the other token does not change', async () => {
  const limits = { permissions: ['READ_USER'], methods: ['users'], allowed_subnets: ['127.0.0.0/8'] };
  const { token: old } = await made(by, { name: 'First', description: 'the first', ...limits });
  await open();
  await act('First', 'Duplicate');
  const name = page.getByLabel('Name', { exact: true });
  await name.waitFor();
  expect(await name.inputValue()).toBe('First (copy)');
  await name.fill('Second');
  await button('Generate token').click();
  const secret = await dialog().getByRole('textbox', { name: 'Value' }).inputValue();
  expect(secret).not.toBe(old);
  const { data } = await by(
    '{ personal_access_tokens(name: "Second") { entities { description permissions methods allowed_subnets } } }',
  );
  expect(data.personal_access_tokens.entities).toEqual([{ description: 'the first', ...limits }]);
  expect((await holding(server, old)('{ users { entities { id } } }')).errors).toBeUndefined();
});

test('a copy is bound to the operations of the other token, with the changes made in the form', async () => {
  const document = '{ me { id } }';
  const input = { name: 'Bound', operations: [{ document }], allowed_subnets: ['127.0.0.0/8'] };
  await by(
    'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }',
    { input },
  );
  await open();
  await act('Bound', 'Duplicate');
  await page.getByLabel('Description').fill('another');
  await button('Generate token').click();
  const secret = await dialog().getByRole('textbox', { name: 'Value' }).inputValue();
  expect((await holding(server, secret)(document)).data.me.id).toBe(who.id);
  expect((await holding(server, secret)('{ me { name } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const { data } = await by(
    '{ personal_access_tokens(name: "Bound (copy)") { entities { description allowed_subnets } } }',
  );
  expect(data.personal_access_tokens.entities).toEqual([{ description: 'another', allowed_subnets: ['127.0.0.0/8'] }]);
});

test('editing sends only changes: the name changes, the cap and an expiry in the middle of a day stay', async () => {
  const before = { permissions: ['READ_ROLE'], expires_at: '2098-05-05T12:34:00.000+00:00' };
  const { id } = await made(by, { name: 'Old name', ...before });
  await open();
  await act('Old name', 'Edit');
  await page.getByLabel('Name', { exact: true }).fill('New name');
  await button('Save').click();
  await page.getByText('New name was saved.').waitFor();
  await page.waitForURL(`**/account/tokens/${id}`);
  await page.getByRole('heading', { name: 'New name' }).waitFor();
  const { data } = await by(`{ personal_access_tokens(id: ${id}) { entities { name permissions expires_at } } }`);
  expect(data.personal_access_tokens.entities).toEqual([{ name: 'New name', ...before }]);
});

test('the operations of a token stay when they are not changed; they can be changed, removed one by one, and all removed', async () => {
  const document = 'query One { me { id } }\r\nquery Two($of: String) { users(username: $of) { entities { id } } }';
  const one = { document, operation_name: 'One', pinned_variables: null };
  const two = { document, operation_name: 'Two', pinned_variables: '{"of":"a"}' };
  const operations = [one, two, { hash: 'ab'.repeat(32) }];
  const { id } = await made(by, { name: 'Wall', permissions: ['READ_USER'], operations });
  const bound = async () => {
    const fields = 'permissions operations { entities { id document operation_name pinned_variables } }';
    const { data } = await by(`{ personal_access_tokens(id: ${id}) { entities { ${fields} } } }`);
    return data.personal_access_tokens.entities[0].operations.entities;
  };
  const before = await bound();
  const edit = async () => {
    await page.goto(`${server.url}/account/tokens/${id}/edit`);
    await page.getByRole('group', { name: 'Document 1' }).getByText('One', { exact: true }).waitFor();
  };
  const save = async () => {
    await button('Save').click();
    await page.getByText('Wall was saved.').waitFor();
  };
  await open();
  await edit();
  await page.getByRole('group', { name: 'Document 3' }).getByText('abababababab…').waitFor();
  await button('Change document 2').click();
  await page.getByLabel('Description').fill('in the hall');
  await save();
  expect(await bound()).toEqual(before);

  await edit();
  await button('Remove document 3').click();
  await button('Change document 2').click();
  await page.getByLabel('Pinned variables').fill('{"of": "b"}');
  await save();
  expect(await bound()).toMatchObject([one, { ...two, pinned_variables: '{"of":"b"}' }]);

  await edit();
  for (const place of [2, 1]) await button(`Remove document ${place}`).click();
  await save();
  expect(await bound()).toEqual([]);
});

test('a script or a change of direction in a name is shown as text, in the list, its menu and the dialogs', async () => {
  const hostile = '<script>alert(1)</script>';
  const turned = 'abc\u202Egnp.exe';
  await made(by, { name: hostile, description: '<img src=x onerror=alert(2)>' });
  // The server refuses such a name; the database may contain one from elsewhere.
  const { id } = await made(by);
  await server.db.update(personalAccessTokens).set({ name: turned }).where(eq(personalAccessTokens.id, id));
  await open();
  page.on('dialog', (dialog) => visit.complaints.push(`a script ran: ${dialog.message()}`));
  await row(hostile).getByText('<img src=x onerror=alert(2)>').waitFor();
  // A change of direction ends with the name, which is isolated from the following text.
  for (const name of [hostile, turned]) expect(await page.locator('bdi', { hasText: name }).count()).toBeGreaterThan(0);
  const label = await row(turned).getByRole('button').getAttribute('aria-label');
  expect(label).toBe('Actions for \u2068abcgnp.exe\u2069');
  await act(hostile, 'Revoke…');
  expect(await dialog().getByRole('listitem').innerHTML()).toBe('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>');
});

test('the server searches, sorts and pages, and the address contains the state', async () => {
  await by('mutation { updateMe(input: { table_paginator_size: 5 }) { id } }');
  for (const number of [10, 11, 12, 30, 31, 32]) await made(by, { name: `Robot ${number}` });
  await open();
  await page.getByText('1–5 of 7').waitFor();
  await button('Next').click();
  await page.getByText('6–7 of 7').waitFor();
  await page.getByRole('columnheader', { name: 'Name' }).click();
  await row('Robot 10').waitFor();
  await page.getByLabel('Search tokens').fill('robot 3');
  await row('Robot 10').waitFor({ state: 'detached' });
  expect(await names()).toEqual(['Robot 30', 'Robot 31', 'Robot 32']);
  await page.reload();
  await row('Robot 30').waitFor();
  expect(await names()).toEqual(['Robot 30', 'Robot 31', 'Robot 32']);
});

test('a user without tokens sees a button to generate the first one', async () => {
  await by('mutation { deletePersonalAccessTokens(all: true) { id } }');
  await open();
  await page.getByText('You have no tokens yet').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: 'Generate a token' }).last().click();
  await page.getByRole('heading', { name: 'Generate a token' }).waitFor();
});

test('a user who is disabled meanwhile is notified at the next act, and the page shows nothing more', async () => {
  await made(by, { name: 'Still shown' });
  await open();
  await row('Still shown').waitFor();
  // The counts of the navigation may come later, and would be refused.
  await page.waitForLoadState('networkidle');
  const disable = 'mutation ($id: Int64Bit!) { updateUser(id: $id, input: { enabled: false }) { id } }';
  expect((await owner(disable, { id: who.id })).errors).toBeUndefined();
  await act('Still shown', 'Revoke…');
  await dialog().getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('You are signed out').waitFor();
  expect(await page.locator('body').innerText()).not.toContain('Still shown');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.waitForURL('**/sign-in?next=/account/tokens');
});
