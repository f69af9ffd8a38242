/** What all forms do: a refusal focuses the first wrong field, and leaving asks while something is not saved. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../test-users.ts';
import { violations } from '../kit/axe.ts';
import { faultOfFocused, focused } from '../kit/focus.ts';
import { keepPicture } from '../kit/picture.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

async function opened(person: Person, path: string): Promise<Page> {
  const page = await visits.open(person, path);
  page.setDefaultTimeout(8_000);
  return page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const navigation = (page: Page) => page.getByRole('navigation', { name: 'Pages' });
const asks = (page: Page) => page.getByRole('alertdialog', { name: 'Leave without saving?' });

/** The path, what is typed first, the button, the field that gets the focus, and what is wrong with it. */
type Form = [path: string, typed: Record<string, string>, act: string, field: RegExp, fault: RegExp];

const forms: Form[] = [
  ['/admin/roles/new', {}, 'Create role', /^input Name/, /must not be blank/],
  ['/admin/roles/new', { Name: 'Taken' }, 'Create role', /^input Name/, /already taken/],
  ['/admin/permission-sets/new', { Name: 'Directory' }, 'Create set', /^input None/, /./],
  ['/admin/permissions/new', { Name: 'lower' }, 'Create permission', /^input Name/, /upper case/],
  ['/admin/projects/new', { Name: 'Web' }, 'Create project', /^input Key/, /./],
  ['/admin/webhooks/new', { URL: 'nonsense' }, 'Create webhook', /^input URL/, /https/],
  ['/admin/apis/new', { Name: 'shop' }, 'Register API', /^textarea OpenAPI document/, /./],
  ['/admin/token-policy', { 'Tokens per user': 'many' }, 'Save the policy', /^input Tokens per user/, /number/],
  ['/admin/password-policy', { 'Shortest length, in characters': 'x' }, 'Save the policy', /^input Shortest/, /./],
  [
    '/admin/settings',
    { 'Time zone of days and times in emails': 'Nowhere' },
    'Save the settings',
    /^input Time/,
    /zone/,
  ],
  ['/account/tokens/new', {}, 'Generate token', /^input Name/, /./],
];

test('a refused form focuses its first wrong field, which is described by its error', async () => {
  const owner = await visits.as.owner();
  await owner.ask('mutation { createRole(input: { name: "Taken", applied_permissions: [] }) { id } }');
  const page = await opened(owner, '/account');
  for (const [path, typed, act, field, fault] of forms) {
    await page.goto(visits.server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [label, text] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(text);
    await button(page, act).click();
    await page.locator('.field[data-invalid]').first().waitFor();
    await focused(page, field);
    const found = await faultOfFocused(page);
    expect([path, found]).toEqual([path, expect.stringMatching(fault)]);
    expect([path, found]).not.toEqual([path, expect.stringMatching(/^not /)]);
  }
});

test('a long form lists its wrong fields once, each with a link that leads to it', async () => {
  const page = await opened(await visits.as.owner(), '/admin/users/new');
  await page.getByLabel('Email address', { exact: true }).fill('grace@example.com');
  await button(page, 'Create user').click();
  await focused(page, /^input Name/);
  const summary = page.getByRole('alert');
  expect(await summary.count()).toBe(1);
  await summary.getByText('Correct these 3 fields:').waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'form-refused');
  await summary.getByRole('link', { name: 'User name' }).click();
  await focused(page, /^input User name/);
  expect(await faultOfFocused(page)).not.toMatch(/^not /);
});

test('the list of wrong fields keeps only those that are still wrong, and does not take the focus', async () => {
  const page = await opened(await visits.as.owner(), '/account/tokens/new');
  await button(page, 'Generate token').click();
  const summary = page.getByRole('alert').filter({ hasText: 'Correct' });
  await summary.getByText('Correct these 2 fields:').waitFor();
  const name = page.getByLabel('Name', { exact: true });
  await name.pressSequentially('deploy');
  await summary.getByText('Correct this field:').waitFor();
  expect(await summary.getByRole('link', { name: 'Name' }).count()).toBe(0);
  expect(await name.inputValue()).toBe('deploy');
  await page.getByRole('button', { name: /^Dashboard/ }).click();
  await summary.waitFor({ state: 'detached' });
});

test('an error of no field is shown above the fields and gets the focus', async () => {
  const owner = await visits.as.owner();
  const page = await opened(await visits.as.having('READ_USER', 'UPDATE_USER'), `/admin/users/${owner.id}/edit`);
  await page.getByLabel('Name', { exact: true }).fill('Somebody else');
  await button(page, 'Save').click();
  await page.getByRole('alert').waitFor();
  await focused(page, /^div You may not do this/);
  expect(await page.locator('.field[data-invalid]').count()).toBe(0);
});

test('a tree without a selection gets the focus, and so does the first option of a group', async () => {
  const page = await opened(await visits.as.having('READ_WEBHOOK', 'CREATE_WEBHOOK'), '/account/requests/new');
  await page.getByRole('row', { name: 'READ_USER' }).waitFor();
  await button(page, 'Send the request').click();
  await focused(page, /^(row|treegrid)/);
  expect(await faultOfFocused(page)).toMatch(/Pick/);
  await page.goto(`${visits.server.url}/admin/webhooks/new`);
  await page.getByLabel('URL', { exact: true }).fill('https://example.com/events');
  await button(page, 'Create webhook').click();
  await focused(page, /^input/);
  expect(await faultOfFocused(page)).not.toMatch(/^not/);
});

test('leaving a form by a link or the Back button asks while something is not saved', async () => {
  const page = await opened(await visits.as.owner(), '/admin/roles');
  await page.getByRole('link', { name: 'New role' }).click();
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Auditor');
  await navigation(page).getByRole('link', { name: 'Users' }).click();
  await keepPicture(page, 'form-unsaved');
  expect(await violations(page)).toEqual([]);
  await asks(page).getByRole('button', { name: 'Stay here' }).click();
  await asks(page).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement !== document.body);
  await page.evaluate(() => history.back());
  await asks(page).getByRole('button', { name: 'Stay here' }).click();
  expect([new URL(page.url()).pathname, await name.inputValue()]).toEqual(['/admin/roles/new', 'Auditor']);

  await page.evaluate(() => history.back());
  await asks(page).getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
  await page.evaluate(() => history.forward());
  await name.fill('Auditor');
  await navigation(page).getByRole('link', { name: 'Users' }).click();
  await asks(page).getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  await focused(page, 'h1 Users');
});

test('saving, cancelling and reverting to the first values do not ask', async () => {
  const page = await opened(await visits.as.owner(), '/admin/roles/new');
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Auditor');
  await name.fill('');
  await navigation(page).getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('link', { name: 'New role' }).click();
  await name.fill('Auditor');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'New role' }).click();
  await name.fill('Auditor');
  await button(page, 'Create role').click();
  await page.getByRole('heading', { level: 1, name: 'Auditor' }).waitFor();
  await page.goto(`${visits.server.url}/admin/settings`);
  await page.getByLabel('Time zone of days and times in emails').fill('Europe/Paris');
  await button(page, 'Save the settings').click();
  await page.getByText('The settings were changed.').waitFor();
  await navigation(page).getByRole('link', { name: 'Roles' }).click();
  await page.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
});

test('closing the window asks while something is not saved, and not before', async () => {
  const page = await opened(await visits.as.owner(), '/admin/roles/new');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const name = page.getByLabel('Name', { exact: true });
  await name.click();
  await page.reload();
  expect(asked).toEqual([]);
  await name.pressSequentially('Auditor');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
});
