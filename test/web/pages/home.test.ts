/** The home page: what needs attention, for an administrator and for a user who sees only their own tokens. */
import { beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { authenticationFactors } from '../../../schema/factors.ts';
import type { Person } from '../../test-users.ts';
import { type Ask, dayMs, inBrowser, inDays, made, setPolicy } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
let owner: Person;
let ida: Person;
let byOwner: Ask;
beforeAll(async () => {
  owner = await visits.as.owner();
  ida = await visits.as.having('READ_ROLE');
  byOwner = await inBrowser(visits.server, owner);
  const byIda = await inBrowser(visits.server, ida);
  await made(byOwner, { name: 'Backup', expires_at: inDays(20) });
  await made(byOwner, { name: 'Next quarter', expires_at: inDays(60) });
  for (const [name, days] of [
    ['Nightly', 10],
    ['Weekly', 25],
  ] as const)
    await made(byIda, { name, expires_at: inDays(days) });
  const { id: old } = await made(byIda, { name: 'Forgotten' });
  const { id: moved } = await made(byIda, { name: 'Moved' });
  const { db } = visits.server;
  await db.execute(
    sql`update personal_access_tokens set created_at = now() - interval '100 days' where id in (${old}, ${moved})`,
  );
  await db.execute(
    sql`insert into token_uses (token_id, last_used_at, last_used_ip) values (${moved}, now(), '192.0.2.1')`,
  );
  const use = (network: string, address: string, daysAgo: number) => {
    const at = new Date(Date.now() - daysAgo * dayMs).toISOString();
    return db.execute(sql`insert into usage_addresses (token_id, address, network, first_used_at, last_used_at, uses)
      values (${moved}, ${address}, ${network}, ${at}, ${at}, 1)`);
  };
  await use('192.0.2.0/24', '192.0.2.1', 50);
  await use('198.51.100.0/24', '198.51.100.7', 2);
  const text = 'mutation ($input: RequestAccessMutationInput) { requestAccess(input: $input) { id } }';
  const { errors } = await byIda(text, { input: { permissions: ['READ_USER'], reason: 'For the directory' } });
  expect(errors).toBeUndefined();
});

const items = (page: Page, group = 'To do') => page.getByRole('region', { name: group }).getByRole('listitem');
const item = (page: Page, title: RegExp) => items(page).filter({ hasText: title }).getByRole('link');
const setting = (page: Page, title: RegExp) =>
  items(page, 'Recommended settings').filter({ hasText: title }).getByRole('link');

/** The names in the list to which an item leads: as many as the item counts. */
async function behind(page: Page, title: RegExp): Promise<string[]> {
  const link = item(page, title);
  const count = Number(/^\d+/.exec((await link.locator('b').innerText()).trim())?.[0]);
  await link.click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
  await rows.nth(count - 1).waitFor();
  expect(await rows.count()).toBe(count);
  const names = await rows.getByRole('rowheader').allInnerTexts();
  await page.goto(`${visits.server.url}/account/home`);
  return names.map((name) => name.split('\n')[0] ?? '').sort();
}

const expiring = /expires? within 30 days/;
const unused = /not used for 90 days/;
const odd = /used from a new network/;

test('an administrator sees the requests to decide and the tokens of all users, each as many as its list shows', async () => {
  const page = await visits.open(owner, '/account/home');
  expect(await behind(page, expiring)).toEqual(['Backup', 'Nightly', 'Weekly']);
  expect(await behind(page, unused)).toEqual(['Forgotten']);
  expect(await behind(page, odd)).toEqual(['Moved']);
  expect(await behind(page, /1 access request to decide/)).toHaveLength(1);
  const navigation = page.getByRole('navigation', { name: 'Pages' });
  await navigation.getByRole('link', { name: 'Requests to decide 1 need attention' }).waitFor();
  await navigation.getByRole('link', { name: 'All tokens 3 need attention' }).waitFor();
});

test('the token that the server issues at its first start is not counted as expiring', async () => {
  const page = await visits.open(owner, '/account/home');
  const { id } = await made(byOwner, { name: 'First steps', expires_at: inDays(0.99) });
  await page.reload();
  await item(page, /3 tokens expire within 30 days/).waitFor();
  await page.getByRole('link', { name: 'Nightly' }).waitFor();
  expect(await page.getByRole('link', { name: 'First steps' }).count()).toBe(0);
  await byOwner('mutation ($id: Int64Bit!) { deletePersonalAccessToken(id: $id) { success } }', { id });
});

test('another user sees their own tokens alone, and neither requests nor settings', async () => {
  const page = await visits.open(ida, '/account/home');
  expect(await behind(page, expiring)).toEqual(['Nightly', 'Weekly']);
  expect(await behind(page, unused)).toEqual(['Forgotten']);
  expect(await behind(page, odd)).toEqual(['Moved']);
  await setting(page, /Your sign-in has no second step/).waitFor();
  expect(await items(page).count()).toBe(3);
  expect(await items(page, 'Recommended settings').count()).toBe(1);
});

test('weak settings are shown to those who may change them, until they are changed', async () => {
  const page = await visits.open(owner, '/account/home');
  await setting(page, /Tokens may live forever/).waitFor();
  await setting(page, /Users may sign in without a second step/).waitFor();
  await setPolicy({ owner: byOwner }, { maximum_token_lifetime_days: 90 });
  try {
    await page.reload();
    await setting(page, /Users may sign in without a second step/).waitFor();
    expect(await setting(page, /Tokens may live forever/).count()).toBe(0);
    await setting(page, /Users may sign in without a second step/).click();
    await page.waitForURL('**/admin/two-step');
  } finally {
    await setPolicy({ owner: byOwner }, { unset_maximum_token_lifetime_days: true });
  }
});

/** How often the page asks with the document. */
function askedBy(page: Page, document: string): { count: number } {
  const asked = { count: 0 };
  page.on('request', (request) => {
    if (request.postData()?.includes(`query ${document}`)) asked.count++;
  });
  return asked;
}

test('the counts in the navigation are asked once for a tab, and again after a change that may change them', async () => {
  const grace = await visits.as.having('READ_USER', 'READ_PERSONAL_ACCESS_TOKEN', 'UPDATE_PERSONAL_ACCESS_TOKEN');
  const page = await visits.open(grace, '/admin/users');
  const asked = askedBy(page, 'Waiting');
  await page.reload();
  const navigation = page.getByRole('navigation', { name: 'Pages' });
  const link = navigation.getByRole('link', { name: /^All tokens \d+ need attention/ });
  await link.waitFor();
  const before = (await link.innerText()).match(/\d+/)?.[0];
  // A change that has nothing to do with them, which reads all that is shown again.
  await page.getByRole('button', { name: 'Signed in as' }).click();
  await page.getByRole('menuitemradio', { name: 'Français' }).click();
  await page.getByRole('heading', { name: 'Utilisateurs' }).waitFor();
  await navigation.getByRole('link', { name: 'Jetons d’accès', exact: true }).click();
  await page.getByRole('heading', { name: 'Jetons d’accès' }).waitFor();
  expect(asked.count).toBe(1);
  const byGrace = await inBrowser(visits.server, grace);
  await made(byGrace, { name: 'Soon', expires_at: inDays(3) });
  await page.getByRole('button', { name: 'Actualiser' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: 'Soon' })
    .getByRole('button', { name: /^Actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Révoquer' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Révoquer/ })
    .click();
  await page.getByRole('row').filter({ hasText: 'Soon' }).waitFor({ state: 'detached' });
  while (asked.count < 2) await page.waitForTimeout(20);
  expect(asked.count).toBe(2);
  await navigation.getByRole('link', { name: `Tous les jetons ${before} à regarder` }).waitFor();
});

test('one request answers the page, and a table says what the chart shows', async () => {
  const page = await visits.open(owner, '/account');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const asked = askedBy(page, 'Attention');
  await page.goto(`${visits.server.url}/account/home`);
  await items(page).first().waitFor();
  // What the counts in the navigation ask, and what the page asks again, would come within this time.
  await page.waitForLoadState('networkidle');
  expect(asked.count).toBe(1);
  const chart = page.getByRole('table', { name: 'Tokens that expire, by week' });
  const cells = await chart.getByRole('cell').allInnerTexts();
  // Within 30 days and in 60 days.
  expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(4);
  await page.getByRole('link', { name: 'Next quarter' }).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
});

test('where nothing needs attention, the page says so', async () => {
  const grace = await visits.as.having();
  const page = await visits.open(grace, '/account/home');
  await setting(page, /Your sign-in has no second step/).waitFor();
  await visits.server.db.insert(authenticationFactors).values({ userId: grace.id, type: 'EMAIL', isVerified: true });
  await page.reload();
  await page.getByText('Nothing needs your attention.').waitFor();
  await page.getByText('No token expires in the next 90 days.').waitFor();
});
