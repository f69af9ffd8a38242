/** The pages about custom permissions: declaring one, giving it to a role, retiring and deleting it. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { needs, registered, remove } from '../../../services/openapi.ts';
import { inBrowser } from '../../../tokens/acts.ts';
import { showTree } from '../../kit/checkboxes.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

test('a permission is declared, given to a role, retired and deleted', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/admin/permissions');
  await page.getByRole('link', { name: 'New permission' }).click();
  await field(page, 'Name').fill('create invoice');
  await field(page, 'Group').fill('Billing');
  await field(page, 'What it allows').fill('Create invoices.');
  await field(page, 'Warning').fill('Invoices are sent to customers.');
  await field(page, 'Kinds of resource').fill('Customer');
  await button(page, 'Create permission').click();
  await page.getByText('must be 3 to 64 upper case letters').waitFor();
  await page.getByText('must contain only kinds of 1 to 64 lower case letters').waitFor();
  await field(page, 'Kinds of resource').fill('customer');
  expect(await field(page, 'Name').getAttribute('aria-invalid')).toBe('true');
  await field(page, 'Name').fill('CREATE_INVOICE');
  await button(page, 'Create permission').click();
  await page.getByText('The permission was created.').waitFor();
  const row = page.getByRole('row', { name: 'CREATE_INVOICE' });
  await row.getByText('Invoices are sent to customers.').waitFor();

  // Without loading the page again, it can be selected.
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByRole('link', { name: 'New role' }).click();
  await field(page, 'Name').fill('Accountant');
  await showTree(page);
  await page.getByRole('searchbox', { name: 'Search permissions and methods' }).fill('create invoices');
  await page.getByRole('row', { name: 'CREATE_INVOICE' }).getByRole('checkbox').check({ force: true });
  await button(page, 'Create role').click();
  await page.getByText('The role was created.').waitFor();

  await page.getByRole('link', { name: 'Custom permissions' }).click();
  await row.getByText('1 role').waitFor();
  await page.getByRole('link', { name: 'CREATE_INVOICE' }).click();
  await page.getByRole('region', { name: 'Who has it' }).getByRole('link', { name: 'Accountant' }).waitFor();
  await page.getByText('No OpenAPI document of an API requires it.').waitFor();
  // The kinds are declared once, so they are shown and not edited.
  await page.getByRole('region', { name: 'Kinds of resource' }).getByText('customer').waitFor();
  expect(await field(page, 'Kinds of resource').count()).toBe(0);
  await button(page, 'Delete').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('1 role has it.').waitFor();
  await button(page, 'Delete').last().click();
  await dialog.getByText('Retire it instead.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button(page, 'Retire').click();
  await page.getByRole('dialog').getByText('1 role has it.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await page.getByText('The permission was retired.').waitFor();
  await page.getByText('those who have it keep it').waitFor();

  // A retired permission is not offered.
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await page.getByRole('link', { name: 'New role' }).click();
  await showTree(page);
  await page.getByRole('row', { name: 'CREATE_ROLE' }).waitFor();
  expect(await page.getByRole('row', { name: 'CREATE_INVOICE' }).count()).toBe(0);

  const { data } = await owner.ask('{ roles(name: "Accountant") { entities { id } } }');
  await owner.ask(`mutation { deleteRole(id: ${data.roles.entities[0].id}) { success } }`);
  const manager = await inBrowser(visits.server, owner);
  const paths = { '/invoices': { post: needs('CREATE_INVOICE'), get: needs('READ_USER') } };
  const api = await registered(manager, paths);
  await page.goto(`${visits.server.url}/admin/permissions`);
  await page.getByRole('link', { name: 'CREATE_INVOICE' }).click();
  const requiring = page.getByRole('region', { name: 'APIs that require it' });
  await requiring.getByText('1 operation').waitFor();
  await requiring.getByRole('link', { name: api.name }).waitFor();
  await button(page, 'Delete').click();
  await dialog.getByText(`documents of APIs require it: ${api.name}.`).waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText(`cannot be deleted: ${api.name}.`).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await remove(manager, api.id);
  await page.reload();
  await page.getByText('No OpenAPI document of an API requires it.').waitFor();
  await button(page, 'Delete').click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The permission was deleted.').waitFor();
  await row.waitFor({ state: 'detached' });
});

test('a user without MANAGE_PERMISSIONS does not find the page', async () => {
  const page = await visits.open(await visits.as.having('READ_ROLE'), '/admin/roles');
  await page.getByRole('heading', { name: 'Roles' }).waitFor();
  expect(await page.getByRole('link', { name: 'Custom permissions' }).count()).toBe(0);
});
