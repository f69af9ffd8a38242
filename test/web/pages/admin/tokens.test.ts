/** What administrators do in the browser with all users' tokens, the token policy, and requests for access. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../../test-users.ts';
import { type Ask, holding, inBrowser, inDays, made } from '../../../tokens/acts.ts';
import { showTree, toggle } from '../../kit/checkboxes.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The names of a user's tokens that are not revoked. */
async function live(person: Person): Promise<string[]> {
  const { data } = await person.ask(
    '{ personal_access_tokens(revoked: false, sorter: [{ attribute: "name", direction: ASC }]) { entities { name } } }',
  );
  return data.personal_access_tokens.entities.map(({ name }: { name: string }) => name);
}

const tokenOf = async (by: Ask, id: string) =>
  (await by(`{ personal_access_tokens(id: ${id}) { entities { description permissions } } }`)).data
    .personal_access_tokens.entities[0];

async function withTokens(...names: string[]): Promise<Person> {
  const person = await visits.as.having();
  const { ask } = await person.signedIn();
  for (const name of names) {
    const query =
      'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }';
    expect((await ask(query, { input: { name } })).errors).toBeUndefined();
  }
  return person;
}

test('an administrator finds tokens of others and revokes two of them', async () => {
  const [owner, holder] = [await visits.as.owner(), await withTokens('Alpha', 'Beta', 'Gamma')];
  const page = await visits.open(owner, '/admin/tokens');
  await page.getByLabel('Search tokens').fill('alph');
  await page.getByRole('row', { name: /Beta/ }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Alpha/ }).getByText(holder.username).waitFor();
  await page.getByLabel('Search tokens').fill('');
  await page.getByRole('row', { name: /Beta/ }).waitFor();
  for (const name of ['Alpha', 'Gamma']) await toggle(page.getByRole('row', { name: new RegExp(name) }));
  await button(page, 'Revoke 2 tokens…').click();
  await page.getByRole('alertdialog').getByText('None of them was used in the last 30 days.').waitFor();
  await page
    .getByRole('alertdialog')
    .getByRole('listitem')
    .filter({ hasText: 'Gamma' })
    .getByText(`of \u2068${holder.username}\u2069`)
    .waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('2 tokens were revoked.').waitFor();
  await page.getByRole('row', { name: /Alpha/ }).waitFor({ state: 'detached' });
  expect(await live(holder)).toEqual(['Beta', 'test']);
});

test('the list of all tokens is filtered by state, use and owner, and the figures and the downloaded table follow', async () => {
  const [owner, holder] = [await visits.as.owner(), await withTokens('Delta')];
  const page = await visits.open(owner, '/admin/tokens');
  await page.getByRole('button', { name: /Owner$/ }).click();
  await page.getByRole('searchbox', { name: 'Search', exact: true }).fill(holder.username);
  await page.getByRole('option', { name: holder.username }).click();
  await page.getByRole('row', { name: /Delta/ }).waitFor();
  await choose(page, 'Only', 'Never used');
  await page.waitForURL(/only=neverUsed/);
  await page.getByRole('row', { name: /Delta/ }).waitFor();
  // The tokens of this owner: the two that were never used.
  await page.getByRole('link', { name: /^2 never used/ }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('personal-access-tokens.csv');
  expect(await download.failure()).toBeNull();
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').slice(1);
  expect(lines.map((line) => line.split(',')[1])).toEqual([holder.id, holder.id]);
  await page.getByRole('link', { name: /^2 active/ }).click();
  await page.waitForURL(/show=ACTIVE/);
  expect(new URL(page.url()).searchParams.get('owner')).toBe(holder.id);
  await choose(page, 'Show', 'Revoked');
  await page.getByText('Nothing was found.').waitFor();
});

test('soon is everywhere within the warning days of the token policy: in the figures, the filters and the state', async () => {
  const [owner, holder] = [await visits.as.owner(), await visits.as.having()];
  const by = await inBrowser(visits.server, holder);
  await made(by, { name: 'Kappa', expires_at: inDays(6) });
  await made(by, { name: 'Lambda', expires_at: inDays(8) });
  const page = await visits.open(owner, `/admin/tokens?owner=${holder.id}`);
  await page.getByRole('link', { name: '1 expiring within 7 days' }).click();
  await page.getByRole('row', { name: /Lambda/ }).waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Kappa/ }).getByText('Expires soon').waitFor();
  await page.getByRole('button', { name: 'Expiring soon: within 7 days' }).waitFor();
  const own = await visits.open(holder, '/account/tokens');
  await choose(own, 'Show', 'Expiring soon: within 7 days');
  await own.getByRole('row', { name: /Lambda/ }).waitFor({ state: 'detached' });
  await own.getByRole('row', { name: /Kappa/ }).waitFor();
});

test('the page of a user shows only the tokens of this user', async () => {
  const [owner, holder] = [await visits.as.owner(), await withTokens('Epsilon')];
  await withTokens('Zeta');
  const page = await visits.open(owner, `/admin/users/${holder.id}`);
  await page.getByRole('row', { name: /Epsilon/ }).waitFor();
  expect(await page.getByRole('row', { name: /Zeta/ }).count()).toBe(0);
});

test('a token of another user is edited within the permissions of both, and refused beyond that or under a name that the owner already uses', async () => {
  const permissions = ['READ_USER', 'READ_ROLE'] as const;
  const [admin, holder] = await Promise.all([
    visits.as.having(...permissions, 'READ_PERSONAL_ACCESS_TOKEN', 'UPDATE_PERSONAL_ACCESS_TOKEN'),
    visits.as.having(...permissions, 'CREATE_ROLE'),
  ]);
  const by = await inBrowser(visits.server, holder);
  const { id } = await made(by, { name: 'Eta', permissions });
  const now = async () => (await tokenOf(by, id)).permissions;
  const page = await visits.open(admin, '/admin/tokens');
  await page.getByRole('button', { name: 'Actions for \u2068Eta\u2069' }).click();
  await expect(page.getByRole('menuitem').allInnerTexts()).resolves.toEqual([
    'Edit',
    'Bind to a document',
    'Regenerate…',
  ]);
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByText(`It belongs to ${holder.username}.`).waitFor();
  await showTree(page);
  await page.getByRole('row', { name: 'READ_ROLE', exact: true }).locator('label').click();
  expect(await page.getByRole('row', { name: 'CREATE_ROLE', exact: true }).count()).toBe(0);
  await page.getByLabel('Name', { exact: true }).fill('test');
  await button(page, 'Save').click();
  await page.getByText('A token with this name already exists.').first().waitFor();
  expect(await now()).toEqual(permissions);
  await page.getByLabel('Name', { exact: true }).fill('Theta');
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Theta' }).waitFor();
  expect(await now()).toEqual(['READ_USER']);

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.locator('label', { hasText: 'Everything they may do' }).click();
  await button(page, 'Save').click();
  await page.getByRole('alert').getByText('Missing: CREATE_ROLE.').waitFor();
  expect(await now()).toEqual(['READ_USER']);
});

test('an administrator who may not read users edits their tokens nevertheless', async () => {
  const [admin, holder] = await Promise.all([
    visits.as.having('READ_PERSONAL_ACCESS_TOKEN', 'UPDATE_PERSONAL_ACCESS_TOKEN'),
    visits.as.having(),
  ]);
  const by = await inBrowser(visits.server, holder);
  const { id } = await made(by);
  const page = await visits.open(admin, `/admin/tokens/${id}/edit`);
  await page.getByText('A program with this token acts as its owner.').waitFor();
  await page.getByLabel('Description').fill('Known to nobody');
  await button(page, 'Save').click();
  await page.waitForURL(`**/admin/tokens/${id}`);
  expect((await tokenOf(by, id)).description).toBe('Known to nobody');
});

test('a token of another user is copied for the same owner, with its limits', async () => {
  const [owner, holder] = [await visits.as.owner(), await visits.as.having('READ_ROLE')];
  const by = await inBrowser(visits.server, holder);
  await made(by, { name: 'Iota', permissions: ['READ_ROLE'] });
  const page = await visits.open(owner, `/admin/users/${holder.id}`);
  await page.getByRole('button', { name: 'Actions for \u2068Iota\u2069' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await button(page, 'Generate token').click();
  const secret = await page.getByRole('dialog').getByRole('textbox', { name: 'Value' }).inputValue();
  const program = holding(visits.server, secret);
  expect((await program('{ me { id } }')).data.me.id).toBe(holder.id);
  expect(await live(holder)).toEqual(['Iota', 'Iota (copy)', 'test']);
  const { data } = await by('{ personal_access_tokens(name: "Iota (copy)") { entities { permissions } } }');
  expect(data.personal_access_tokens.entities).toEqual([{ permissions: ['READ_ROLE'] }]);
});

test('the policy is changed, and a value out of range is refused with the reason beside it', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/admin/token-policy');
  const lifetime = page.getByLabel('Maximum lifetime, in days');
  await lifetime.fill('ninety');
  await button(page, 'Save the policy').click();
  await page.getByText('A whole number is needed.').waitFor();
  await lifetime.fill('99999');
  await button(page, 'Save the policy').click();
  await page.getByText('must be from 1 to 36500.').waitFor();
  await lifetime.fill('90');
  await page.getByLabel('Warn before expiry, in days').fill('14');
  await button(page, 'Save the policy').click();
  await page.getByText('The policy was changed.').waitFor();
  await page.getByText(/longer than the policy allows now/).waitFor();
  const { data } = await owner.ask('{ token_policy { maximum_token_lifetime_days warning_days tokens_per_user } }');
  expect(data.token_policy).toEqual({ maximum_token_lifetime_days: 90, warning_days: 14, tokens_per_user: 100 });
  await lifetime.fill('');
  await button(page, 'Save the policy').click();
  await page.getByText(/longer than the policy allows now/).waitFor({ state: 'detached' });
});

test('requests for access are granted for two hours, declined with an answer, and taken back', async () => {
  const [owner, asking] = await Promise.all([visits.as.owner(), visits.as.having()]);
  const { ask } = await asking.signedIn();
  for (const permission of ['READ_USER', 'READ_ROLE'])
    await ask('mutation ($input: RequestAccessMutationInput) { requestAccess(input: $input) { id } }', {
      input: { permissions: [permission], reason: `For ${permission}` },
    });
  const may = async (query: string) => (await ask(query)).errors === undefined;
  const page = await visits.open(owner, '/admin/requests');
  const decide = (permission: string, act: string) =>
    page
      .getByRole('group', { name: `Decide on ${permission}` })
      .getByRole('button', { name: act })
      .click();
  await decide('READ_USER', 'Grant…');
  const dialog = page.getByRole('dialog', { name: `Grant access to ${asking.username}?` });
  await dialog.getByText('“For READ_USER”').waitFor();
  await dialog.getByText('Until a day').click();
  await dialog.getByRole('group', { name: 'Until' }).waitFor();
  await dialog.getByRole('button', { name: 'Grant' }).click();
  await dialog.getByText('Choose a day.').waitFor();
  await dialog.getByText('Two hours').click();
  await dialog.getByText('The access ends on').waitFor();
  await dialog.getByRole('button', { name: 'Grant' }).click();
  await page.getByText('The request was granted.').waitFor();
  expect(await may('{ users { entities { id } } }')).toBe(true);
  await decide('READ_ROLE', 'Decline…');
  await page.getByLabel('Answer to the user').fill('Ask in March');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click();
  await page.getByText('The request was declined.').waitFor();
  expect(await may('{ roles { entities { id } } }')).toBe(false);
  await choose(page, 'Show', 'Granted');
  await decide('READ_USER', 'Take back…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('The permissions were taken back.').waitFor();
  expect(await may('{ users { entities { id } } }')).toBe(false);
  await choose(page, 'Show', 'Declined');
  await page.getByText('“Ask in March”').waitFor();
});
