/** After each dialog and action of the main pages the focus is at a sensible place, never at the body. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setFirewall } from '../../firewall/sending.ts';
import { request } from '../../requests/acts.ts';
import type { Person } from '../../test-users.ts';
import { holding, inBrowser, made } from '../../tokens/acts.ts';
import { focused, focusOf } from '../kit/focus.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

async function opened(person: Person, path: string): Promise<Page> {
  const page = await visits.open(person, path);
  page.setDefaultTimeout(8_000);
  return page;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.locator('.overlay [role]').first();
const gone = (page: Page) => dialog(page).waitFor({ state: 'detached' });

/** With the keyboard, so that the focus is where a user of the keyboard has it. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await button(page, name).focus();
  await page.keyboard.press('Enter');
}

/** Names may be in isolating characters. */
const menuOf = (row: string) => new RegExp(`^Actions for .?${row.replaceAll('.', '\\.')}`);

async function choose(page: Page, row: string, act: string): Promise<void> {
  // A table gives the focus that it gets from outside to its first row, so it is entered with the mouse.
  await button(page, menuOf(row)).click();
  await page.getByRole('menuitem', { name: act }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
}

/** Opens the dialog of a button and closes it again. */
async function openAndLeave(page: Page, name: string | RegExp, by: 'Escape' | 'Cancel'): Promise<void> {
  await press(page, name);
  await dialog(page).waitFor();
  expect(await focusOf(page)).not.toBe('body');
  if (by === 'Escape') await page.keyboard.press('Escape');
  else await dialog(page).getByRole('button', { name: by }).press('Enter');
  await gone(page);
  await focused(page, typeof name === 'string' ? `button ${name}` : name);
}

test('tokens: after a dialog was left the button has the focus, after revoking the button of the next row, at last the heading', async () => {
  const ada = await visits.as.having('READ_USER');
  const by = await inBrowser(visits.server, ada);
  for (const name of ['first', 'second', 'third']) await made(by, { name });
  const page = await opened(ada, '/account/tokens?order=name+ASC');
  for (const act of ['Revoke…', 'Regenerate…']) {
    await choose(page, 'second', act);
    await dialog(page).getByRole('button', { name: 'Cancel' }).press('Enter');
    await gone(page);
    await focused(page, /^button Actions for .?second/);
  }
  const revoke = async (name: string) => {
    await choose(page, name, 'Revoke…');
    await dialog(page).getByRole('button', { name: 'Revoke' }).press('Enter');
    await gone(page);
    await page.getByRole('row', { name }).waitFor({ state: 'detached' });
  };
  // `test` is a token that she has already.
  await revoke('second');
  await focused(page, /^button Actions for .?test/);
  await revoke('test');
  await focused(page, /^button Actions for .?third/);
  await revoke('third');
  await focused(page, /^button Actions for .?first/);
  await revoke('first');
  await focused(page, /^h[12] /);
});

test('a new token: after its value was copied and the dialog closed, the heading of the list', async () => {
  const page = await opened(await visits.as.having('READ_USER'), '/account/tokens/new');
  await page.getByLabel('Name', { exact: true }).fill('ci');
  await page.getByText('Everything you may do').click();
  await button(page, 'Generate token').press('Enter');
  await dialog(page).getByRole('button', { name: 'Done' }).press('Enter');
  await dialog(page).getByRole('button', { name: 'Close without the value' }).press('Enter');
  await gone(page);
  await focused(page, /^h1 Access tokens/);
});

test('the page of a token: after shrinking, undoing and restoring', async () => {
  const ada = await visits.as.having('READ_USER', 'READ_ROLE');
  const { id, token } = await made(await inBrowser(visits.server, ada), { permissions: ['READ_USER', 'READ_ROLE'] });
  await holding(visits.server, token)('{ users { entities { id } } }');
  await visits.server.usage.flush();
  const page = await opened(ada, `/account/tokens/${id}`);
  await press(page, 'Shrink to what was used');
  await page.getByText('The token was shrunk by 1 permission.').waitFor();
  await focused(page, /^h[23] /);
  await press(page, 'Undo');
  await page.getByText('The permissions were restored.').waitFor();
  await focused(page, /^h[23] /);
  await press(page, 'Shrink to what was used');
  await press(page, 'Restore READ_ROLE');
  await focused(page, /^h[23] /);
});

test('a user: each dialog gives the focus back; notes are added, edited and deleted', async () => {
  const bea = await visits.as.having();
  const page = await opened(await visits.as.owner(), `/admin/users/${bea.id}`);
  for (const name of ['New link', 'Reset two-step sign-in']) {
    await button(page, name).waitFor();
    await openAndLeave(page, name, 'Escape');
    await openAndLeave(page, name, 'Cancel');
  }
  await openAndLeave(page, 'Add a note', 'Cancel');
  for (const note of ['one', 'two']) {
    await press(page, 'Add a note');
    await page.getByLabel('Text', { exact: true }).fill(note);
    await dialog(page).getByRole('button', { name: 'Save' }).press('Enter');
    await gone(page);
    await focused(page, 'button Add a note');
  }
  await openAndLeave(page, /Edit the note .*one/, 'Escape');
  for (const [note, next] of [
    ['two', /^button Delete the note .*one/],
    ['one', /^h2 Notes/],
  ] as const) {
    await press(page, new RegExp(`^Delete the note .*${note}`));
    await dialog(page).getByRole('button', { name: 'Delete' }).press('Enter');
    await gone(page);
    await button(page, new RegExp(`^Delete the note .*${note}`)).waitFor({ state: 'detached' });
    await focused(page, next);
  }
});

test('deleting a record from its page leads to the heading of its list', async () => {
  const owner = await visits.as.owner();
  const { data } = await owner.ask('mutation { createRole(input: { name: "Short", applied_permissions: [] }) { id } }');
  const page = await opened(owner, `/admin/roles/${data.createRole.id}`);
  await openAndLeave(page, 'Delete', 'Cancel');
  await press(page, 'Delete');
  await dialog(page).getByText('No user has it.').waitFor();
  await dialog(page).getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByText('The role was deleted.').waitFor();
  await focused(page, 'h1 Roles');
});

test('the firewall: rules are added, edited and deleted from their menus', async () => {
  await setFirewall(visits.server, false, '192.0.2.0/24', '198.51.100.0/24');
  const page = await opened(await visits.as.owner(), '/admin/firewall');
  await page.getByRole('row', { name: /192\.0\.2\.0/ }).waitFor();
  await openAndLeave(page, 'New rule', 'Escape');
  await press(page, 'New rule');
  await page.getByLabel('What it is', { exact: true }).fill('The lab');
  await page.getByLabel('Subnet', { exact: true }).fill('203.0.113.0/24');
  await page.keyboard.press('Enter');
  await gone(page);
  await focused(page, 'button New rule');
  await choose(page, '192.0.2.0/24', 'Edit');
  await page.keyboard.press('Escape');
  await gone(page);
  await focused(page, /^button Actions for .?192/);
  await choose(page, '192.0.2.0/24', 'Delete');
  await dialog(page).getByText('No active token was last used from this subnet.').waitFor();
  await dialog(page).getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByRole('row', { name: /192\.0\.2\.0/ }).waitFor({ state: 'detached' });
  await focused(page, /^button Actions for .?198/);
});

test('sessions, requests and a table: the focus stays where it was, or moves on', async () => {
  const ada = await visits.as.having('READ_ROLE');
  await inBrowser(visits.server, ada);
  const page = await opened(ada, '/account');
  await button(page, 'Sign out of all others').waitFor();
  await press(page, 'Sign out of all others');
  await page.locator('button[aria-disabled=true]', { hasText: 'Sign out of all others' }).waitFor();
  await focused(page, 'button Sign out of all others');

  const by = await inBrowser(visits.server, ada);
  expect((await request(by, { permissions: ['READ_USER'] })).errors).toBeUndefined();
  await page.goto(`${visits.server.url}/account/requests`);
  await button(page, /^Withdraw/).waitFor();
  await button(page, /^Withdraw/).click();
  await button(page, /^Withdraw/).waitFor({ state: 'detached' });
  await focused(page, /^(h1|button|row|td)/);
  await press(page, 'Refresh');
  await focused(page, 'button Refresh');
});

test('after a link in the navigation the heading of the page has the focus', async () => {
  const page = await opened(await visits.as.owner(), '/account');
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (const name of ['Access tokens', 'Users', 'Roles', 'Firewall']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).press('Enter');
    await focused(page, `h1 ${name}`);
  }
});
