/** The table of who can do what: it answers for roles, users and permissions, and changes roles after a review. */
import { beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../../../schema/users.ts';
import type { Person } from '../../../test-users.ts';
import { violations } from '../../kit/axe.ts';
import { focused } from '../../kit/focus.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();
let owner: Person;
let clerk: string;

const createRole = 'mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }';
const createUser = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }';

beforeAll(async () => {
  owner = await visits.as.owner();
  const input = { name: 'Clerk', applied_permissions: ['READ_USER', 'UPDATE_USER', 'READ_ROLE', 'CREATE_NOTE'] };
  const { data } = await owner.ask(createRole, { input });
  clerk = data.createRole.id;
  for (const username of ['ida', 'ann', 'eve']) {
    const user = { name: username, public_name: username, username, email_address: `${username}@example.com` };
    const super_admin = username === 'eve';
    expect((await owner.ask(createUser, { input: { ...user, role_id: clerk, super_admin } })).errors).toBeUndefined();
  }
});

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** The cell in the row of a kind of record or permission, and the column of a role. */
async function cell(page: Page, row: string, column: string) {
  const headers = page.getByRole('columnheader');
  await headers.filter({ hasText: column }).first().waitFor();
  const at = (await headers.allInnerTexts()).findIndex((text) => text.split('\n')[0] === column);
  return rowOf(page, row)
    .getByRole('gridcell')
    .nth(at - 1);
}

/** What a cell says, to screen readers too. */
const text = async (page: Page, row: string, column: string) =>
  (await (await cell(page, row, column)).innerText()).replace(/\s+/g, ' ').trim();

const permissions = async () => {
  const { data } = await owner.ask(`{ roles(id: ${clerk}) { entities { applied_permissions } } }`);
  return data.roles.entities[0].applied_permissions;
};

test('it is in the navigation, says what each role and super admins may do, and finds permissions by name', async () => {
  const page = await visits.open(owner, '/account');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Who can do what' }).click();
  expect(await text(page, 'Users', 'Clerk')).toBe('Custom');
  expect(await text(page, 'Roles', 'Clerk')).toBe('Read');
  expect(await text(page, 'Webhooks', 'Clerk')).toMatch(/None$/);
  expect(await text(page, 'Webhooks', 'Super admins')).toBe('Write');
  await (await cell(page, 'Users', 'Clerk')).getByRole('button').hover();
  await page.getByRole('tooltip').getByText('Change users (UPDATE_USER)').waitFor();
  await page.getByRole('searchbox').fill('READ_WEBHOOK');
  await rowOf(page, 'Users').waitFor({ state: 'detached' });
  await page.getByRole('rowheader', { name: 'READ_WEBHOOK' }).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
});

test('it counts the enabled users who may do something, a super admin with a role once', async () => {
  const page = await visits.open(owner, '/admin/roles/matrix');
  const { data } = await owner.ask('{ users(super_admin: true) { page_info { total_count } } }');
  const admins = data.users.page_info.total_count;
  expect(await text(page, 'Webhooks', 'Users')).toBe(String(admins));
  expect(await text(page, 'Notes', 'Users')).toBe(String(admins + 2));
  await visits.server.db.update(users).set({ enabled: false }).where(eq(users.username, 'ann'));
  await page.reload();
  expect(await text(page, 'Notes', 'Users')).toBe(String(admins + 1));
});

test('for one user it shows what that user may do', async () => {
  const page = await visits.open(owner, '/admin/roles/matrix');
  const choose = async (username: string) => {
    await page.getByRole('button', { name: / User$/ }).click();
    await page.getByRole('searchbox', { name: 'Search', exact: true }).fill(username);
    await page.getByRole('option').filter({ hasText: username }).click();
  };
  await choose('ida');
  expect(await text(page, 'Roles', 'ida')).toBe('Read');
  await choose('eve');
  expect(await text(page, 'Roles', 'eve')).toBe('Write');
  expect(await page.getByRole('columnheader').count()).toBe(2);
});

test('a role is changed with the keyboard alone, after a review of what it gives and takes, and warnings', async () => {
  const page = await visits.open(owner, '/admin/roles/matrix');
  const onUsers = (await cell(page, 'Users', 'Clerk')).getByRole('button');
  await page.getByRole('button', { name: / User$/ }).focus();
  await page.keyboard.press('Tab');
  await focused(page, /^button/);
  for (let at = 0; at < 60 && !(await onUsers.evaluate((one) => one === document.activeElement)); at++) {
    const isInRow = await page.evaluate(() => document.activeElement?.closest('tr')?.innerText.startsWith('Users'));
    await page.keyboard.press(isInRow ? 'ArrowRight' : 'ArrowDown');
  }
  expect(await onUsers.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Read', exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await text(page, 'Users', 'Clerk')).toBe('Read (before: Custom)');
  expect(await onUsers.evaluate((one) => one === document.activeElement)).toBe(true);
  await (await cell(page, 'Roles', 'Clerk')).getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Write', exact: true }).click();
  expect(await permissions()).toContain('UPDATE_USER');
  await page.getByRole('button', { name: 'Review and save…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('del').getByText('UPDATE_USER').waitFor();
  await dialog.locator('ins').getByText('UPDATE_ROLE').waitFor();
  await dialog.getByText('Know this before you save').waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The role was changed.').waitFor();
  expect(await permissions()).toEqual(expect.arrayContaining(['READ_USER', 'UPDATE_ROLE', 'CREATE_NOTE']));
  expect(await permissions()).not.toContain('UPDATE_USER');
  await page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'detached' });
});

test('single permissions are changed in the unfolded row, discarding takes all changes back, and leaving asks', async () => {
  const page = await visits.open(owner, '/admin/roles/matrix');
  await page.getByRole('button', { name: 'Webhooks' }).click();
  const toggle = page.getByRole('button', { name: 'Read webhooks: Clerk' });
  await toggle.click();
  expect(await toggle.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Projects' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await toggle.getAttribute('aria-pressed')).toBe('false');
  expect(await text(page, 'Webhooks', 'Clerk')).toMatch(/None$/);
});

test('users without UPDATE_ROLE see it, and can change nothing', async () => {
  const page = await visits.open(await visits.as.having('READ_ROLE'), '/admin/roles/matrix');
  expect(await text(page, 'Notes', 'Clerk')).toBe('Custom');
  expect(await (await cell(page, 'Notes', 'Clerk')).getByRole('button').count()).toBe(0);
  expect(await page.getByRole('columnheader', { name: 'Users', exact: true }).count()).toBe(0);
});
