/** The form that generates a token, in a real browser: permissions, expiry, other limits, and the password prompt. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, password, people } from '../../test-users.ts';
import { type Ask, cookieOf, declare, holding, inBrowser, made } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { showTree } from '../kit/checkboxes.ts';
import { type Watched, watchedWith } from '../kit/watched-page.ts';

let server: Latchkey;
let browser: Browser;
let owner: Ask;
let who: Person;
let by: Ask;
let visit: Watched;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  owner = await inBrowser(server, await people(server).owner());
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  who = await people(server).having('READ_USER', 'UPDATE_USER', 'READ_ROLE');
  by = await inBrowser(server, who);
});
afterEach(async () => {
  await page.context().close();
  expect(visit.complaints).toEqual([]);
});

async function open(options: BrowserContextOptions = {}, confirmedMinutesAgo = 0): Promise<void> {
  const cookie = await cookieOf(server, who, confirmedMinutesAgo);
  visit = await watchedWith(cookie, browser, server.url, options);
  page = visit.page;
  page.setDefaultTimeout(8_000);
  await page.goto(`${server.url}/account/tokens/new`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('form.token-form').waitFor();
}

const policy = async (input: object) =>
  expect(
    (
      await owner(
        'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { warning_days } }',
        { input },
      )
    ).errors,
  ).toBeUndefined();

const name = () => page.getByLabel('Name', { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const everything = () => page.getByText('Everything you may do').click();
const branch = (name: string) => page.getByRole('row', { name, exact: true });
const summary = () => page.getByRole('complementary', { name: 'What this token can do' });
const value = () => page.getByRole('textbox', { name: 'Value' });
const tokenOf = async (name: string) =>
  (
    await by(
      'query ($name: String) { personal_access_tokens(name: $name) { entities { type permissions methods permission_set { name } expires_at allowed_subnets allowed_resources } } }',
      { name },
    )
  ).data.personal_access_tokens.entities[0];

test('the token may do what is selected in the tree, and the summary lists it with warnings', async () => {
  await open();
  await name().fill('Invitations');
  await button('Generate token').click();
  await page.getByText('Pick at least one permission.').waitFor();
  await showTree(page);
  await branch('UPDATE_USER').locator('label').click();
  await summary().getByText("A user who can set another user's password can sign in as that user.").waitFor();
  // Without one of its methods the permission is selected in part, and the methods are listed.
  await branch('UPDATE_USER').press('ArrowRight');
  await branch('updateUser').waitFor();
  await page.getByLabel('Search permissions and methods').fill('read_role');
  await branch('UPDATE_USER').waitFor({ state: 'detached' });
  await branch('roles').locator('label').click();
  await page.getByLabel('Search permissions and methods').fill('');
  await page.getByText('Only selected').click();
  await branch('READ_USER').waitFor({ state: 'detached' });
  await branch('READ_ROLE').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'More limits' }).click();
  await page.getByLabel('Only from these subnets').fill('127.0.0.0/8\n::1/128');
  // No custom permission declares kinds of resource yet.
  expect(await page.getByLabel('Only on these resources').count()).toBe(0);
  await button('Generate token').click();
  await value().waitFor();
  expect(await tokenOf('Invitations')).toMatchObject({
    type: 'USER',
    permissions: ['UPDATE_USER', 'READ_ROLE'],
    methods: null,
    allowed_subnets: ['127.0.0.0/8', '::1/128'],
  });
});

test('resources limit the token as soon as a custom permission declares their kind, and an error is shown beside them', async () => {
  await declare({ owner }, 'CREATE_INVOICE', 'customer');
  await open();
  await name().fill('Invoices');
  await everything();
  await page.getByRole('button', { name: 'More limits' }).click();
  const resources = page.getByLabel('Only on these resources');
  await resources.fill('customer:42\norder:7');
  await summary().getByText('effective only on the given resources').waitFor();
  await button('Generate token').click();
  await page.getByText('None declares order.').waitFor();
  expect(await resources.getAttribute('aria-invalid')).toBe('true');
  await resources.fill('customer:42\ncustomer:43');
  await button('Generate token').click();
  await value().waitFor();
  expect((await tokenOf('Invoices')).allowed_resources).toEqual(['customer:42', 'customer:43']);
});

test('single methods can be excluded', async () => {
  await open();
  await name().fill('Reader');
  await showTree(page);
  await branch('READ_USER').locator('label').click();
  await page.getByLabel('Search permissions and methods').fill('my_ip_address');
  await branch('my_ip_address').locator('label').click();
  await summary()
    .getByText(/^It may call only \d+ methods of these permissions.$/)
    .waitFor();
  await button('Generate token').click();
  await value().waitFor();
  const { permissions, methods } = await tokenOf('Reader');
  expect(permissions).toEqual(['READ_USER']);
  expect(methods).toEqual(expect.arrayContaining(['users', 'me']));
  for (const left of ['my_ip_address', 'roles', 'createPersonalAccessToken']) expect(methods).not.toContain(left);
});

test('a permission set limits the token', async () => {
  await open();
  await name().fill('Looker');
  await page.locator('label', { hasText: 'A permission set' }).click();
  await page.locator('label', { hasText: 'Read only' }).click();
  await button('Never').click();
  await button('Generate token').click();
  await value().waitFor();
  expect(await tokenOf('Looker')).toMatchObject({ permission_set: { name: 'Read only' }, expires_at: null });
});

test('a bound token runs only its document, and an error in a document is shown beside it', async () => {
  await open();
  await name().fill('Wall');
  await page.getByRole('button', { name: 'More limits' }).click();
  await button('Add a document').click();
  await button('Generate token').click();
  const first = page.getByRole('group', { name: 'Document 1' });
  const second = page.getByRole('group', { name: 'Document 2' });
  await first.getByText('Enter the document, or remove it.').waitFor();
  await first.getByRole('textbox', { name: 'Document' }).fill('{ me { id } }');
  await button('Add a document').click();
  const document = 'query Wall($of: String) { users(username: $of) { entities { username } } }\n';
  await second.getByRole('textbox', { name: 'Document' }).fill(document.replace('username }', 'nobody }'));
  await button('Generate token').click();
  await second.getByText(/^is not valid for the schema: Cannot query field "nobody"/).waitFor();
  // The error stays with its document when its place changes.
  await button('Remove document 1').click();
  await second.waitFor({ state: 'detached' });
  await first.getByText(/^is not valid for the schema/).waitFor();
  expect(await violations(page)).toEqual([]);
  await first.getByRole('textbox', { name: 'Document' }).fill(document);
  await first.getByLabel('Pinned variables').fill('{"who": "me"}');
  await button('Generate token').click();
  await first.getByText('contains $who, which the operation does not declare.').waitFor();
  await first.getByLabel('Pinned variables').fill(JSON.stringify({ of: who.username }));
  await first.getByLabel('Operation').fill('Wall');
  await summary().getByText('It is bound to 1 document, and runs no other.').waitFor();
  await summary().getByText('It has exactly the permissions that its documents need.').waitFor();
  await button('Generate token').click();
  const program = holding(server, await value().inputValue());
  expect((await program(document)).data.users.entities).toEqual([{ username: who.username }]);
  expect((await program('{ me { id } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await tokenOf('Wall')).toMatchObject({ permissions: ['READ_USER'], methods: ['users'] });
  // The command to try the token contains a document that it may send.
  const [, body = ''] =
    /--data-raw '(.*)'$/s.exec(await page.getByRole('textbox', { name: 'Try it' }).inputValue()) ?? [];
  expect(JSON.parse(body)).toEqual({ query: document, operationName: 'Wall', variables: { of: who.username } });
});

test('a project analysis token is for a project that the user chooses among visible ones', async () => {
  const asked = await by('{ projects { entities { key } } }');
  expect(asked.data.projects.entities).toEqual([]);
  const made = await owner('mutation ($input: CreateProjectMutationInput) { createProject(input: $input) { key } }', {
    input: { key: 'shop', name: 'The <b>shop</b>' },
  });
  expect(made.errors).toBeUndefined();
  const grant = { project_key: 'shop', permission: 'EXECUTE_ANALYSIS', user_id: who.id };
  await owner('mutation ($input: ProjectGrantMutationInput) { grantProjectPermission(input: $input) { success } }', {
    input: grant,
  });
  await open();
  await name().fill('Build');
  await page.locator('label', { hasText: 'Project analysis' }).click();
  await button('Generate token').click();
  await page.getByText('Choose a project.').waitFor();
  await page.getByLabel('Project', { exact: true }).fill('shop');
  await page.getByRole('option', { name: 'The <b>shop</b>' }).click();
  await button('Generate token').click();
  expect(await value().inputValue()).toMatch(/^lkp_/);
  await button('Done').click();
  await button('Close without the value').click();
  await page.getByText('Analyses of The <b>shop</b>').waitFor();
});

test('a later expiry than the policy allows is not offered, and the limit and the last day are shown', async () => {
  await policy({ maximum_token_lifetime_days: 60 });
  try {
    await open();
    await page.getByText(/The token policy allows at most 60 days: until /).waitFor();
    const spans = page.getByRole('group', { name: 'Presets' }).getByRole('button');
    expect(await spans.allInnerTexts()).toEqual(['7 days', '30 days', '60 days']);
    // The policy becomes stricter while the form is open: the server's reason is shown beside the date.
    await policy({ maximum_token_lifetime_days: 10 });
    await name().fill('Too long');
    await everything();
    await button('Generate token').click();
    await page
      .getByText(/must be at most 10 days away/)
      .first()
      .waitFor();
    expect(await name().inputValue()).toBe('Too long');
    await button('7 days').click();
    await button('Generate token').click();
    await value().waitFor();
  } finally {
    await policy({ unset_maximum_token_lifetime_days: true });
  }
});

describe('the password', () => {
  test.each([10, 0])(
    'is asked for in a dialog, under a policy of %d minutes, and the form keeps its values',
    async (minutes) => {
      await policy({ password_confirmation_minutes: minutes });
      try {
        await open({}, 60);
        await name().fill('Kept');
        await everything();
        await button('30 days').click();
        await button('Generate token').click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Your password').fill('not it');
        await page.keyboard.press('Enter');
        await dialog.getByText('This is not your password.').waitFor();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        expect(await name().inputValue()).toBe('Kept');
        await button('Generate token').click();
        await dialog.getByLabel('Your password').fill(password);
        await page.keyboard.press('Enter');
        await value().waitFor();
        expect(await page.content()).not.toContain(password);
      } finally {
        await policy({ password_confirmation_minutes: 10, current_password: password });
      }
    },
  );
});

test('a name that is taken is refused beside the field', async () => {
  await made(by, { name: 'Twin' });
  await open();
  await name().fill('twin');
  await everything();
  await button('Generate token').click();
  await page.getByText('A token with this name already exists.').waitFor();
  expect(await name().getAttribute('aria-invalid')).toBe('true');
});

test('a French user sees French, whatever the language of the browser', async () => {
  await by('mutation { updateMe(input: { language: fr }) { id } }');
  await open({ colorScheme: 'dark' });
  await page.getByRole('heading', { name: 'Générer un jeton' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await page.getByLabel('Nom', { exact: true }).fill('Déploiement');
  await page.getByText('Tout ce que vous pouvez faire').click();
  await button('Générer le jeton').click();
  await page.getByRole('textbox', { name: 'Valeur' }).waitFor();
  expect(await violations(page)).toEqual([]);
});
