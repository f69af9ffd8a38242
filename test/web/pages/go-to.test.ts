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
  // The first press empties the box, as in every search.
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(new URL(page.url()).pathname).toBe('/account');
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
