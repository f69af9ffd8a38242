/** The preferences of a user on the pages: page size, navigation, emails, and what they may do. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const preferences = '{ me { user_preferences { table_paginator_size navigation_expanded muted_emails } } }';

test('the navigation is hidden and shown, and stays so on every page and in other browsers', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/account', { viewport: { width: 1300, height: 900 } });
  const navigation = page.getByRole('navigation', { name: 'Pages' });
  await navigation.waitFor();
  await page.getByRole('button', { name: 'Hide the navigation' }).click();
  await navigation.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Show the navigation' }).waitFor();
  const other = await visits.open(owner, '/admin/roles', { viewport: { width: 1300, height: 900 } });
  await other.getByRole('button', { name: 'Show the navigation' }).click();
  await other.getByRole('navigation', { name: 'Pages' }).waitFor();
});

test('the number of rows decides how many rows a table shows', async () => {
  const owner = await visits.as.owner();
  for (let at = 0; at < 12; at++) await visits.as.having();
  const { ask } = await owner.signedIn();
  await ask('mutation { updateMe(input: { table_paginator_size: 10 }) { id } }');
  const page = await visits.open(owner, '/admin/users');
  await page.getByRole('rowheader').first().waitFor();
  expect(await page.getByRole('rowheader').count()).toBe(10);
});

test('emails are turned off, and the page says which are always sent', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/account');
  const emails = section(page, 'Emails');
  await emails.getByText('About security, and always sent:').waitFor();
  await emails.getByText('One of your tokens expires soon').click();
  await emails.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your changes were saved.').waitFor();
  const { data } = await owner.ask(preferences);
  expect(data.me.user_preferences.muted_emails).toEqual(['TOKEN_EXPIRES_SOON']);
  await page.reload();
  expect(await emails.getByRole('checkbox', { name: 'One of your tokens expires soon' }).isChecked()).toBe(false);
  expect(await emails.getByRole('checkbox', { name: 'One of your tokens has expired' }).isChecked()).toBe(true);
});

test('a user sees the own role and permissions', async () => {
  const reader = await visits.as.having('READ_ROLE', 'READ_USER');
  const page = await visits.open(reader, '/account');
  const mayDo = section(page, 'What you may do');
  await mayDo.getByText(/^With the role .role-/).waitFor();
  await mayDo.getByText('READ_USER', { exact: true }).waitFor();
  const owner = await visits.open(await visits.as.owner(), '/account');
  await section(owner, 'What you may do').getByText('Everything: you are a super admin.').waitFor();
});

test('the account menu leads to a new token', async () => {
  const page = await visits.open(await visits.as.having(), '/account/requests', {
    viewport: { width: 1300, height: 900 },
  });
  await page
    .getByRole('button', { name: /^Signed in as/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Generate a token' }).click();
  await page.waitForURL('**/account/tokens/new');
  await page.getByRole('button', { name: 'Generate token' }).last().waitFor();
});
