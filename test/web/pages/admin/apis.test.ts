/** The pages about APIs: registering one from a file, its operations, replacing its document, and deleting it. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

const written = `openapi: 3.1.0
paths:
  /orders:
    get: {security: [{t: [READ_USER]}]}
    post: {security: [{t: [CREATE_USER, READ_ROLE]}, {t: [CREATE_ROLE]}]}
  /prices:
    get: {security: []}
`;

test('an API is registered from a file, its document is replaced, and it is deleted', async () => {
  const page = await visits.open(await visits.as.owner(), '/admin/apis');
  await page.getByRole('link', { name: 'Register API' }).click();
  await field(page, 'Name').fill('Shop');
  const fileOf = (text: string) => ({ name: 'shop.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) });
  await page.getByLabel('OpenAPI file').setInputFiles(fileOf(written.replace('READ_USER', 'FLY')));
  await button(page, 'Register API').click();
  await page.getByText('requires FLY, which is not a permission: GET /orders: security').waitFor();
  expect(await field(page, 'OpenAPI document').getAttribute('aria-invalid')).toBe('true');
  expect(await field(page, 'Name').getAttribute('aria-invalid')).toBe('true');
  await field(page, 'Name').fill('shop');
  await page.getByLabel('OpenAPI file').setInputFiles(fileOf(written));
  await button(page, 'Register API').click();
  await page.getByText('The API was registered.').waitFor();

  await page.getByText('/auth/verify?api=shop').first().waitFor();
  const row = (name: string) => page.getByRole('row', { name });
  await row('POST /orders').getByText('CREATE_USER and READ_ROLE or CREATE_ROLE').waitFor();
  await row('GET /prices').getByText('Any valid token').waitFor();
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('prices');
  await row('POST /orders').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Edit' }).click();
  expect(await field(page, 'OpenAPI document').inputValue()).toBe(written);
  await field(page, 'OpenAPI document').fill(written.replace('/prices', '/offers'));
  await button(page, 'Save').click();
  await page.getByText('The API was changed.').waitFor();
  await row('GET /offers').waitFor();

  await button(page, 'Delete').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The API was deleted.').waitFor();
  await page.getByRole('link', { name: 'shop' }).waitFor({ state: 'detached' });
});
