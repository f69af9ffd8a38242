/** Notes on the pages of users, roles and tokens: written, shown at the top, and acknowledged before a change. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../test-users.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const section = (page: Page) => page.getByRole('region', { name: 'Notes', exact: true });
const atTop = (page: Page) => page.getByRole('list', { name: 'Sticky notes' });
const dialog = (page: Page) => page.getByRole('alertdialog', { name: 'Read this before you change it' });

async function leave({ ask }: Person, type: string, id: string, message: string, priority: string): Promise<string> {
  const query = 'mutation ($input: CreateNoteMutationInput) { createNote(input: $input) { id } }';
  const { data, errors } = await ask(query, {
    input: { noteable_type: type, noteable_id: id, message, priority },
  });
  expect(errors).toBeUndefined();
  return data.createNote.id;
}

const roleOf = async (owner: Person, name: string): Promise<string> =>
  (
    await owner.ask(
      'mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }',
      { name },
    )
  ).data.createRole.id;

const nameOf = async (owner: Person, id: string) =>
  (await owner.ask('query ($id: Int64Bit) { roles(id: $id) { entities { name } } }', { id })).data.roles.entities[0]
    .name;

test('a note is added to a user, made sticky and deleted', async () => {
  const owner = await visits.as.owner();
  const ida = await visits.as.having();
  const page = await visits.open(owner, `/admin/users/${ida.id}`);
  await button(page, 'Add a note').click();
  await button(page, 'Save').click();
  await page.getByRole('dialog').getByText('must not be blank').waitFor();
  await page.getByLabel('Text', { exact: true }).fill('<b>Works</b> on two teams.');
  await button(page, 'Save').click();
  await section(page).getByText('<b>Works</b> on two teams.').waitFor();
  expect(await atTop(page).count()).toBe(0);
  await section(page).getByRole('button', { name: 'Edit the note' }).click();
  await page.getByRole('radio', { name: /^Sticky Shown/ }).check({ force: true });
  await button(page, 'Save').click();
  await atTop(page).getByText('<b>Works</b> on two teams.').waitFor();
  await section(page).getByRole('button', { name: 'Delete the note' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await section(page).getByText('No notes yet.').waitFor();
  expect(await atTop(page).count()).toBe(0);
});

test('others’ notes can be changed only with ALTER_OTHERS_NOTES, and added only with CREATE_NOTE', async () => {
  const owner = await visits.as.owner();
  const role = await roleOf(owner, 'Read only here');
  await leave(owner, 'Role', role, 'Left by the owner', 'NORMAL');
  const reader = await visits.as.having('READ_ROLE', 'UPDATE_NOTE', 'DELETE_NOTE');
  const page = await visits.open(reader, `/admin/roles/${role}`);
  await section(page).getByText('Left by the owner').waitFor();
  expect(await section(page).getByRole('button').count()).toBe(0);
  const altering = await visits.as.having('READ_ROLE', 'UPDATE_NOTE', 'ALTER_OTHERS_NOTES');
  const other = await visits.open(altering, `/admin/roles/${role}`);
  await section(other).getByRole('button', { name: 'Edit the note' }).waitFor();
  expect(await section(other).getByRole('button', { name: 'Delete the note' }).count()).toBe(0);
});

test('a note with confirmation is acknowledged once before a role is changed, and again after it was changed', async () => {
  const owner = await visits.as.owner();
  const role = await roleOf(owner, 'Agreed');
  const note = await leave(owner, 'Role', role, 'Ask the works council first', 'STICKY_WITH_CONFIRMATION');
  const page = await visits.open(owner, `/admin/roles/${role}/edit`);
  const rename = async (name: string) => {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await button(page, 'Save').click();
  };
  await rename('Changed');
  await dialog(page).getByText('Ask the works council first').waitFor();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await nameOf(owner, role)).toBe('Agreed');
  await rename('Changed');
  await dialog(page).getByRole('button', { name: 'I have read it: continue' }).click();
  await page.getByText('The role was changed.').waitFor();
  expect(await nameOf(owner, role)).toBe('Changed');
  await page.getByRole('link', { name: 'Edit' }).click();
  await rename('Changed twice');
  await page.getByRole('heading', { name: /^.Changed twice.$/ }).waitFor();
  const edit = 'mutation ($id: Int64Bit!) { updateNote(id: $id, input: { message: "Ask again" }) { id } }';
  expect((await owner.ask(edit, { id: note })).errors).toBeUndefined();
  await button(page, 'Delete').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await dialog(page).getByText('Ask again').waitFor();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  expect(await nameOf(owner, role)).toBe('Changed twice');
});

test('the owner of a token sees the note on it, and acknowledges it before revoking the token from the list', async () => {
  const owner = await visits.as.owner();
  const ida = await visits.as.having();
  const [{ id }] = (await ida.ask('{ personal_access_tokens { entities { id } } }')).data.personal_access_tokens
    .entities;
  await leave(owner, 'PersonalAccessToken', id, 'The billing run uses it', 'STICKY_WITH_CONFIRMATION');
  const page = await visits.open(ida, `/account/tokens/${id}`);
  await atTop(page).getByText('The billing run uses it').waitFor();
  expect(await button(page, 'Add a note').count()).toBe(0);
  await page.goto(`${visits.server.url}/account/tokens`);
  await page.getByRole('button', { name: /^Actions for .test.$/ }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await dialog(page).getByText('The billing run uses it').waitFor();
  await dialog(page).getByRole('button', { name: 'I have read it: continue' }).click();
  await page.getByText('The token was revoked.').waitFor();
});
