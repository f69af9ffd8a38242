/** The page of a token: its uses, shrinking and restoring it, and requesting missing permissions. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { done, grant, listed } from '../../requests/acts.ts';

import type { Person } from '../../test-users.ts';
import { type Ask, holding, inBrowser, made, setPolicy } from '../../tokens/acts.ts';

import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
let ada: Person;
let page: Page;
beforeAll(async () => {
  ada = await visits.as.having('READ_USER', 'READ_ROLE');
});

async function open(who: Person, path: string): Promise<void> {
  page = await visits.open(who, path);
}

const users = '{ users { entities { id } } }';
const roles = '{ roles { entities { id } } }';
const button = (name: string) => page.getByRole('button', { name });

/** A token of hers that may read users and roles, and has read users. */
async function using(by: Ask, name: string): Promise<{ id: string; program: Ask }> {
  const { id, token } = await made(by, { name, permissions: ['READ_USER', 'READ_ROLE'] });
  const program = holding(visits.server, token);
  expect((await program(users)).errors).toBeUndefined();
  await visits.server.usage.flush();
  return { id, program };
}

test('after shrinking, a call that the token never made is refused, and it works again after undoing', async () => {
  const { id, program } = await using(await inBrowser(visits.server, ada), '<i>wall</i>');
  await open(ada, `/account/tokens/${id}`);
  await page.getByRole('heading', { name: '<i>wall</i>' }).waitFor();
  const used = page.getByRole('list', { name: 'Permissions' });
  await used.getByRole('listitem').filter({ hasText: 'READ_USER' }).filter({ hasText: '1 request' }).waitFor();
  await page.getByRole('list', { name: 'Methods' }).getByText('users').waitFor();
  await page.getByText('127.0.0.1').first().waitFor();

  await button('Shrink to what was used').click();
  await page.getByText('The token was shrunk by 1 permission.').waitFor();
  expect((await program(users)).errors).toBeUndefined();
  expect((await program(roles)).errors?.[0]?.extensions).toMatchObject({ latent_permissions: ['READ_ROLE'] });

  await button('Undo').click();
  await page.getByText('The permissions were restored.').waitFor();
  expect((await program(roles)).errors).toBeUndefined();
});

test('of a token with all that its owner may do, the page counts what it has at present, and names the rest in one line', async () => {
  const { id, token } = await made(await inBrowser(visits.server, ada), { name: 'whole' });
  expect((await holding(visits.server, token)(users)).errors).toBeUndefined();
  await visits.server.usage.flush();
  await open(ada, `/account/tokens/${id}`);
  await page.getByText('It has all permissions that its owner has at the moment of use.').waitFor();
  await page.getByRole('heading', { name: 'Becomes latent: 1 permission', exact: true }).waitFor();
  await page.getByText('and all others that its owner gets later').waitFor();

  await button('Shrink to what was used').click();
  await page.getByText('The token was shrunk by 1 permission.').waitFor();
  await page.getByText('It has the permissions of its owner, without those that were taken off.').waitFor();
  await page.getByRole('heading', { name: 'Latent: 1 permission', exact: true }).waitFor();
  await button('Restore READ_ROLE').waitFor();
  expect(await button('Restore CREATE_ROLE').isVisible()).toBe(false);
  await page.getByText(/^and \d+ others that its owner does not have$/).click();
  await button('Restore CREATE_ROLE').waitFor();

  await open(await visits.as.owner(), `/admin/tokens/${id}`);
  await page.getByRole('heading', { name: 'Latent: 1 permission', exact: true }).waitFor();
  await page.getByRole('link', { name: ada.username }).waitFor();
});

test('a latent permission is restored by itself, once the password is confirmed', async () => {
  const { cookie, ask } = await ada.signedIn();
  const { id, program } = await using(ask, 'restored');
  const input = '{ permissions: [READ_ROLE] }';
  await ask(`mutation { shrinkPersonalAccessToken(id: ${id}, input: ${input}) { id } }`);
  expect((await program(roles)).errors).toHaveLength(1);
  await visits.server.db.execute(`update sessions set password_confirmed_at = now() - interval '1 hour'`);
  await visits.server.db.execute(
    `update personal_access_tokens set latent_until = now() + interval '3 days' where id = ${id}`,
  );
  await open({ ...ada, signedIn: async () => ({ cookie, ask }) }, `/account/tokens/${id}`);
  await page.getByText(/^Until .+ the token can still use them/).waitFor();
  await button('Restore READ_ROLE').click();
  await page.getByLabel('Your password').fill('plum tractor seldom 47');
  await button('Confirm').click();
  await page.getByText('READ_ROLE was restored.').waitFor();
  expect((await program(roles)).errors).toBeUndefined();
});

test('a missing permission is requested where the act was refused, and the act works once it is granted', async () => {
  const { id, program } = await using(await inBrowser(visits.server, ada), 'of another');
  const permissions = ['READ_USER', 'READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN', 'READ_PROJECT'] as const;
  const grace = await visits.as.having(...permissions);
  await open(grace, `/admin/tokens/${id}`);
  await page.locator('#content').getByRole('link', { name: 'All tokens' }).waitFor();
  expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
  await button('Shrink to what was used').click();
  await page.getByRole('alert').getByRole('button', { name: 'Ask for access' }).click();
  await page.getByLabel('What is it needed for?').fill('The wall needs less');
  await page.keyboard.press('Tab');
  await button('Send the request').click();
  await page.getByText('The request was sent. Try again').waitFor();

  const owner = await inBrowser(visits.server, await visits.as.owner());
  const [request] = await listed(owner, '(state: PENDING)');
  expect(request).toMatchObject({ user_id: grace.id, reason: 'The wall needs less' });
  expect(request?.permissions).toEqual(['UPDATE_PERSONAL_ACCESS_TOKEN']);
  await done(grant(owner, request?.id ?? ''));
  await button('Shrink to what was used').click();
  await page.getByText('The token was shrunk by 1 permission.').waitFor();
  expect((await program(roles)).errors).toHaveLength(1);
});

test('a page that the user may not open says which permission it requires, and offers to request it', async () => {
  const nobody = await visits.as.having();
  await open(nobody, '/admin/tokens/1');
  await page.getByText('It requires READ_PERSONAL_ACCESS_TOKEN, which you do not have.').waitFor();
  await button('Ask for access').click();
  await button('Send the request').click();
  await page.getByText('The request was sent. Try again').waitFor();
  expect(await listed(await inBrowser(visits.server, nobody))).toMatchObject([
    { permissions: ['READ_PERSONAL_ACCESS_TOKEN'] },
  ]);
});

test('a token is shown as expiring soon within the warning days of the token policy', async () => {
  const owner = await inBrowser(visits.server, await visits.as.owner());
  const expires_on = new Date(Date.now() + 20 * 24 * 3600_000).toISOString().slice(0, 10);
  const { id } = await made(await inBrowser(visits.server, ada), { expires_on });
  const { data } = await owner('{ token_policy { warning_days } }');
  const { warning_days } = data.token_policy;
  await setPolicy({ owner }, { warning_days: 30 });
  try {
    await open(ada, `/account/tokens/${id}`);
    await page.getByText('Expires soon', { exact: true }).waitFor();
    await setPolicy({ owner }, { warning_days: 10 });
    await page.reload();
    await page.getByText('Active', { exact: true }).waitFor();
  } finally {
    await setPolicy({ owner }, { warning_days });
  }
});

test('the page of the user’s own token does not show the token of another user', async () => {
  const { id } = await made(await inBrowser(visits.server, await visits.as.owner()));
  await open(ada, `/account/tokens/${id}`);
  await page.getByText('Page not found').waitFor();
});

test('the page shows the calls of each day and has every action: binding, regenerating, copying and revoking', async () => {
  const { id, program } = await using(await inBrowser(visits.server, ada), 'nightly');
  await open(ada, `/account/tokens/${id}`);
  const chart = page.getByRole('table', { name: 'Calls per day' });
  await chart.getByRole('cell', { name: '1', exact: true }).waitFor();

  await page.getByRole('link', { name: 'Bind to a document' }).click();
  const document = page.getByRole('group', { name: 'Document 1' }).getByRole('textbox', { name: 'Document' });
  await document.fill(users);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('nightly was saved.').waitFor();
  expect((await program(roles)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await program(users)).errors).toBeUndefined();

  await page.goto(`${visits.server.url}/account/tokens/${id}/edit`);
  for (const act of ['Regenerate…', 'Revoke…']) await button(act).waitFor();
  expect(await page.getByRole('link', { name: 'Duplicate' }).getAttribute('href')).toBe(
    `/account/tokens/new?copy=${id}`,
  );
  await page.goto(`${visits.server.url}/account/tokens/${id}`);
  await button('Regenerate…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click();
  await page.getByRole('textbox', { name: 'Value' }).waitFor();
  await page.getByRole('button', { name: 'Copy: Value' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  expect((await program(users)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  // From the page that edits it, too, the page of the token follows.
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.waitForURL('**/edit');
  await button('Revoke…').click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('last used this minute from 127.0.0.1').waitFor();
  await dialog.getByText('It stops working at once and permanently.').waitFor();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The token was revoked.').waitFor();
  await page.waitForURL(`**/account/tokens/${id}`);
  await page.getByText('It was revoked: no program can use it any more.').waitFor();
  expect(await button('Revoke…').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0);
});

test('the permissions are shown as they are chosen, in the past tense once the token is revoked, and a reason only if one was given', async () => {
  const by = await inBrowser(visits.server, ada);
  const { id } = await made(by, { name: 'shown', permissions: ['READ_USER'] });
  await open(ada, `/account/tokens/${id}`);
  const may = page.getByRole('region', { name: 'What it may do' });
  const group = may.locator('section').filter({ has: page.getByRole('heading', { name: 'Users' }) });
  const users = group.getByRole('listitem').first();
  expect(await users.innerText()).toMatch(/^Users\s+Read\s+Read users READ_USER$/);
  await may.getByText(/^\d+ other kinds: none$/).click();
  await may.getByText(/^None: .*Roles/).waitFor();
  await may.getByText('These permissions do not lead to more.').waitFor();
  // Not to be used says nothing of a token that is minutes old.
  await page.getByText('It has used no permission yet.').waitFor();
  expect(await page.getByText('Revoke it instead').count()).toBe(0);

  const revoke = (id: string, more = '') => by(`mutation { deletePersonalAccessToken(id: ${id}${more}) { success } }`);
  expect((await revoke(id)).errors).toBeUndefined();
  await page.reload();
  const could = page.getByRole('region', { name: 'What it could do' });
  await could.getByText('It was limited to 1 permission, as far as its owner had them.').waitFor();
  await could.getByText('READ_USER').waitFor();
  expect(await page.getByRole('heading', { name: 'What it may do' }).count()).toBe(0);
  expect(await could.getByText('lead to more').count()).toBe(0);
  expect(await page.getByText('Reason', { exact: true }).count()).toBe(0);
  const { id: other } = await made(by, { name: 'found' });
  expect((await revoke(other, ', reason: "In a public repository"')).errors).toBeUndefined();
  await page.goto(`${visits.server.url}/account/tokens/${other}`);
  await page.getByText('In a public repository').waitFor();
});
