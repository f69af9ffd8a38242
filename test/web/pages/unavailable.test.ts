/** Addresses without a page, pages that the user may not open, and a connection that is lost. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from '../kit/axe.ts';
import { focused } from '../kit/focus.ts';
import { keepPicture } from '../kit/picture.ts';
import { useVisits } from '../kit/visits.ts';
import { watchedAs } from '../kit/watched-page.ts';

const visits = useVisits();

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

test('an address without a page is named in the page and its title, with a way back', async () => {
  const page = await visits.open(await visits.as.owner(), '/account');
  await heading(page, 'Profile');
  await page.goto(`${visits.server.url}/account/nowhere`);
  await heading(page, 'Page not found');
  await page.getByText('There is no page at /account/nowhere.').waitFor();
  expect(await page.title()).toBe('Page not found · Latchkey');
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'page-not-found');
  await page.getByRole('button', { name: 'Back to where you were' }).click();
  await heading(page, 'Profile');
});

test.each([
  ['/admin/roles/999999', 'Page not found'],
  ['/account/tokens/999999', 'Page not found'],
  ['/account/tokens/999999/edit', 'Page not found'],
])('%s, which does not exist, has a title and leads to the list', async (path, title) => {
  const page = await visits.open(await visits.as.owner(), path);
  await heading(page, title);
  expect(await page.title()).toBe(`${title} · Latchkey`);
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await page.waitForURL(/\/(roles|tokens)$/);
});

test('a page that the user may not open says what it requires, in its title too, and leads on', async () => {
  const page = await visits.open(await visits.as.having(), '/admin/users');
  await heading(page, 'You may not open this page');
  expect(await page.title()).toBe('You may not open this page · Latchkey');
  await page.getByText('It requires READ_USER').waitFor();
  await keepPicture(page, 'page-forbidden');
  await page.getByRole('link', { name: 'Go to your account' }).click();
  await heading(page, 'Profile');
  await focused(page, 'h1 Profile');
});

test('without a connection the page says so, keeps what was typed, and continues by itself', async () => {
  const owner = await visits.as.owner();
  // The browser itself reports failed requests as errors.
  const { page } = await watchedAs(owner, visits.browser, visits.server.url);
  try {
    await page.goto(`${visits.server.url}/admin/roles/new`);
    await page.getByLabel('Name', { exact: true }).fill('Auditor');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Create role' }).click();
    await page.getByText('The server did not answer.').waitFor();
    await page.getByText('No connection to the server.').waitFor();
    await keepPicture(page, 'page-offline');
    await page.context().setOffline(false);
    await page.getByText('No connection to the server.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Create role' }).click();
    await heading(page, 'Auditor');

    await page.context().setOffline(true);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Webhooks' }).click();
    await heading(page, 'No connection to the server');
    expect(await page.title()).toBe('No connection to the server · Latchkey');
    expect(await violations(page, 'main')).toEqual([]);
    await keepPicture(page, 'page-not-loaded');
    await page.context().setOffline(false);
    await heading(page, 'Webhooks');
  } finally {
    await page.context().close();
  }
});
