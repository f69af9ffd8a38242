/** The user's own requests for access: the list, ending a request, and a request in advance. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { decline, done, granted, powerOf, request } from '../../../requests/acts.ts';
import type { Person } from '../../../test-users.ts';
import { type Ask, inBrowser, made } from '../../../tokens/acts.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();
let grace: Person;
let by: Ask;
let admin: Ask;
let page: Page;
beforeAll(async () => {
  grace = await visits.as.having('READ_USER');
  by = await inBrowser(visits.server, grace);
  admin = await inBrowser(visits.server, await visits.as.owner());
});

const row = (text: string) => page.getByRole('row').filter({ hasText: text });

test('the list shows the permissions, the states and the answers, and names are shown as text', async () => {
  const token = await made(by, { name: '<b>deploy</b>', permissions: ['READ_USER'] });
  await done(request(by, { permissions: ['READ_ROLE'], personal_access_token_id: token.id, reason: '<img src=x>' }));
  const { id } = await done(request(by, { permissions: ['DELETE_ROLE'] }));
  await done(decline(admin, id, 'Ask Ada to delete it'));
  await granted(by, admin, { permissions: ['READ_PROJECT'] }, { for_hours: 2 });
  page = await visits.open(grace, '/account/requests');
  await row('READ_ROLE').filter({ hasText: '<img src=x>' }).filter({ hasText: '<b>deploy</b>' }).waitFor();
  await row('DELETE_ROLE').filter({ hasText: 'Declined' }).filter({ hasText: 'Ask Ada to delete it' }).waitFor();
  await row('READ_PROJECT').filter({ hasText: 'Granted' }).filter({ hasText: 'until' }).waitFor();
});

test('a pending request is withdrawn, and granted permissions are given back after a confirmation', async () => {
  await done(request(by, { permissions: ['CREATE_NOTE'] }));
  await granted(by, admin, { permissions: ['READ_ACCESS_LOG'] });
  page = await visits.open(grace, '/account/requests');
  await page.getByRole('button', { name: 'Withdraw the request for CREATE_NOTE' }).click();
  await row('CREATE_NOTE').filter({ hasText: 'Ended' }).waitFor();
  await page.getByRole('button', { name: 'Give back READ_ACCESS_LOG' }).click();
  expect(await powerOf(by)).toContain('READ_ACCESS_LOG');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Give back' }).click();
  await row('READ_ACCESS_LOG').filter({ hasText: 'Ended' }).waitFor();
  expect(await powerOf(by)).not.toContain('READ_ACCESS_LOG');
});

test('permissions are requested in advance, for one token alone', async () => {
  const { id } = await made(by, { name: 'wall', permissions: ['READ_USER'] });
  page = await visits.open(grace, `/account/requests/new?token=${id}`);
  await page.getByRole('button', { name: 'Send the request' }).click();
  await page.getByText('Pick at least one permission.').waitFor();
  expect(
    await page
      .getByRole('row')
      .filter({ hasText: /READ_USER/ })
      .count(),
  ).toBe(0);
  await page.getByRole('row', { name: 'CREATE_ROLE' }).getByText('CREATE_ROLE', { exact: true }).click();
  await page.getByLabel('What is it needed for?').fill('Roles for the wall');
  await page.getByRole('button', { name: 'Send the request' }).click();
  await row('CREATE_ROLE').filter({ hasText: 'Roles for the wall' }).filter({ hasText: 'Token wall' }).waitFor();
});
