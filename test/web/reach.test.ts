/** How far a role reaches, on its page: what it leads to, and what nobody in it used, taken off and put back. */

import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import { useVisits } from './visits.ts';

const visits = useVisits();

test('what nobody in a role used is taken off it, and put back', async () => {
  const grace = await visits.as.having('READ_USER', 'READ_ROLE', 'CREATE_USER');
  expect((await grace.ask('{ users { entities { id } } }')).errors).toBeUndefined();
  await visits.server.usage.flush();
  const [user] = await visits.server.db.select().from(users).where(eq(users.id, grace.id));
  const applied = async () => {
    const { data } = await grace.ask('{ me { effective_permissions } }');
    return data.me.effective_permissions;
  };
  const page = await visits.open(await visits.as.owner(), `/admin/roles/${user?.roleId}`);
  const reach = page.getByRole('region', { name: 'How far it reaches' });
  // Without mail whoever makes an account is shown its link.
  await reach.getByText('To a way in that is left when it has ended:').waitFor();
  await reach.getByRole('list').getByText('createUser').first().waitFor();

  await reach.getByText('Nobody in it used 2 permissions of it within 90 days').waitFor();
  await reach.getByRole('button', { name: 'Take them off' }).click();
  await reach.getByText('What nobody used is off the role.').waitFor();
  expect(await applied()).toEqual(['READ_USER']);
  await reach.getByText('Nothing it may do leads to more than this.').waitFor();
  await reach.getByRole('button', { name: 'Undo' }).click();
  await reach.getByRole('button', { name: 'Take them off' }).waitFor();
  expect(await applied()).toEqual(expect.arrayContaining(['READ_USER', 'READ_ROLE', 'CREATE_USER']));
});

test('whoever may not edit roles is shown what nobody used, and no way to take it off', async () => {
  const reader = await visits.as.having('READ_ROLE', 'CREATE_NOTE');
  const [user] = await visits.server.db.select().from(users).where(eq(users.id, reader.id));
  const page = await visits.open(reader, `/admin/roles/${user?.roleId}`);
  await page.getByText('Nobody in it used').waitFor();
  expect(await page.getByRole('button', { name: 'Take them off' }).count()).toBe(0);
});
