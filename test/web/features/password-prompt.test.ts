/** The password prompt, in a real browser: for each change under a policy of 0 minutes, otherwise once for several changes. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { request } from '../../requests/acts.ts';
import { type Person, password } from '../../test-users.ts';
import { holding, inBrowser, made, setPolicy } from '../../tokens/acts.ts';
import { showTree, toggle } from '../kit/checkboxes.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
let owner: Person;
let page: Page;
beforeAll(async () => {
  owner = await visits.as.owner();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const prompt = () => page.getByRole('dialog').filter({ has: page.getByLabel('Your password') });

async function open(path: string): Promise<void> {
  page = await visits.open(owner, path);
  page.setDefaultTimeout(8_000);
  await visits.server.db.execute("update sessions set password_confirmed_at = now() - interval '1 hour'");
}

/** Answers the prompt, which must appear once. */
async function confirm(): Promise<void> {
  await prompt().getByLabel('Your password').fill(password);
  await page.keyboard.press('Enter');
  await prompt().waitFor({ state: 'detached' });
}

async function make(...names: string[]): Promise<string[]> {
  const by = await inBrowser(visits.server, owner, 0);
  const secrets = [];
  for (const name of names) secrets.push((await made(by, { name, current_password: password })).token);
  return secrets;
}

/** Revokes the tokens on the page, up to the prompt if there is one. */
async function revoke(...names: string[]): Promise<void> {
  for (const name of names) await toggle(page.getByRole('row', { name: new RegExp(name) }));
  await page.getByRole('button', { name: /^Revoke \d token/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
}

const refused = async (secrets: string[]) => {
  for (const secret of secrets) expect((await holding(visits.server, secret)('{ me { id } }')).status).toBe(401);
};

test('revoking a token asks for the password, and revoking another within ten minutes does not', async () => {
  const secrets = await make('First', 'Second');
  await open('/account/tokens');
  await revoke('First');
  await prompt().waitFor();
  expect((await holding(visits.server, secrets[0] ?? '')('{ me { id } }')).status).toBe(200);
  await confirm();
  await page.getByText('The token was revoked.').waitFor();
  await revoke('Second');
  await page.getByRole('row', { name: /Second/ }).waitFor({ state: 'detached' });
  expect(await prompt().count()).toBe(0);
  await refused(secrets);
});

test('cancelling the prompt revokes nothing and keeps the dialog', async () => {
  const [secret = ''] = await make('Kept');
  await open('/account/tokens');
  await revoke('Kept');
  await prompt().getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).waitFor();
  expect((await holding(visits.server, secret)('{ me { id } }')).status).toBe(200);
});

describe.each([10, 0])('under a policy of %d minutes, when the last confirmation is too long ago,', (minutes) => {
  let by: Person['ask'];
  beforeAll(async () => {
    await setPolicy(world(), { password_confirmation_minutes: minutes, current_password: password });
    by = await inBrowser(visits.server, owner);
  });
  afterAll(() => setPolicy(world(), { password_confirmation_minutes: 10, current_password: password }));
  const world = () => ({
    owner: async (text: string, variables?: object) => (await inBrowser(visits.server, owner))(text, variables),
  });

  /** Creates something with the owner's token, which is never asked for a password. */
  async function given(mutation: string): Promise<string> {
    const { data, errors } = await owner.ask(`mutation { made: ${mutation} { id } }`);
    expect(errors).toBeUndefined();
    return data.made.id;
  }
  let counter = 0;
  beforeEach(() => {
    counter += 1;
  });
  const fresh = (what: string) => `${what}-${minutes}-${counter}`;

  test('revoking several tokens asks once', async () => {
    const names = ['A', 'B', 'C'].map((name) => fresh(name));
    const secrets = await make(...names);
    await open('/account/tokens');
    await revoke(...names);
    await confirm();
    await page.getByText('3 tokens were revoked.').waitFor();
    await refused(secrets);
  });

  test('shrinking a token and undoing it require the password', async () => {
    const token = await made(by, {
      name: fresh('wall'),
      permissions: ['READ_USER', 'READ_ROLE'],
      current_password: password,
    });
    await holding(visits.server, token.token)('{ users { entities { id } } }');
    await visits.server.usage.flush();
    await open(`/account/tokens/${token.id}`);
    await button('Shrink to what was used').click();
    await confirm();
    await page.getByText('The token was shrunk by 1 permission.').waitFor();
    await visits.server.db.execute("update sessions set password_confirmed_at = now() - interval '1 hour'");
    await button('Undo').click();
    await confirm();
    await page.getByText('The permissions were restored.').waitFor();
  });

  test('changing the token policy requires the password', async () => {
    await open('/admin/token-policy');
    await page.getByLabel('Warn before expiry, in days').fill('9');
    await button('Save the policy').click();
    await confirm();
    await page.getByText('The policy was changed.').waitFor();
  });

  test('changing the permissions of a role requires the password, changing its name does not', async () => {
    const id = await given(`createRole(input: { name: "${fresh('role')}", applied_permissions: [READ_USER] })`);
    await open(`/admin/roles/${id}/edit`);
    await page.getByLabel('Name', { exact: true }).fill(fresh('renamed'));
    await button('Save').click();
    await page.getByText('The role was changed.').waitFor();
    expect(await prompt().count()).toBe(0);
    await page.goto(`${visits.server.url}/admin/roles/${id}/edit`);
    await showTree(page);
    await page.getByRole('searchbox').fill('READ_ROLE');
    await toggle(page.getByRole('row', { name: 'READ_ROLE' }));
    await button('Save').click();
    await confirm();
    await page.getByText('The role was changed.').waitFor();
  });

  test('changing the permissions of a set requires the password, changing its name does not', async () => {
    await open('/admin/permission-sets/new');
    await page.getByLabel('Name', { exact: true }).fill(fresh('set'));
    await showTree(page);
    await page.getByRole('searchbox').fill('READ_ROLE');
    await toggle(page.getByRole('row', { name: 'READ_ROLE' }));
    await button('Create set').click();
    await confirm();
    await visits.server.db.execute("update sessions set password_confirmed_at = now() - interval '1 hour'");
    await page.getByRole('link', { name: fresh('set') }).click();
    await page.getByLabel('Name', { exact: true }).fill(fresh('other'));
    await button('Save').click();
    await page.getByText('The set was changed.').waitFor();
    expect(await prompt().count()).toBe(0);
  });

  test('changing a user’s address requires the password, changing the name does not', async () => {
    const { id } = await visits.as.having();
    await open(`/admin/users/${id}/edit`);
    await page.getByLabel('Name', { exact: true }).fill('Ada');
    await button('Save').click();
    await page.getByRole('heading', { name: 'Ada' }).waitFor();
    expect(await prompt().count()).toBe(0);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Email address').fill(`${fresh('ada')}@example.com`);
    await button('Save').click();
    await confirm();
    await page
      .getByText(`${fresh('ada')}@example.com`)
      .first()
      .waitFor();
  });

  test('disabling a user requires no password; enabling them again and a new link do', async () => {
    const { id } = await visits.as.having();
    await open(`/admin/users/${id}`);
    await page.getByRole('link', { name: 'Disable', exact: true }).click();
    await page.getByRole('button', { name: /^Disable / }).click();
    await page.getByText('The user was disabled.').waitFor();
    expect(await prompt().count()).toBe(0);
    await open(`/admin/users/${id}`);
    await button('Enable').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
    await confirm();
    await page.getByText('The user was enabled.').waitFor();
    await visits.server.db.execute("update sessions set password_confirmed_at = now() - interval '1 hour'");
    await page.getByRole('button', { name: /link/i }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: /link/i }).click();
    await confirm();
    await page.getByRole('textbox', { name: 'Link to set a password' }).waitFor();
  });

  test('a grant on a project requires the password, taking it back does not', async () => {
    const { username } = await visits.as.having();
    const id = await given(`createProject(input: { key: "${fresh('p')}", name: "Shop" })`);
    await open(`/admin/projects/${id}`);
    await button('Grant…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /A user$/ }).click();
    await page.getByRole('searchbox').fill(username);
    await page.getByRole('option', { name: username }).click();
    await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
    await confirm();
    await dialog.waitFor({ state: 'detached' });
    await visits.server.db.execute("update sessions set password_confirmed_at = now() - interval '1 hour'");
    await page.getByRole('button', { name: new RegExp(`Take back \\w+ from .${username}`) }).click();
    await page.getByText('The permission was taken back.').waitFor();
    expect(await prompt().count()).toBe(0);
  });

  test('granting a request for access requires the password', async () => {
    const asker = await visits.as.having();
    await request(await inBrowser(visits.server, asker), { permissions: ['READ_USER'] });
    await open('/admin/requests');
    await page.getByRole('group', { name: 'Decide on READ_USER' }).getByRole('button', { name: 'Grant…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Grant', exact: true }).click();
    await confirm();
    await page.getByText('The request was granted.').waitFor();
  });

  test('users must enter the password to change their email address, but not to change their name', async () => {
    await open('/account');
    await page.getByLabel('Name', { exact: true }).fill(fresh('Owner'));
    await button('Save').first().click();
    await page.getByText('Your changes were saved.').waitFor();
    expect(await prompt().count()).toBe(0);
    await page.getByLabel('Email address').fill(`${fresh('owner')}@example.com`);
    await button('Save').first().click();
    await confirm();
    const address = async () => (await owner.ask('{ me { email_address } }')).data.me.email_address;
    while ((await address()) !== `${fresh('owner')}@example.com`) await page.waitForTimeout(20);
  });
});
