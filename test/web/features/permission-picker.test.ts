/** Choosing permissions for tokens and roles in a real browser: levels, templates, single permissions, the sentence, and warnings. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../test-users.ts';
import { violations } from '../kit/axe.ts';
import { toggle } from '../kit/checkboxes.ts';
import { focused } from '../kit/focus.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const noun = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
const level = (page: Page, name: string, level: string) =>
  noun(page, name).locator('label').filter({ hasText: level }).click();
const meaning = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true }).waitFor();
/** The text of the level that is selected. */
const levelOf = (page: Page, name: string) => noun(page, name).locator('label:has(:checked)').innerText();

async function newToken(person: Person, name: string): Promise<Page> {
  const page = await visits.open(person, '/account/tokens/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await meaning(page, 'Nothing is selected yet.');
  return page;
}

async function issued(page: Page, person: Person, name: string) {
  await button(page, 'Generate token').click();
  await page.getByRole('textbox', { name: 'Value' }).waitFor();
  const { data } = await person.ask(
    'query ($name: String) { personal_access_tokens(name: $name) { entities { permissions methods operations { page_info { total_count } } } } }',
    { name },
  );
  return data.personal_access_tokens.entities[0];
}

test('a level selects exactly the permissions of its noun, and a sentence says what the selection means', async () => {
  const ida = await visits.as.having('READ_USER', 'UPDATE_USER', 'READ_ROLE', 'CREATE_NOTE');
  const page = await newToken(ida, 'Sync');
  expect(await levelOf(page, 'Users')).toBe('None');
  await level(page, 'Users', 'Write');
  await meaning(page, 'May read 1 kind of record and change 1; cannot issue tokens.');
  await level(page, 'Roles', 'Read');
  await meaning(page, 'May read 2 kinds of records and change 1; cannot issue tokens.');
  // What the user may not give is no level.
  expect(await noun(page, 'Roles').getByRole('radio').count()).toBe(2);
  expect(await noun(page, 'Webhooks').count()).toBe(0);
  await level(page, 'Users', 'Read');
  await meaning(page, 'May read 2 kinds of records and change none; cannot issue tokens.');
  await level(page, 'Notes', 'Write');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  expect(await issued(page, ida, 'Sync')).toMatchObject({
    permissions: ['READ_USER', 'READ_ROLE', 'CREATE_NOTE'],
    methods: null,
  });
});

test('a template replaces the selection, as far as the user has its permissions', async () => {
  const ida = await visits.as.having('READ_USER', 'READ_ROLE', 'UPDATE_ROLE');
  const page = await newToken(ida, 'Wall');
  await level(page, 'Roles', 'Write');
  const start = page.getByRole('group', { name: 'Start from' });
  // Nobody can give what they lack.
  expect(await start.getByRole('button', { name: 'Secret scanner' }).count()).toBe(0);
  const dashboard = start.getByRole('button', { name: 'Dashboard' });
  await dashboard.click();
  await meaning(page, 'May read 2 kinds of records and change none; cannot issue tokens.');
  expect(await dashboard.getAttribute('aria-pressed')).toBe('true');
  expect(await levelOf(page, 'Roles')).toBe('Read');
  expect((await issued(page, ida, 'Wall')).permissions).toEqual(['READ_USER', 'READ_ROLE']);
});

test('single permissions that are no level show as custom, until a level is chosen', async () => {
  const ida = await visits.as.having('READ_USER', 'UPDATE_USER', 'CREATE_USER');
  const page = await newToken(ida, 'Inviter');
  await button(page, 'Single permissions and methods').click();
  await toggle(page.getByRole('row', { name: 'CREATE_USER' }));
  await page.getByRole('row', { name: 'CREATE_USER' }).getByText('Create users', { exact: true }).waitFor();
  expect(await levelOf(page, 'Users')).toBe('Custom');
  await toggle(page.getByRole('row', { name: 'READ_USER' }));
  expect(await levelOf(page, 'Users')).toBe('Custom');
  await meaning(page, 'May read 1 kind of record and change 1; cannot issue tokens.');
  expect((await issued(page, ida, 'Inviter')).permissions?.toSorted()).toEqual(['CREATE_USER', 'READ_USER']);
  const { data } = await ida.ask('{ personal_access_tokens(name: "Inviter") { entities { id } } }');
  await page.goto(`${visits.server.url}/account/tokens/${data.personal_access_tokens.entities[0].id}/edit`);
  // The tree is unfolded, because the levels cannot express what is selected.
  await page.getByRole('row', { name: 'UPDATE_USER' }).waitFor();
  expect(await levelOf(page, 'Users')).toBe('Custom');
  await level(page, 'Users', 'Write');
  expect(await noun(page, 'Users').getByRole('radio').count()).toBe(3);
});

test('the template for a single document binds the token to it, with exactly the permissions that it needs', async () => {
  const ida = await visits.as.having('READ_USER', 'READ_ROLE');
  const page = await newToken(ida, 'One query');
  await level(page, 'Roles', 'Read');
  await page.getByRole('button', { name: /^Single document/ }).click();
  const document = page.getByRole('group', { name: 'Document 1' }).getByRole('textbox', { name: 'Document' });
  await focused(page, /Document/);
  await document.fill('{ users { entities { username } } }');
  await page.getByText('It has exactly the permissions that these need.').waitFor();
  expect(await issued(page, ida, 'One query')).toEqual({
    permissions: ['READ_USER'],
    methods: ['users'],
    operations: { page_info: { total_count: 1 } },
  });
});

test('before a role is saved, the page says what is risky and what its permissions lead to', async () => {
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/admin/roles/new');
  const warnings = page.getByRole('region', { name: 'Know this before you save' });
  await meaning(page, 'Nothing is selected yet.');
  await level(page, 'Roles', 'Read');
  expect(await warnings.count()).toBe(0);
  await meaning(page, 'May read 1 kind of record and change none; cannot issue tokens for other users.');
  await level(page, 'Users', 'Write');
  await warnings.getByText("A user who can set another user's password can sign in as that user.").waitFor();
  await warnings.getByText('These permissions make it possible to obtain more.').waitFor();
  await level(page, 'Personal access tokens', 'Write');
  await meaning(page, 'May read 3 kinds of records and change 2; may issue tokens for other users.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await level(page, 'Users', 'None');
  await level(page, 'Personal access tokens', 'None');
  await warnings.waitFor({ state: 'detached' });
  await page.getByLabel('Name', { exact: true }).fill('Reader of roles');
  await button(page, 'Create role').click();
  await page.getByRole('heading', { name: 'Reader of roles' }).waitFor();
  const { data } = await owner.ask('{ roles(name: "Reader of roles") { entities { applied_permissions } } }');
  expect(data.roles.entities).toEqual([{ applied_permissions: ['READ_ROLE'] }]);
});

test('levels are chosen with the keyboard alone', async () => {
  const ida = await visits.as.having('READ_USER', 'UPDATE_USER', 'READ_ROLE');
  const page = await newToken(ida, 'Keys');
  await noun(page, 'Users').getByRole('radio', { name: 'None' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await levelOf(page, 'Users')).toBe('Read');
  await page.keyboard.press('ArrowRight');
  expect(await levelOf(page, 'Users')).toBe('Write');
  await page.keyboard.press('Tab');
  await focused(page, /None/);
  await page.keyboard.press('ArrowRight');
  expect(await levelOf(page, 'Roles')).toBe('Read');
  expect((await issued(page, ida, 'Keys')).permissions?.toSorted()).toEqual(['READ_ROLE', 'READ_USER', 'UPDATE_USER']);
});
