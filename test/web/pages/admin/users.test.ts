/** What administrators do with users in the browser, and what users without permissions see. */
import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../../../schema/users.ts';
import { ask } from '../../../test-users.ts';
import { showTree } from '../../kit/checkboxes.ts';
import { faultOfFocused, focused } from '../../kit/focus.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
}

const grace = {
  Name: 'Grace Hopper',
  'Public name': 'Grace',
  'User name': 'grace',
  'Email address': 'grace@example.com',
};

test('an administrator creates a user and gets the link, which is shown once and stored nowhere', async () => {
  const owner = await visits.as.owner();
  await owner.ask('mutation { createRole(input: { name: "Support", applied_permissions: [READ_USER] }) { id } }');
  const page = await visits.open(owner, '/admin/users');
  await page.getByRole('link', { name: 'New user' }).click();
  await page.getByText('This server sends no email').waitFor();
  await fill(page, { ...grace, 'Email address': 'nonsense' });
  await page.getByRole('button', { name: /Role/ }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('supp');
  await page.getByRole('option', { name: 'Support' }).click();
  await button(page, 'Create user').click();
  await focused(page, /^input Email address/);
  expect(await faultOfFocused(page)).toBe('This is not an email address.');
  await fill(page, grace);
  await button(page, 'Create user').click();
  await page.getByRole('heading', { name: /^.Grace Hopper. was created$/ }).waitFor();
  const link = page.getByRole('textbox', { name: 'Link to set a password' });
  const secret = new URL(await link.inputValue()).pathname;
  expect(secret).toMatch(/^\/set-password\/.{20,}/);
  await page.getByRole('button', { name: 'Copy: Link to set a password' }).click();
  await page.getByText('Copied.').waitFor();
  await page.getByRole('link', { name: 'Go to the user' }).click();
  await page.getByText('READ_USER').waitFor();
  await page.getByText('User grace was created.').waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
  expect(kept + page.url() + (await page.content())).not.toContain(secret);
  const { data } = await owner.ask('{ users(username: "grace") { entities { role { name } } } }');
  expect(data.users.entities).toEqual([{ role: { name: 'Support' } }]);
});

test('disabling a user shows what ends and what has to be taken over, and then the report', async () => {
  const [owner, ada] = await Promise.all([visits.as.owner(), visits.as.having('READ_USER', 'PROVISION_PROJECT')]);
  const create = 'mutation { createProject(input: { key: "hers", name: "Only hers" }) { id } }';
  expect((await ada.ask(create)).errors).toBeUndefined();
  const page = await visits.open(owner, `/admin/users/${ada.id}`);
  await page.getByRole('link', { name: 'Disable' }).click();
  await page.getByText('1 access token will be revoked permanently.').waitFor();
  await page.getByRole('link', { name: 'Only hers' }).waitFor();
  expect((await ada.ask('{ me { id } }')).status).toBe(200);
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('The user was disabled.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Departure of' }).waitFor();
  await page.getByText('1 access token revoked.').waitFor();
  await page.getByRole('link', { name: 'Only hers' }).waitFor();
  expect((await ada.ask('{ me { id } }')).status).toBe(401);
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('link', { name: 'Departure report' }).waitFor();
});

test('without READ_ALL_LOGS, disabling a user says how many tokens are revoked, and revokes them', async () => {
  const [clerk, ada] = await Promise.all([
    visits.as.having('READ_USER', 'UPDATE_USER', 'READ_PERSONAL_ACCESS_TOKEN'),
    visits.as.having('READ_USER'),
  ]);
  const page = await visits.open(clerk, `/admin/users/${ada.id}`);
  await button(page, 'Disable').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('1 token is revoked permanently.').waitFor();
  expect((await ada.ask('{ me { id } }')).status).toBe(200);
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('The user was disabled.').waitFor();
  expect((await ada.ask('{ me { id } }')).status).toBe(401);
  await button(page, 'Enable').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await page.getByText('The user was enabled.').waitFor();
  expect((await ada.ask('{ me { id } }')).status).toBe(401);
});

test('a user is edited, but not by someone with fewer permissions', async () => {
  const [owner, helper] = await Promise.all([visits.as.owner(), visits.as.having('READ_USER', 'UPDATE_USER')]);
  const page = await visits.open(owner, `/admin/users/${helper.id}/edit`);
  await fill(page, { Name: 'Barbara Liskov' });
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Barbara Liskov' }).waitFor();
  const other = await visits.open(helper, `/admin/users/${owner.id}/edit`);
  await fill(other, { Name: 'Nobody' });
  await button(other, 'Save').click();
  await other.getByText('This user has permissions that you do not have').waitFor();
  expect(await other.getByLabel('Name', { exact: true }).inputValue()).toBe('Nobody');
  const { data } = await owner.ask('query ($id: Int64Bit) { users(id: $id) { entities { name } } }', { id: owner.id });
  expect(data.users.entities).toEqual([{ name: owner.username }]);
});

test('a service account gets a token on its page, and a program with this token acts as the account', async () => {
  const owner = await visits.as.owner();
  await owner.ask(
    'mutation { createRole(input: { name: "Builds", applied_permissions: [READ_USER, EXECUTE_ANALYSIS] }) { id } }',
  );
  const page = await visits.open(owner, '/admin/users/new');
  await fill(page, { Name: 'Build server', 'User name': 'build', 'Email address': 'build@example.com' });
  await page.getByRole('button', { name: /Role/ }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('builds');
  await page.getByRole('option', { name: 'Builds' }).click();
  await page.getByText('Service account:').click();
  await button(page, 'Create user').click();
  await page.getByRole('link', { name: 'Generate a token' }).click();
  await page.getByRole('heading', { name: /^A token for .Build server.$/ }).waitFor();
  await page.getByText('A program with this token acts as Build server.').waitFor();
  await page.getByText('Everything they may do').click();
  await page.getByText('It has all permissions that they have, now and later.').waitFor();
  expect(await page.getByRole('radio', { name: 'Global analysis' }).count()).toBe(1);
  await fill(page, { Name: 'Nightly' });
  await page.getByText('Only what I pick').click();
  await showTree(page);
  const branch = (name: string) => page.getByRole('row', { name, exact: true });
  await branch('READ_USER').locator('label').click();
  expect(await branch('READ_ROLE').count()).toBe(0);
  await button(page, 'Generate token').click();
  const secret = await page.getByRole('textbox', { name: 'Value' }).inputValue();
  await page.getByRole('button', { name: 'Copy: Value' }).click();
  await button(page, 'Done').click();
  await page.getByRole('heading', { level: 1, name: 'Build server' }).waitFor();
  await page.getByRole('link', { name: 'Nightly' }).waitFor();
  expect(await page.content()).not.toContain(secret);
  const query = '{ me { username effective_permissions } }';
  const { data } = await ask(visits.server, { Authorization: `Bearer ${secret}` }, query);
  expect(data.me).toEqual({ username: 'build', effective_permissions: ['READ_USER'] });
});

test('a token for a user with more permissions is refused, and without the permission there is no form', async () => {
  const making = ['READ_USER', 'EXECUTE_ANALYSIS', 'CREATE_PERSONAL_ACCESS_TOKEN'] as const;
  const reading = ['READ_USER', 'READ_PERSONAL_ACCESS_TOKEN'] as const;
  const [maker, reader, ada] = await Promise.all([
    visits.as.having(...making),
    visits.as.having(...reading),
    visits.as.having('READ_USER', 'EXECUTE_ANALYSIS', 'READ_ROLE'),
  ]);
  const page = await visits.open(maker, `/admin/users/${ada.id}`);
  await page.getByRole('link', { name: 'Generate a token' }).click();
  await fill(page, { Name: 'Too much' });
  await page.getByText('Everything they may do').click();
  expect(await page.getByRole('radio', { name: 'Global analysis' }).count()).toBe(0);
  await button(page, 'Generate token').click();
  await page.getByText('The token would have permissions that you do not have.').waitFor();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.waitForURL(`**/admin/users/${ada.id}`);
  const { data } = await ada.ask('{ personal_access_tokens { entities { name } } }');
  expect(data.personal_access_tokens.entities).toEqual([{ name: 'test' }]);
  const other = await visits.open(reader, `/admin/users/${ada.id}`);
  await other.getByRole('link', { name: 'test' }).waitFor();
  expect(await other.getByRole('link', { name: 'Generate a token' }).count()).toBe(0);
  await other.goto(`${visits.server.url}/admin/users/${ada.id}/tokens/new`);
  await other.getByText('It requires CREATE_PERSONAL_ACCESS_TOKEN').waitFor();
});

test('names are shown as text, whatever they contain', async () => {
  const owner = await visits.as.owner();
  const name = '<script>alert(1)</script> \u202egnitset';
  // The API refuses such a name, but a database may contain one from elsewhere.
  const odd = await visits.as.having();
  await visits.server.db.update(users).set({ name, username: '<b>bold</b>' }).where(eq(users.id, odd.id));
  const page = await visits.open(owner, '/admin/users?search=script');
  const link = page.getByRole('link', { name: '<script>alert(1)</script>' });
  await link.locator('bdi').waitFor();
  await link.click();
  await page.waitForURL(`**/admin/users/${odd.id}`);
  await page.getByText('<b>bold</b>', { exact: true }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toContain('\u202e');
});

test('a user without the permission does not see the page in the navigation, and its address says what is missing', async () => {
  const nobody = await visits.as.having();
  const page = await visits.open(nobody, '/admin/users');
  await page.getByRole('heading', { name: 'You may not open this page' }).waitFor();
  await page.getByText('It requires READ_USER').waitFor();
  const headings = page.getByRole('navigation', { name: 'Pages' }).getByRole('heading');
  expect(await headings.allInnerTexts()).toEqual(['Yours', 'For programs']);
  await page.goto(`${visits.server.url}/admin`);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
});

test('the administration is in French for French users', async () => {
  const owner = await visits.as.owner();
  const { ask } = await owner.signedIn();
  await ask('mutation { updateMe(input: { language: fr }) { id } }');
  const page = await visits.open(owner, `/admin/users/${owner.id}`);
  await page.getByText('un super administrateur a toutes les permissions').waitFor();
  for (const title of ['Rôles', 'Ensembles de permissions', 'Projets', 'Demandes à traiter', 'Tous les jetons']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
});
