/** What the page about the logs shows in the browser. */
import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { users } from '../../../../schema/users.ts';
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
