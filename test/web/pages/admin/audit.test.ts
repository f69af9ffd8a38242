/** What the page about the logs shows in the browser. */
import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Locator } from 'playwright-core';
import { users } from '../../../../schema/users.ts';
import { granted } from '../../../requests/acts.ts';
import { edit, inBrowser, made } from '../../../tokens/acts.ts';
import { violations } from '../../kit/axe.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

test('lockouts are found by their filter, marked as such, and named in the language of the reader', async () => {
  const locked = await visits.as.having();
  for (let time = 0; time < 10; time++)
    await visits.server.fetch('/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: locked.username, password: 'wrong' }),
    });
  const owner = await visits.as.owner();
  const page = await visits.open(owner, '/admin/audit');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'Accounts and networks locked by failed sign-ins' }).click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
  await rows
    .filter({ hasText: 'Failed sign-ins have locked this account.' })
    .getByText('Locked', { exact: true })
    .waitFor();
  // Until the filtered list has come, the list before it is shown.
  await rows.nth(1).waitFor({ state: 'detached' });
  expect(await rows.count()).toBe(1);
  await visits.server.db.update(users).set({ language: 'fr' }).where(eq(users.id, owner.id));
  await page.reload();
  await rows.getByText('Blocage', { exact: true }).waitFor();
  await page.getByText('Les comptes et réseaux bloqués par des échecs de connexion').first().waitFor();
});

/** The texts of the values of an opened entry. */
async function valuesIn(change: Locator): Promise<string[]> {
  const values = change.locator('dl > div');
  await values.first().waitFor();
  return values.evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim()));
}

test('a change is shown value by value: its name, sets as what was added and removed, texts by words, times as the reader writes them', async () => {
  const owner = await visits.as.owner();
  await visits.server.db.update(users).set({ language: 'en' }).where(eq(users.id, owner.id));
  const by = await inBrowser(visits.server, owner);
  const { id } = await made(by, {
    name: 'Nightly',
    description: 'Copies the users of one system to another at night',
    permissions: ['READ_USER', 'READ_ROLE'],
  });
  const changes = {
    name: 'Weekly',
    description: 'Copies the users of one system to another on Sundays',
    permissions: ['READ_USER', 'READ_PROJECT'],
    expires_at: '2030-05-04T03:02:00.000Z',
  };
  await edit(by, id, changes);
  const page = await visits.open(owner, '/admin/audit', { timezoneId: 'UTC' });
  await page
    .getByText(/^4 values$/)
    .first()
    .click();
  const change = page.locator('.changed-values[open]');
  expect((await valuesIn(change)).sort()).toEqual([
    'Description Copies the users of one system to another Removed: at night Added: on Sundays',
    'Expires Before: no end After: May 4, 2030, 3:02 AM',
    'Name Before: Nightly After: Weekly',
    'Permissions Removed: READ_ROLE Added: READ_PROJECT',
  ]);
  expect(await violations(page)).toEqual([]);
});

test('a limit is shown as what it takes away, and latent permissions as taken off and restored, the rest of many folded', async () => {
  const owner = await visits.as.owner();
  const by = await inBrowser(visits.server, owner);
  const { id } = await made(by, { name: 'Narrowed' });
  const page = await visits.open(owner, '/admin/audit', { timezoneId: 'UTC' });
  const newest = async () => {
    await page.reload();
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .first();
    await row.getByText(/^\d+ values?$/).click();
    return row.locator('.changed-values[open]');
  };

  const shrunk = await by(`mutation { shrinkPersonalAccessToken(id: ${id}, input: { permissions: [
    READ_USER, CREATE_USER, UPDATE_USER, READ_PROJECT, READ_ROLE, CREATE_ROLE, UPDATE_ROLE, DELETE_ROLE] }) { id } }`);
  expect(shrunk.errors).toBeUndefined();
  let change = await newest();
  await change.getByText('taken off:').waitFor();
  expect(await change.locator('del:visible').count()).toBe(5);
  expect(await change.locator('ins').count()).toBe(0);
  await change.getByText('and 3 more').click();
  expect(await change.locator('del:visible').count()).toBe(8);

  await by(`mutation { restorePersonalAccessToken(id: ${id}, permissions: [READ_USER]) { id } }`);
  change = await newest();
  expect(await valuesIn(change)).toEqual(['Permissions taken off restored: READ_USER']);
  await change.locator('ins').waitFor();

  await edit(by, id, { permissions: ['READ_PROJECT'], allowed_subnets: ['10.0.0.0/8'] });
  change = await newest();
  expect((await valuesIn(change)).sort()).toEqual([
    'Allowed subnets Before: any address After: only 10.0.0.0/8',
    'Permissions Before: everything its owner may do After: only READ_PROJECT',
    'Permissions taken off none any more: the permissions were chosen anew',
  ]);
  expect(await change.locator('ins, del').count()).toBe(0);
});

test('records and people have their names, values for programs are in words, and who signs in is who did it', async () => {
  const owner = await visits.as.owner();
  const by = await inBrowser(visits.server, owner);
  const asking = await visits.as.having();
  const asked = await asking.signedIn();
  await granted(asked.ask, by, { permissions: ['READ_ROLE'], reason: 'For a report' });
  const page = await visits.open(owner, '/admin/audit');
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
  const signedIn = rows.filter({ hasText: `${asking.username} signed in.` }).first();
  await signedIn.getByRole('link', { name: asking.username, exact: true }).waitFor();
  await signedIn.getByText(`User ${asking.username}`).waitFor();
  expect(await signedIn.getByText('Latchkey', { exact: true }).count()).toBe(0);

  const decision = rows.filter({ hasText: 'Request for access' }).first();
  await decision.getByText(/^\d+ values$/).click();
  const change = decision.locator('.changed-values[open]');
  await change.getByRole('link', { name: owner.username }).waitFor();
  const values = await valuesIn(change);
  expect(values).toContainEqual(expect.stringMatching(/^State Before: pending After: granted$/));
  expect(values).toContainEqual(`Decided by Before: – nothing After: ${owner.username}`);

  await owner.ask('mutation { createRole(input: { name: "By a program", applied_permissions: [] }) { id } }');
  await page.reload();
  const byProgram = rows.filter({ hasText: 'Role By a program' });
  await byProgram.getByText('with token test').waitFor();

  const stranger = await visits.open(await visits.as.having('READ_ALL_LOGS'), '/admin/audit');
  const seen = stranger
    .getByRole('row')
    .filter({ hasText: `${asking.username} signed in.` })
    .first();
  await seen.getByText(`User ${asking.id}`).first().waitFor();
  expect(await stranger.getByRole('alert').count()).toBe(0);
});
