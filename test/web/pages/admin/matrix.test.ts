/** The table of who can do what: it answers for roles, users and permissions, and changes roles after a review. */
import { beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../../../schema/users.ts';
import { granted, hoursLater } from '../../../requests/acts.ts';
import { type Person, password } from '../../../test-users.ts';
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
  expect(await text(page, 'Webhooks', 'People with access')).toBe(`${admins} read · ${admins} write`);
  expect(await text(page, 'Notes', 'People with access')).toBe(`${admins + 2} write`);
  await visits.server.db.update(users).set({ enabled: false }).where(eq(users.username, 'ann'));
  await page.reload();
  expect(await text(page, 'Notes', 'People with access')).toBe(`${admins + 1} write`);
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
  expect(await page.getByRole('button', { name: / Role$/ }).isDisabled()).toBe(true);
});

test('what was granted on request is counted, and marked with its end for the user, on their page and in their profile', async () => {
  const person = await visits.as.having('READ_USER');
  const signedIn = await person.signedIn();
  const decider = await owner.signedIn();
  const input = { permissions: ['CREATE_USER'] };
  const before = await visits.open(owner, '/admin/roles/matrix');
  const writing = async (page: Page) =>
    Number(/(\d+) write/.exec(await text(page, 'Users', 'People with access'))?.[1]);
  const without = await writing(before);
  const id = await granted(signedIn.ask, decider.ask, input, { for_hours: 2, current_password: password });
  await granted(signedIn.ask, decider.ask, { permissions: ['READ_ROLE'] }, { current_password: password });
  const page = await visits.open(owner, '/admin/roles/matrix');
  expect(await writing(page)).toBe(without + 1);
  expect(await text(page, 'Users', 'People with access')).toMatch(/\(1 user by a grant on request\)$/);
  expect(await violations(page)).toEqual([]);
  await page.goto(`${visits.server.url}/admin/roles/matrix?user=${person.id}`);
  expect(await text(page, 'Users', person.username)).toMatch(/^Custom \(Create users \(CREATE_USER\), granted until /);
  await page.goto(`${visits.server.url}/admin/users/${person.id}`);
  const block = page.locator('.granted').filter({ hasText: 'Granted until' });
  await block.getByText('CREATE_USER', { exact: true }).waitFor();
  const profile = await visits.open(person, '/account');
  await profile.locator('.granted').getByText('CREATE_USER', { exact: true }).waitFor();
  expect(await profile.getByText('CREATE_USER', { exact: true }).count()).toBe(1);
  await hoursLater(visits.server, id, 3);
  await page.goto(`${visits.server.url}/admin/roles/matrix?user=${person.id}`);
  expect(await text(page, 'Users', person.username)).toBe('Read');
});

test('who may not read requests sees that grants are not counted', async () => {
  const page = await visits.open(await visits.as.having('READ_ROLE', 'READ_USER'), '/admin/roles/matrix');
  await page.getByText(/granted on request are not counted/).waitFor();
});

test('the search finds descriptions and other words for disabling users, and shows only the permissions that match', async () => {
  const page = await visits.open(owner, '/admin/roles/matrix');
  const search = page.getByRole('searchbox');
  const rows = page.getByRole('table').or(page.getByRole('grid')).getByRole('rowheader');
  for (const wanted of ['delete user', 'block user', 'Disable user']) {
    await search.fill(wanted);
    await page.getByRole('status').getByText('Users are not deleted').waitFor();
    await page.getByRole('rowheader', { name: 'UPDATE_USER' }).waitFor();
    expect(await page.getByRole('rowheader', { name: 'READ_USER' }).count()).toBe(0);
  }
  await search.fill('names, addresses, role and state');
  await page.getByRole('rowheader', { name: 'READ_USER' }).waitFor();
  expect(await rows.count()).toBe(2);
  expect(await page.getByText('Users are not deleted').count()).toBe(0);
});

test('the names of columns and rows stay in view when the table scrolls', async () => {
  const page = await visits.open(owner, '/admin/roles/matrix');
  await (await cell(page, 'Users', 'Clerk')).waitFor();
  await page.setViewportSize({ width: 500, height: 500 });
  const box = page.locator('.matrix');
  await box.evaluate((element) => element.scrollTo(120, 300));
  const place = await box.evaluate((element) => {
    const { top, left } = element.getBoundingClientRect();
    const column = element.querySelector('thead th:last-child')?.getBoundingClientRect();
    const row = element.querySelector('tbody th')?.getBoundingClientRect();
    return { scrolled: element.scrollTop, top: (column?.top ?? 0) - top, left: (row?.left ?? 0) - left };
  });
  expect(place.scrolled).toBe(300);
  expect(Math.abs(place.top)).toBeLessThan(2);
  expect(Math.abs(place.left)).toBeLessThan(2);
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
  await page.getByText('Clerk · Users').waitFor();
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
  await page.getByText(/^The role .Clerk. was changed/).waitFor();
  expect(await permissions()).toEqual(expect.arrayContaining(['READ_USER', 'UPDATE_ROLE', 'CREATE_NOTE']));
  expect(await permissions()).not.toContain('UPDATE_USER');
  await page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'detached' });
  const onRoles = (await cell(page, 'Roles', 'Clerk')).getByRole('button');
  await focused(page, /^button Write/);
  expect(await onRoles.evaluate((one) => one === document.activeElement)).toBe(true);
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
  expect(await page.getByRole('columnheader', { name: 'People with access' }).count()).toBe(0);
});
