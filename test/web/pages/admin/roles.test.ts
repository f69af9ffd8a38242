/** What administrators do with roles and permission sets in the browser. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { showTree, toggle } from '../../kit/checkboxes.ts';
import { faultOfFocused, focused } from '../../kit/focus.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const name = (page: Page) => page.getByLabel('Name', { exact: true });

/** Finds a permission in the tree and selects or deselects it. */
async function tick(page: Page, permission: string): Promise<void> {
  await showTree(page);
  await page.getByRole('searchbox').fill(permission);
  await toggle(page.getByRole('row', { name: permission }));
  await page.getByRole('searchbox').fill('');
}

test('an administrator creates a role, sees its users, and cannot delete it while it has users', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/admin/roles');
  await page.getByRole('link', { name: 'New role' }).click();
  await name(page).fill('Auditor');
  await tick(page, 'READ_ALL_LOGS');
  await tick(page, 'UPDATE_USER');
  await page.getByText('2 permissions').waitFor();
  await button(page, 'Create role').click();
  await page.getByRole('heading', { name: 'Auditor' }).waitFor();
  await page.getByText("A user who can set another user's password can sign in as that user.").first().waitFor();
  await page.getByText('No user has this role yet.').waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const query = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }';
  const ida = { name: 'Ida', public_name: 'Ida', username: 'ida', email_address: 'ida@example.com', role_id: id };
  expect((await owner.ask(query, { input: ida })).errors).toBeUndefined();
  await page.reload();
  await page.getByRole('link', { name: 'Ida' }).waitFor();
  await button(page, 'Delete').click();
  await page.getByRole('alertdialog').getByText('1 user has it: give them another role first.').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Role Auditor is in use: ida.').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByText('A change applies to 1 user at once.').waitFor();
  await tick(page, 'UPDATE_USER');
  await button(page, 'Save').click();
  await page.getByText('The role was changed.').waitFor();
  const { data } = await owner.ask('{ roles(name: "Auditor") { entities { applied_permissions } } }');
  expect(data.roles.entities).toEqual([{ applied_permissions: ['READ_ALL_LOGS'] }]);
});

test('only the user’s own permissions are offered, and a conflict is shown beside the name', async () => {
  const owner = await visits.as.owner();
  await owner.ask('mutation { createRole(input: { name: "Taken", applied_permissions: [] }) { id } }');
  const maker = await visits.as.having('READ_ROLE', 'CREATE_ROLE');
  const page = await visits.open(maker, '/admin/roles/new');
  await page.getByText('Only permissions that you have are offered.').waitFor();
  await showTree(page);
  await page.getByRole('row', { name: 'CREATE_ROLE' }).waitFor();
  expect(await page.getByRole('row', { name: 'DELETE_ROLE' }).count()).toBe(0);
  await name(page).fill('Taken');
  await button(page, 'Create role').click();
  await focused(page, /^input Name/);
  expect(await faultOfFocused(page)).toBe('This is already taken.');
  expect(await name(page).inputValue()).toBe('Taken');
});

test('a permission set is created, narrowed and deleted; built-in sets are only shown', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/admin/permission-sets');
  await page.getByRole('link', { name: 'Read only' }).click();
  await page.getByText('This set comes with Latchkey and cannot be changed.').waitFor();
  expect(await button(page, 'Delete').count()).toBe(0);
  await page.goto(`${visits.server.url}/admin/permission-sets/new`);
  await name(page).fill('Directory');
  await tick(page, 'READ_USER');
  await tick(page, 'READ_ROLE');
  await button(page, 'Create set').click();
  await page.getByRole('link', { name: 'Directory' }).click();
  await tick(page, 'READ_ROLE');
  await button(page, 'Save').click();
  await page.getByText('The set was changed.').waitFor();
  const { data } = await owner.ask('{ permission_sets(name: "Directory") { entities { permissions } } }');
  expect(data.permission_sets.entities).toEqual([{ permissions: ['READ_USER'] }]);
  await page.getByRole('link', { name: 'Directory' }).click();
  await button(page, 'Delete').click();
  await page.getByRole('alertdialog').getByText('No token is limited to it.').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The set was deleted.').waitFor();
  await page.getByRole('link', { name: 'Directory' }).waitFor({ state: 'detached' });
});
