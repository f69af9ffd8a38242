/** Whose a new token is: the form asks first, and leads to service accounts. */
import { expect, test } from '@jest/globals';
import { violations } from '../kit/axe.ts';
import { keepPicture } from '../kit/picture.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

const create = `mutation ($input: CreateUserMutationInput!) { createUser(input: $input) { id } }`;

test('the form asks whose the token is, and shows nothing to fill in until a service account is chosen', async () => {
  const owner = await visits.as.owner();
  const name = 'build';
  const input = {
    name,
    public_name: name,
    username: name,
    email_address: `${name}@example.com`,
    service_account: true,
  };
  const { data } = await owner.ask(create, { input });
  const page = await visits.open(owner, '/admin/tokens');
  await page.getByRole('link', { name: 'Generate a token' }).click();
  await page.getByRole('radio', { name: /^Me\b/ }).waitFor();
  await page.getByText('it does not leave with a person').waitFor();
  await page.getByRole('button', { name: 'Generate token' }).first().waitFor();
  expect(await page.getByRole('radio', { name: /^Me\b/ }).isChecked()).toBe(true);
  await keepPicture(page, 'token-of-mine');
  await page.getByText('It has the permissions of that account').click();
  expect(await page.getByRole('button', { name: 'Generate token' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /Service account$/ }).click();
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('option', { name }).click();
  await page.waitForURL(`**/admin/users/${data.createUser.id}/tokens/new`);
  await page.getByText(`A program with this token acts as the user ${name}.`).waitFor();
  expect(await page.getByRole('radio', { name: 'A service account' }).isChecked()).toBe(true);
  await keepPicture(page, 'token-of-service-account');
  await page.getByText('It has your permissions').click();
  await page.waitForURL('**/account/tokens/new');
});

test('users who cannot issue tokens of others are advised to ask for one of a service account', async () => {
  const page = await visits.open(await visits.as.having('READ_USER', 'READ_ROLE'), '/account/tokens/new');
  await page.getByText('ask an administrator for a token of a service account').waitFor();
  expect(await page.getByRole('radio', { name: /^Me\b/ }).count()).toBe(0);
  await keepPicture(page, 'token-alone');
});

test('a service account is created without what only people need', async () => {
  const page = await visits.open(await visits.as.owner(), '/admin/users');
  await keepPicture(page, 'users');
  await page.getByRole('link', { name: 'New service account' }).click();
  await page.getByRole('heading', { name: 'New service account' }).waitFor();
  expect(await page.getByLabel('Mobile number').count()).toBe(0);
  await keepPicture(page, 'new-service-account');
  const name = 'deploy';
  for (const [label, text] of Object.entries({ Name: name, 'User name': name, 'Email address': `${name}@example.com` }))
    await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Create service account' }).click();
  await page.getByText('A service account has no password').waitFor();
  await page.getByRole('link', { name: 'Generate a token' }).click();
  await page.getByRole('radio', { name: 'A service account' }).waitFor();
});
