/** What the page about the logs shows in the browser. */
import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { users } from '../../../../schema/users.ts';
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
  const values = await change
    .locator('dl > div')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim()));
  expect(values.sort()).toEqual([
    'Description Copies the users of one system to another Removed: at night Added: on Sundays',
    'Expires Before: nothing→ After: May 4, 2030, 3:02 AM',
    'Name Before: Nightly→ After: Weekly',
    'Permissions Removed: READ_ROLE Added: READ_PROJECT',
  ]);
  expect(await violations(page)).toEqual([]);
});
