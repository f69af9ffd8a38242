/** The search of pages: it opens by keyboard, finds only what the viewer may see, and opens what is chosen. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inBrowser, made } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
let page: Page;

const found = () => page.getByRole('dialog').getByRole('menuitem');
const names = async () => (await found().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
const box = () => page.getByRole('searchbox', { name: 'Search pages, actions, users, roles, tokens and projects' });

test('an administrator finds pages, actions, users and tokens by keyboard alone, and opens what is chosen', async () => {
  const owner = await visits.as.owner();
  const ada = await visits.as.having('READ_ROLE');
  await made(await inBrowser(visits.server, owner), { name: `deploys ${ada.username}` });
  page = await visits.open(owner, '/account/tokens');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await box().waitFor();
  expect(await names()).toEqual(expect.arrayContaining(['Users', 'Roles', 'New role', 'GraphiQL']));
  await page.keyboard.type(ada.username);
  while ((await names()).length !== 2) await page.waitForTimeout(20);
  expect(await names()).toEqual([`${ada.username} ${ada.username}`, expect.stringMatching(/^deploys .* …\w{4}$/)]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/admin/users/${ada.id}`);
});

test('others find only what they may see, and Escape leaves everything as it was', async () => {
  const ada = await visits.as.having('READ_ROLE');
  page = await visits.open(ada, '/account');
  const button = page.getByRole('button', { name: 'Search' });
  await button.click();
  await box().fill('r');
  await found().filter({ hasText: 'role-' }).first().waitFor();
  expect(await names()).not.toEqual(expect.arrayContaining([expect.stringMatching(/Users|New role|person-/)]));
  await box().fill('no such name');
  await page.getByText('Nothing was found.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(new URL(page.url()).pathname).toBe('/account');
});

test('pages and actions are found by other words for them, by parts in any order, and only where they are open', async () => {
  page = await visits.open(await visits.as.owner(), '/account');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  const first = async (text: string, name: string) => {
    await box().fill(text);
    await found().first().getByText(name, { exact: true }).waitFor();
  };
  await first('api key', 'Access tokens');
  await first('pat', 'Access tokens');
  // Not "passkey", which only contains it.
  await first('key', 'Access tokens');
  await first('2fa', 'Profile');
  await first('group', 'Users');
  // What was found by another word says by which.
  expect(await names()).toEqual(expect.arrayContaining(['Users group', 'Roles group']));
  await first('delete user', 'Users');
  await first('allowlist', 'Firewall');
  await first('log', 'Audit log');
  await first('what who', 'Who can do what');
  await first('logout', 'Sign out');
  await first('user new', 'New user');
  const other = await visits.open(await visits.as.having(), '/account');
  await other.getByRole('button', { name: 'Search' }).click();
  await other.getByRole('searchbox').fill('group');
  await other.getByText('Nothing was found.').waitFor();
});

test('the theme, the language and the confirmation of the password are actions of the search', async () => {
  page = await visits.open(await visits.as.having(), '/account', { colorScheme: 'light' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const run = async (text: string) => {
    await page.keyboard.press('Control+k');
    await box().fill(text);
    await found().first().waitFor();
    await page.keyboard.press('Enter');
  };
  await run('theme dark');
  await page.locator('html[data-theme=dark]').waitFor();
  await run('confirm password');
  await page.getByRole('dialog').getByText('Confirm it is you').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await run('french');
  await page.locator('html[lang=fr]').waitFor();
});

test('what was opened last comes first', async () => {
  const owner = await visits.as.owner();
  await owner.ask('mutation { createRole(input: { name: "Zebra keepers", applied_permissions: [] }) { id } }');
  page = await visits.open(owner, '/account');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const open = async (text: string, name: string) => {
    await page.keyboard.press('Control+k');
    await box().fill(text);
    await found().first().getByText(name).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  await open('Webhooks', 'Webhooks');
  await open('zebra', 'Zebra keepers');
  await page.keyboard.press('Control+k');
  const recent = page.getByRole('dialog').getByRole('group', { name: 'Recently opened' });
  await recent.waitFor();
  expect(await recent.getByRole('menuitem').allInnerTexts()).toEqual(['Zebra keepers', 'Webhooks']);
});

test('opened while nothing has the focus, it gives the focus to its button when it is closed', async () => {
  page = await visits.open(await visits.as.owner(), '/admin/roles');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Control+k');
  await box().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const button = page.getByRole('button', { name: 'Search' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('a form that is not saved is not lost without a question', async () => {
  page = await visits.open(await visits.as.owner(), '/admin/roles/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Support');
  await page.keyboard.press('Control+k');
  await box().fill('Projects');
  await found().filter({ hasText: 'Projects' }).first().click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Stay here' }).click();
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Support');
  expect(new URL(page.url()).pathname).toBe('/admin/roles/new');
});
