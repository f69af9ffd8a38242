/** The account menu in a real browser: who one is, the theme, the language, and signing out, by keyboard alone. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from '../kit/axe.ts';
import { focused } from '../kit/focus.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

const menuButton = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^(Signed in as|Connecté)/ });
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function openMenu(page: Page): Promise<void> {
  await menuButton(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
}

/** Presses a key until the focus is on the item. */
async function go(page: Page, item: RegExp): Promise<void> {
  for (let at = 0; at < 20; at++) {
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (item.test(text)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The focus never came to ${item}.`);
}

test('the theme is chosen with the keyboard, and is kept on every page, in GraphiQL and in other browsers', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/account/tokens', { colorScheme: 'light' });
  await page.getByRole('heading', { name: 'Access tokens' }).waitFor();
  const light = await background(page);
  await openMenu(page);
  await go(page, /^Dark$/);
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await focused(page, /^button Signed in as/);
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await page.reload();
  // As the server sends it, before any script runs.
  const sent = await (await page.request.get(page.url())).text();
  expect(sent).toContain('<html lang="en" data-theme="dark">');
  await page.getByRole('heading', { name: 'Access tokens' }).waitFor();
  expect(await background(page)).toBe(dark);
  const elsewhere = await visits.open(owner, '/admin/roles', { colorScheme: 'light' });
  await elsewhere.locator('html[data-theme=dark]').waitFor();
  expect(await background(elsewhere)).toBe(dark);
  await elsewhere.goto(`${visits.server.url}/graphiql`);
  await elsewhere.locator('body.graphiql-dark').waitFor();
  await elsewhere.getByRole('link', { name: 'Back to the pages' }).click();
  await elsewhere.waitForURL('**/account');
});

test('the menu says who one is and with which role, and is accessible in both themes', async () => {
  const reader = await visits.as.having('READ_ROLE', 'READ_USER');
  const page = await visits.open(reader, '/account/requests');
  await openMenu(page);
  await page
    .locator('.account-head')
    .getByText(/^role-/)
    .waitFor();
  await page.locator('.account-head').getByText(reader.username).first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  const other = await visits.open(await visits.as.having('READ_USER'), '/account/requests');
  await openMenu(other);
  await other.locator('.account-head').getByText('1 permission').waitFor();
});

test('the language changes at once, and signing out ends the session', async () => {
  const page = await visits.open(await visits.as.having(), '/account/tokens');
  await openMenu(page);
  await go(page, /^Français$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Jetons d’accès' }).waitFor();
  await openMenu(page);
  await go(page, /^Se déconnecter$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('latchkey');
});
