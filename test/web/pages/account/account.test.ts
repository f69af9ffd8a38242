/** The account page in a real browser: profile, preferences, password, and sessions. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { users } from '../../../../schema/users.ts';
import { openBrowser } from '../../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../../server.ts';
import { type Person, people } from '../../../test-users.ts';
import { inBrowser } from '../../../tokens/acts.ts';
import { violations } from '../../kit/axe.ts';
import { faultOfFocused, focused } from '../../kit/focus.ts';
import { type Watched, watchedAs } from '../../kit/watched-page.ts';

const password = 'plum tractor seldom 47';

let server: Latchkey;
let browser: Browser;
let person: Person;
let visit: Watched;
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  person = await people(server).having();
  visit = await watchedAs(person, browser, server.url);
  page = visit.page;
  await page.goto(`${server.url}/account`);
  await section('About you').waitFor();
});
afterEach(async () => {
  await page.context().close();
  expect(visit.complaints).toEqual([]);
});

const section = (name: string) => page.getByRole('region', { name, exact: true });
const notified = (text: string) => page.getByRole('alertdialog').filter({ hasText: text }).waitFor();
const isIn = async (by: Person['ask']) => (await by('{ me { id } }')).errors === undefined;

async function row() {
  const [found] = await server.db.select().from(users).where(eq(users.id, person.id));
  return found;
}

test('the profile: changes are saved, and the rest stays', async () => {
  const form = section('About you');
  await form.getByText(person.username).waitFor();
  await form.getByLabel('Name', { exact: true }).fill('Ada <b>Lovelace</b>');
  await form.getByLabel('Mobile number').fill('33612345678');
  await form.getByRole('button', { name: 'Save' }).click();
  await notified('Your changes were saved.');
  await page.getByRole('banner').getByText('Ada <b>Lovelace</b>').waitFor();
  const saved = { name: 'Ada <b>Lovelace</b>', mobileNumber: '33612345678', publicName: person.username };
  expect(await row()).toMatchObject({ ...saved, emailAddress: `${person.username}@example.com` });
  await form.getByLabel('Mobile number').fill('');
  const readAgain = page.waitForResponse((answer) => answer.request().postData()?.includes('query Account') ?? false);
  await form.getByRole('button', { name: 'Save' }).click();
  await readAgain;
  expect(await row()).toMatchObject({ mobileNumber: null });
});

test('the profile: what is typed while other changes are being saved stays, and is saved next', async () => {
  const form = section('About you');
  const address = form.getByLabel('Email address');
  const typed = `typed-${person.username}@example.com`;
  // Holds the answer back until the address is typed.
  let answer = () => {};
  const isTyped = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/graphql', async (route) => {
    if (route.request().postData()?.includes('updateMe')) await isTyped;
    await route.continue();
  });
  await form.getByLabel('Name', { exact: true }).fill('First');
  await form.getByRole('button', { name: 'Save' }).click();
  await address.fill(typed);
  answer();
  await notified('Your changes were saved.');
  await page.unroute('**/api/graphql');
  expect(await address.inputValue()).toBe(typed);
  expect(await row()).toMatchObject({ name: 'First', emailAddress: `${person.username}@example.com` });
  await form.getByRole('button', { name: 'Save' }).click();
  while ((await row())?.emailAddress !== typed) await page.waitForTimeout(20);
});

test('the profile: the address of another user is refused beside its field, and the typed value stays', async () => {
  const other = await people(server).having();
  const form = section('About you');
  const address = form.getByLabel('Email address');
  await address.fill(`${other.username}@example.com`);
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('This is already taken.').waitFor();
  expect(await address.inputValue()).toBe(`${other.username}@example.com`);
  await focused(page, /^input Email address/);
  expect(await faultOfFocused(page)).toBe('This is already taken.');
  expect(await row()).toMatchObject({ emailAddress: `${person.username}@example.com` });
});

test('the profile: a wrong address and a wrong number are refused with a reason beside each', async () => {
  const form = section('About you');
  await form.getByLabel('Mobile number').fill('+33 6');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('These are not digits only').waitFor();
  await focused(page, /^input Mobile number/);
  await form.getByLabel('Mobile number').fill('336');
  await form.getByLabel('Email address').fill('nowhere');
  await page.keyboard.press('Enter');
  await form.getByText('This is not an email address.').waitFor();
  expect(await row()).toMatchObject({ mobileNumber: null, emailAddress: `${person.username}@example.com` });
});

test('the preferences: the page is in French at once, and tables have the chosen number of rows', async () => {
  const form = section('Preferences');
  const choose = async (label: string, option: string) => {
    await form.getByRole('button', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  await choose('Language', 'Français');
  await choose('Rows per page in tables', '50');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Profil', exact: true }).waitFor();
  await section('Où vous êtes connecté').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  expect(await row()).toMatchObject({ language: 'fr', tablePaginatorSize: '50' });
});

test('the password: a wrong current one and a weak one are refused, a good one signs out the other browsers', async () => {
  const elsewhere = await inBrowser(server, person);
  const form = section('Password');
  const change = async (current: string, next: string) => {
    await form.getByLabel('Current password').fill(current);
    await form.getByLabel('New password').fill(next);
    await form.getByRole('button', { name: 'Change the password' }).click();
  };
  const rule = (text: string) => form.getByRole('listitem').filter({ hasText: text });
  await form.getByLabel('New password').fill('latchkeylatchkey');
  await rule('At least 12 characters (met)').waitFor();
  await rule('Hard to guess: a strength of at least 3 of 4 (now 0) (not met)').waitFor();
  await form.getByRole('status').filter({ hasText: '1 of 2 rules are met. Not met: Hard to guess' }).waitFor();
  await form.getByLabel('New password').fill('walnut ferry copper 92');
  await rule('Hard to guess: a strength of at least 3 of 4 (now 4) (met)').waitFor();
  await change('wrong', 'walnut ferry copper 92');
  await form.getByText('This is not your password.').waitFor();
  await focused(page, /^input Current password/);
  await change(password, 'password1234');
  await form.getByText('It is too easy to guess').waitFor();
  await focused(page, /^input New password/);
  expect(await isIn(elsewhere)).toBe(true);
  await change(password, 'walnut ferry copper 92');
  await notified('Your password was changed');
  expect(await isIn(elsewhere)).toBe(false);
  expect(await form.getByLabel('New password').inputValue()).toBe('');
  const signIn = (password: string) =>
    fetch(`${server.url}/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: person.username, password }),
    });
  expect([(await signIn(password)).status, (await signIn('walnut ferry copper 92')).status]).toEqual([401, 200]);
});

test('the password: every rule of the policy that it breaks is named beside the field, and then it is accepted', async () => {
  const owner = await (await people(server).owner()).signedIn();
  const policy = async (input: object) => {
    const query = 'mutation ($input: UpdatePasswordPolicyMutationInput) { updatePasswordPolicy(input: $input) { id } }';
    expect((await owner.ask(query, { input })).errors).toBeUndefined();
  };
  await policy({ requires_upper_and_lower_case_characters: true, requires_at_least_one_special_character: true });
  try {
    await page.reload();
    const form = section('Password');
    await form.getByLabel('Current password').fill(password);
    await form.getByLabel('New password').fill('password');
    await form.getByRole('listitem').filter({ hasText: 'An upper case and a lower case letter (not met)' }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByText('At least 12 characters are needed.').waitFor();
    expect(await form.locator('.broken-rule').allInnerTexts()).toEqual([
      'At least 12 characters are needed.',
      'It needs an upper case and a lower case letter.',
      'It needs a special character: a space, a punctuation mark or a symbol.',
      expect.stringMatching(/^It is too easy to guess/),
    ]);
    expect(await violations(page)).toEqual([]);
    await form.getByLabel('New password').fill('Walnut ferry copper 92');
    await page.keyboard.press('Enter');
    await notified('Your password was changed');
  } finally {
    await policy({ requires_upper_and_lower_case_characters: false, requires_at_least_one_special_character: false });
  }
});

test('the sessions: one is ended, then all others, and the present one stays', async () => {
  const others = [await inBrowser(server, person), await inBrowser(server, person), await inBrowser(server, person)];
  await page.reload();
  const table = section('Where you are signed in').getByRole('grid');
  const rows = table.getByRole('row');
  await rows.nth(4).waitFor();
  expect(await rows.filter({ hasText: 'This browser' }).getByRole('button').count()).toBe(0);
  await table.getByRole('button', { name: 'Sign out of Unknown browser' }).first().click();
  await notified('Signed out.');
  await rows.nth(4).waitFor({ state: 'detached' });
  expect((await Promise.all(others.map(isIn))).filter(Boolean)).toHaveLength(2);
  await page.getByRole('button', { name: 'Sign out of all others' }).click();
  await rows.nth(2).waitFor({ state: 'detached' });
  expect(await Promise.all(others.map(isIn))).toEqual([false, false, false]);
  expect(await rows.count()).toBe(2);
  expect(await page.getByRole('button', { name: 'Sign out of all others' }).isDisabled()).toBe(true);
});

test('a page whose session was ended elsewhere says so and shows nothing any more', async () => {
  const elsewhere = await inBrowser(server, person);
  await elsewhere('mutation { deleteOtherSessions { success } }');
  await section('About you').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  expect(await page.getByText(person.username).count()).toBe(0);
});

test('a page with refusals is accessible', async () => {
  await section('Password').getByLabel('Current password').fill('wrong');
  await section('Password').getByLabel('New password').fill('short');
  await page.keyboard.press('Enter');
  await section('Password').locator('.field[data-invalid]').first().waitFor();
  await focused(page, /^input (Current|New) password/);
  expect(await faultOfFocused(page)).not.toMatch(/^not /);
  expect(await violations(page)).toEqual([]);
});
