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
  await button(page, 'Generate token').last().click();
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
  // Four levels are in one line, however narrow the window is.
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const boxes = await Promise.all(
      (await noun(page, 'Users').locator('label').all()).map((label) => label.boundingBox()),
    );
    expect(boxes).toHaveLength(4);
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
  }
  expect((await issued(page, ida, 'Inviter')).permissions?.toSorted()).toEqual(['CREATE_USER', 'READ_USER']);
  const { data } = await ida.ask('{ personal_access_tokens(name: "Inviter") { entities { id } } }');
  await page.goto(`${visits.server.url}/account/tokens/${data.personal_access_tokens.entities[0].id}/edit`);
  // The tree is unfolded, because the levels cannot express what is selected.
  await page.getByRole('row', { name: 'UPDATE_USER' }).waitFor();
  expect(await levelOf(page, 'Users')).toBe('Custom');
  await level(page, 'Users', 'Write');
  expect(await noun(page, 'Users').getByRole('radio').count()).toBe(3);
});

test('where the selection leads to more, the sentence and the summary say so, and not that it cannot issue tokens', async () => {
  const ida = await visits.as.having('READ_USER', 'CREATE_USER', 'READ_ROLE');
  const page = await newToken(ida, 'Inviter');
  await level(page, 'Roles', 'Read');
  await meaning(page, 'May read 1 kind of record and change none; cannot issue tokens.');
  const summary = page.getByRole('complementary', { name: 'What this token can do' });
  await summary.getByText('It changes nothing.').waitFor();
  await level(page, 'Users', 'Write');
  const more = 'Leads to more: can act as another user (who may issue tokens) and keep access that was to end.';
  await meaning(page, `May read 2 kinds of records and change 1. ${more}`);
  await summary.getByText(more).waitFor();
  await summary.getByText('It reads the records of all users, not only those of its owner: Users.').waitFor();
  await summary.getByText('It changes: Users.').waitFor();
  const steps = page.getByRole('list', { name: 'The steps, and what is obtained at the end' }).getByRole('listitem');
  expect(await steps.count()).toBe(2);
  expect(await steps.first().innerText()).toContain('createUser');
  await level(page, 'Users', 'Read');
  await meaning(page, 'May read 2 kinds of records and change none; cannot issue tokens.');
  await summary.getByText(more).waitFor({ state: 'detached' });
});

test('the summary has only the groups that are selected, all permissions can be shown, and on a phone it is above the button', async () => {
  const page = await newToken(await visits.as.owner(), 'Reader');
  const summary = page.getByRole('complementary', { name: 'What this token can do' });
  await level(page, 'Roles', 'Read');
  await summary.getByText('Read roles and their permissions.').waitFor();
  expect(await summary.getByRole('group').count()).toBe(1);
  await page.getByRole('button', { name: /^Read only/ }).click();
  const showAll = summary.getByRole('button', { name: /^Show all \d+ permissions$/ });
  await showAll.waitFor();
  expect(await summary.getByText('Read roles and their permissions.').isVisible()).toBe(false);
  await showAll.click();
  await summary.getByText('Read roles and their permissions.').waitFor();
  expect(await summary.locator('details li').count()).toBe(await page.locator('.level-permissions code').count());
  await page.setViewportSize({ width: 360, height: 800 });
  const [panel, act] = [await summary.boundingBox(), await button(page, 'Generate token').boundingBox()];
  expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThanOrEqual(act?.y ?? 0);
});

test('the template for a single document binds the token to it, with exactly the permissions that it needs', async () => {
  const ida = await visits.as.having('READ_USER', 'READ_ROLE');
  const page = await newToken(ida, 'One query');
  await level(page, 'Roles', 'Read');
  const single = page.getByRole('button', { name: /^Single document/ });
  await single.click();
  const byDocuments =
    'Runs only its document, with exactly the permissions that it needs. Permissions that you pick below replace these.';
  await meaning(page, byDocuments);
  expect(await single.getAttribute('aria-pressed')).toBe('true');
  await page.getByText('Enter the document: the token gets').waitFor();
  // A document without a text does not stay, one with a text does.
  await page.getByRole('button', { name: /^Dashboard/ }).click();
  await page.getByRole('group', { name: 'Document 1' }).waitFor({ state: 'detached' });
  await single.click();
  const document = page.getByRole('group', { name: 'Document 1' }).getByRole('textbox', { name: 'Document' });
  await focused(page, /Document/);
  await document.fill('{ users { entities { username } } }');
  await page.getByRole('button', { name: /^Dashboard/ }).click();
  await meaning(page, 'May read 2 kinds of records and change none; cannot issue tokens.');
  await page.getByText('It is bound to 1 document, and runs no other.').waitFor();
  await single.click();
  await meaning(page, byDocuments);
  expect(await document.inputValue()).toBe('{ users { entities { username } } }');
  await page.getByText('It has exactly the permissions that its documents need.').waitFor();
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
  await level(page, 'Access tokens', 'Write');
  await meaning(
    page,
    'May read 3 kinds of records and change 2; may issue tokens for other users. Leads to more: can act as another user (who may issue tokens) and keep access that was to end.',
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await level(page, 'Users', 'None');
  await level(page, 'Access tokens', 'None');
  await warnings.waitFor({ state: 'detached' });
  await page.getByLabel('Name', { exact: true }).fill('Reader of roles');
  await button(page, 'Create role').click();
  await page.getByRole('heading', { name: 'Reader of roles' }).waitFor();
  const { data } = await owner.ask('{ roles(name: "Reader of roles") { entities { applied_permissions } } }');
  expect(data.roles.entities).toEqual([{ applied_permissions: ['READ_ROLE'] }]);
});

test('while one scrolls, the sentence stays in view below the header, and what passes below the pointer shows no tip', async () => {
  const page = await newToken(await visits.as.owner(), 'Far');
  await page.setViewportSize({ width: 1440, height: 500 });
  const tip = page.getByRole('tooltip');
  const dashboard = page.getByRole('button', { name: /^Dashboard/ });
  await dashboard.scrollIntoViewIfNeeded();
  const start = await page.evaluate(() => new Promise<number>((done) => setTimeout(() => done(window.scrollY), 200)));
  await dashboard.hover();
  await tip.getByText('Show users, roles, projects and the state of all tokens.').waitFor();
  await page.mouse.wheel(0, 900);
  await tip.waitFor({ state: 'hidden' });
  await page.waitForFunction((start) => window.scrollY > start + 800, start);
  const header = await page.getByRole('banner').boundingBox();
  const sentence = await page.locator('.meaning').boundingBox();
  expect(sentence?.y).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0) - 1);
  expect(sentence?.y).toBeLessThan(200);
  await page.mouse.wheel(0, -900);
  await page.waitForFunction((start) => window.scrollY <= start, start);
  await page.waitForTimeout(300);
  expect(await tip.isVisible()).toBe(false);
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
