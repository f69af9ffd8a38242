/** The page of a role: its escalations, and its unused permissions, taken off and put back. */

import { expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { roles } from '../../../../schema/roles.ts';
import { users } from '../../../../schema/users.ts';
import type { Person } from '../../../test-users.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const counted = async (roleId: string, days: number) => {
  const countedSince = sql`now() - make_interval(days => ${days}::int)`;
  await visits.server.db.update(roles).set({ countedSince }).where(eq(roles.id, roleId));
};

/** The role of a user, whose uses have been counted for this number of days. */
async function roleOf(person: Person, days: number): Promise<string> {
  const [user] = await visits.server.db.select().from(users).where(eq(users.id, person.id));
  const roleId = user?.roleId as string;
  await counted(roleId, days);
  return roleId;
}

test('unused permissions are taken off a role after the affected users are named, and put back later', async () => {
  const grace = await visits.as.having('READ_USER', 'READ_ROLE', 'CREATE_USER');
  expect((await grace.ask('{ users { entities { id } } }')).errors).toBeUndefined();
  await visits.server.usage.flush();
  const roleId = await roleOf(grace, 8);
  const others = await Promise.all(Array.from({ length: 12 }, () => visits.as.having()));
  for (const { id } of others) await visits.server.db.update(users).set({ roleId }).where(eq(users.id, id));
  const applied = async () => {
    const { data } = await grace.ask('{ me { effective_permissions } }');
    return data.me.effective_permissions;
  };
  const page = await visits.open(await visits.as.owner(), `/admin/roles/${roleId}`);
  const reach = page.getByRole('region', { name: 'Reach and escalations' });
  // Without a mail server, the person who creates an account sees its link.
  await reach
    .getByText('They make it possible to obtain access that remains after a token has expired or was revoked.')
    .waitFor();
  await reach.getByRole('list').getByText('createUser').first().waitFor();

  await reach.getByText('No user with this role used 2 permissions within the last 90 days').waitFor();
  await reach.getByRole('button', { name: 'Take them off' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('13 users with this role and all their tokens lose these permissions:').waitFor();
  expect(await dialog.locator('.chip').allInnerTexts()).toEqual(['READ_ROLE', 'CREATE_USER']);
  const names = [grace, ...others].map(({ username }) => username).sort();
  expect(await dialog.locator('.people .minor').allInnerTexts()).toEqual(names.slice(0, 12));
  await dialog.getByText('and 1 other').waitFor();
  expect(await applied()).toHaveLength(3);
  await dialog.getByRole('button', { name: 'Take them off' }).click();
  await reach.getByText('Taken off the role').waitFor();
  expect(await applied()).toEqual(['READ_USER']);
  await reach.getByText('These permissions do not lead to more.').waitFor();

  const later = await visits.open(await visits.as.owner(), `/admin/roles/${roleId}`);
  await later.getByRole('button', { name: 'Put them back' }).click();
  await later.getByText('Taken off the role').waitFor({ state: 'detached' });
  expect(await applied()).toEqual(expect.arrayContaining(['READ_USER', 'READ_ROLE', 'CREATE_USER']));
});

test('unused permissions are not taken off before uses have been counted for a week', async () => {
  const grace = await visits.as.having('READ_USER');
  const roleId = await roleOf(grace, 6);
  const page = await visits.open(await visits.as.owner(), `/admin/roles/${roleId}`);
  await page.getByText('No user with this role used').waitFor();
  await page.getByText('The role was given a permission on').waitFor();
  expect(await page.getByRole('button', { name: 'Take them off' }).count()).toBe(0);
  await counted(roleId, 8);
  await page.reload();
  await page.getByRole('button', { name: 'Take them off' }).waitFor();
});

test('a user who may not read users sees no names of the affected users', async () => {
  const grace = await visits.as.having('READ_ROLE');
  const roleId = await roleOf(grace, 8);
  const page = await visits.open(await visits.as.having('READ_ROLE', 'UPDATE_ROLE'), `/admin/roles/${roleId}`);
  await page.getByRole('button', { name: 'Take them off' }).click();
  await page.getByText('You may not read who they are.').waitFor();
  expect(await page.getByText(grace.username).count()).toBe(0);
});

test('a user who may not edit roles sees the unused permissions, but no button to take them off', async () => {
  const reader = await visits.as.having('READ_ROLE', 'CREATE_NOTE');
  const roleId = await roleOf(reader, 8);
  const page = await visits.open(reader, `/admin/roles/${roleId}`);
  await page.getByText('No user with this role used').waitFor();
  expect(await page.getByRole('button', { name: 'Take them off' }).count()).toBe(0);
});

test('a role without users has no unused permissions, because nobody could use them', async () => {
  const owner = await visits.as.owner();
  const { data } = await owner.ask(
    'mutation { createRole(input: { name: "Nobody yet", applied_permissions: [READ_USER] }) { id } }',
  );
  const page = await visits.open(owner, `/admin/roles/${data.createRole.id}`);
  await page.getByText('No user has this role: there are no uses to count.').waitFor();
  expect(await page.getByText('No user with this role used').count()).toBe(0);
});
