/** The guide on a new server: from an empty server to a first call; it disappears once it is dismissed. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../../test-users.ts';
import { violations } from '../../kit/axe.ts';
import { looks } from '../../kit/looks.ts';
import { keepPicture } from '../../kit/picture.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();
let owner: Person;
let page: Page;
beforeAll(async () => {
  owner = await visits.as.owner();
  const { ask } = await owner.signedIn();
  const input = { name: 'Ada Lovelace', ui_preferences: '{"of another":1}' };
  await ask('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }', { input });
});

const guide = () => page.getByRole('region', { name: /Your first API call in four steps|It works/ });
const step = (title: string) =>
  guide()
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title }) });
const press = (name: string) => guide().getByRole('button', { name, exact: true }).click();

/** The guide in its present state fits its window and is accessible, wide and narrow, light and dark. */
async function look(name: string): Promise<void> {
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (colorScheme === 'light') await keepPicture(guide(), `guide-${name}-${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await violations(page)).toEqual([]);
  }
}

/** Sends the request of the shown command without a shell. */
async function call(command: string): Promise<unknown> {
  const [, url = '', token = '', body = ''] =
    /curl -s (\S+).*Authorization: (Bearer \S+)'.*--data-raw '(.*)'/s.exec(command) ?? [];
  const headers = { 'Content-Type': 'application/json', Authorization: token };
  const response = await fetch(url, { method: 'POST', headers, body });
  return ((await response.json()) as { data: unknown }).data;
}

test('leads to a role, a user, a token and a first call, which appears at once', async () => {
  page = await visits.open(owner, '/account/home');
  await step('Create a role').getByText('See users and roles').waitFor();
  await look('role');
  await press('Create the role');

  await guide().getByText('The role Reader was created.').waitFor();
  await guide().getByLabel('Name', { exact: true }).fill('Grace <b>Hopper</b>');
  await guide().getByLabel('User name').fill('grace');
  await guide().getByLabel('Email address').fill('grace@example.com');
  await press('Create the user');

  await guide().getByText('The user Grace <b>Hopper</b> was created.').waitFor();
  const link = guide().getByRole('textbox', { name: 'Link to set a password' });
  expect(await link.inputValue()).toContain('/set-password/');
  await press('Generate the token');
  await guide().getByText('Waiting for the first call').waitFor();
  await look('call');

  const command = await guide().getByRole('textbox', { name: 'Command' }).inputValue();
  const me = { username: 'grace', effective_permissions: ['READ_USER', 'READ_ROLE'] };
  expect(await call(command)).toEqual({ me });
  await visits.server.usage.flush();
  await guide().getByText('The first call came from 127.0.0.1, just now.').waitFor();
  await look('done');
  await guide().getByRole('link', { name: 'See what the token may do and what it is used for' }).waitFor();
});

test('is shown until it is dismissed, and other values in the preferences stay', async () => {
  const { ask } = await owner.signedIn();
  await visits.server.db.execute('delete from token_uses');
  page = await visits.open(owner, '/account/home');
  await guide().getByText('the server does not store it').waitFor();
  await press('Hide this guide');
  await guide().waitFor({ state: 'detached' });
  const { data } = await ask('{ me { user_preferences { ui_preferences } } }');
  expect(JSON.parse(data.me.user_preferences.ui_preferences)).toEqual({ 'of another': 1, first_visit: 'dismissed' });
  const answered = page.waitForResponse(
    (response) => response.request().postData()?.includes('GuideProgress') ?? false,
  );
  await page.reload();
  await (await answered).finished();
  await page.getByRole('heading', { name: 'To do' }).first().waitFor();
  expect(await guide().count()).toBe(0);
});

test('is not shown to a user who may not create roles, users and tokens', async () => {
  await visits.server.db.execute('update users set ui_preferences = null');
  page = await visits.open(await visits.as.having('CREATE_ROLE', 'READ_ROLE'), '/account/home');
  await page.getByRole('heading', { name: 'To do' }).first().waitFor();
  expect(await guide().count()).toBe(0);
});
