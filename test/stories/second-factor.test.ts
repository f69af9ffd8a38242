/**
 * Passwords and second factors in a real browser: the password policy is set, a new user's first password is refused with the
 * reasons, then one is accepted; an authenticator app is enrolled from its QR code, signs in, then a passkey, then a recovery
 * code; the factors are lost, and an administrator resets them. And: a factor is required of everybody.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { authenticationFactors } from '../../schema/factors.ts';
import { mfaSettings } from '../../schema/mfa-settings.ts';
import { sessions } from '../../schema/sessions.ts';
import { addAuthenticator } from '../kit/authenticator.ts';
import { openBrowser } from '../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { appOf, enrollApp, setPassword, waitSteps } from '../sign-in/factor-acts.ts';
import { type Person, password, people } from '../test-users.ts';
import { cookieOf, inBrowser } from '../tokens/acts.ts';
import { violations } from '../web/kit/axe.ts';
import { keepPicture } from '../web/kit/picture.ts';
import { readQrCode } from '../web/kit/qr-code.ts';
import { type Watched, watched, watchedWith } from '../web/kit/watched-page.ts';

// A whole story, which on a busy machine takes minutes.
jest.setTimeout(300_000);

let server: Latchkey;
let browser: Browser;
/** Browsers make passkeys for names, not for addresses. */
let origin: string;
let person: Person;
let visits: Watched[];
let page: Page;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  origin = server.url.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  person = await people(server).having();
  await setPassword(server, person.id);
  const visit = await watched(browser, origin);
  visits = [visit];
  page = visit.page;
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  for (const visit of visits) await visit.page.context().close();
  expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

async function enterPassword(): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('User name or email address').fill(person.username);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
}

async function enterCode(code: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await button('Sign in').click();
}

/** Signing in leads to the home page; the second factors are on the page of the account. */
async function arrived(): Promise<void> {
  await page.waitForURL('**/account/home');
  await page.goto(`${origin}/account`);
}

async function signOut(): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Signed in as/ })
    .click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
}

/** Enrolls an app from the QR code on the page, up to the recovery codes, and returns these and the app. */
async function enrollAppOnPage() {
  await button('Add an authenticator app').click();
  const picture = page.getByRole('img', { name: 'QR code' });
  const uri = (await readQrCode(picture)) as string;
  expect(uri).toMatch(/^otpauth:\/\/totp\/Latchkey/);
  const typed = await page.getByRole('textbox', { name: 'Or enter this secret' }).inputValue();
  expect(typed.replaceAll(' ', '')).toBe(new URL(uri).searchParams.get('secret'));
  expect(await violations(page, '.dialog')).toEqual([]);
  await keepPicture(page.locator('.dialog'), 'authenticator-app');
  const app = appOf(uri);
  await page.getByRole('dialog').getByLabel('Code').fill('000000');
  await button('Verify').click();
  await page.getByText('This code is wrong, was already used or has expired.').waitFor();
  await page.getByRole('dialog').getByLabel('Code').fill(app(-1));
  await button('Verify').click();
  const codes = (await page.getByRole('textbox', { name: 'Your recovery codes' }).inputValue()).split('\n');
  expect(codes).toHaveLength(10);
  expect(await violations(page, '.dialog')).toEqual([]);
  await keepPicture(page.locator('.dialog'), 'recovery-codes');
  await button('Done').click();
  await page.getByText('You have not copied or downloaded the codes.').waitFor();
  const download = page.waitForEvent('download');
  await button('Download').click();
  expect((await download).suggestedFilename()).toBe('latchkey-recovery-codes.txt');
  await button('Done').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return { app, codes };
}

/** An administrator requires longer passwords with a letter and a digit. */
async function setPolicy(): Promise<void> {
  const admin = await people(server).having('UPDATE_PASSWORD_POLICY');
  const visit = await watchedWith(await cookieOf(server, admin), browser, origin);
  visits.push(visit);
  await visit.page.goto(`${origin}/admin/password-policy`);
  await visit.page.getByLabel('Shortest length, in characters').fill('16');
  await visit.page.locator('label', { hasText: 'A letter and a digit' }).click();
  await visit.page.getByRole('button', { name: 'Save the policy' }).click();
  await visit.page.getByText('The policy was changed.').waitFor();
}

/** A new user with a one-time link sets the first password: the first choice is refused with the reasons. */
async function setFirstPassword(): Promise<void> {
  const owner = await people(server).owner();
  const input = { name: 'Ida', username: 'ida', public_name: 'Ida', email_address: 'ida@example.com' };
  const create = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id username setup_link } }';
  const { data } = await owner.ask(create, { input });
  person = { ...person, id: data.createUser.id, username: data.createUser.username };
  await page.goto(origin + new URL(data.createUser.setup_link).pathname);
  const field = page.getByLabel('New password');
  await field.fill('password');
  await button('Set password').click();
  const alert = page.getByRole('alert');
  await alert.getByText('The password was refused:').waitFor();
  expect(await alert.getByRole('listitem').allInnerTexts()).toEqual([
    'It must have at least 16 characters.',
    'It must contain a letter and a digit.',
    expect.stringMatching(/^It is too easy to guess/),
  ]);
  await field.fill(password);
  await button('Set password').click();
  await page.getByRole('status').filter({ hasText: 'Your password is set' }).waitFor();
}

test('under a new password policy a first password is refused, then one accepted; an app is enrolled from its QR code and signs in, then a passkey, then a recovery code; an administrator resets what is lost', async () => {
  await setPolicy();
  await setFirstPassword();
  const authenticator = await addAuthenticator(page);
  await enterPassword();
  await arrived();
  const section = page.getByRole('region', { name: 'Two-step sign-in' });
  await section.getByText('Only your password protects your account.').waitFor();
  const { app, codes } = await enrollAppOnPage();
  await section.getByText('Authenticator app', { exact: true }).waitFor();
  await section.getByText('10 recovery codes left').waitFor();

  await signOut();
  await enterPassword();
  await page.getByText('Enter the code that your authenticator app shows.').waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'second-step');
  await enterCode('000000');
  await page.getByRole('alert').filter({ hasText: 'The code is wrong' }).waitFor();
  await enterCode(app());
  await arrived();

  await button('Add a passkey').click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Laptop');
  await button('Make the passkey').click();
  await section.getByText('Passkey “Laptop”').waitFor();
  expect(await authenticator.count()).toBe(1);
  expect(await violations(page, 'main')).toEqual([]);

  await signOut();
  await authenticator.recognise(false);
  await button('Use a passkey').click();
  await page.getByText('The passkey was not used.').waitFor();
  await authenticator.recognise(true);
  const [sent] = await Promise.all([page.waitForRequest('**/sign-in/passkey'), button('Use a passkey').click()]);
  await arrived();
  // The same signature again, as somebody who has seen it would send it.
  const again = await fetch(`${server.url}/sign-in/passkey`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: sent.postData() as string,
  });
  expect([again.status, again.headers.getSetCookie()]).toEqual([401, []]);
  await section.getByText('Passkey “Laptop”').waitFor();

  await server.db.update(sessions).set({ passwordConfirmedAt: new Date(0) });
  await button('Remove: Passkey “Laptop”').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('This change requires your password and a code').waitFor();
  expect(await violations(page, '.dialog')).toEqual([]);
  await button('Use a passkey').click();
  await section.getByText('Passkey “Laptop”').waitFor({ state: 'detached' });
  await page.getByText('It was removed.').waitFor();

  await signOut();
  await enterPassword();
  await enterCode(codes[0] as string);
  await arrived();
  await section.getByText('9 recovery codes left').waitFor();

  await signOut();
  const owner = await people(server).owner();
  const visit = await watchedWith(await cookieOf(server, owner), browser, origin);
  visits.push(visit);
  await visit.page.goto(`${origin}/admin/users/${person.id}`);
  await visit.page.getByRole('button', { name: 'Reset two-step sign-in' }).click();
  expect(await violations(visit.page, '.dialog')).toEqual([]);
  await visit.page.getByRole('alertdialog').getByRole('button', { name: 'Reset', exact: true }).click();
  await visit.page.getByText('The two-step sign-in was reset.').waitFor();
  await enterPassword();
  await arrived();
  await section.getByText('Only your password protects your account.').waitFor();
});

test('a change is confirmed with password and code, and a wrong code is said beside its field', async () => {
  const { app } = await enrollApp(await inBrowser(server, person));
  await enterPassword();
  await enterCode(app());
  await arrived();
  await waitSteps(server, person.id);
  await server.db
    .update(sessions)
    .set({ passwordConfirmedAt: new Date(0) })
    .where(eq(sessions.userId, person.id));
  await button('Make recovery codes').click();
  const prompt = page.getByRole('dialog');
  await prompt.getByLabel('Your password').fill(password);
  await prompt.getByLabel('Code').fill('000000');
  await prompt.getByRole('button', { name: 'Confirm', exact: true }).click();
  await prompt.getByText('This code is wrong, was already used or has expired.').waitFor();
  await prompt.getByLabel('Code').fill(app());
  await prompt.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('textbox', { name: 'Your recovery codes' }).waitFor();
});

test('where everybody must have a second factor, the page guides to it after signing in, and shows nothing else', async () => {
  const admin = await people(server).having('UPDATE_MFA_ADMIN_SETTINGS');
  await enrollApp(await inBrowser(server, admin));
  const visit = await watchedWith(await cookieOf(server, admin), browser, origin);
  visits.push(visit);
  await visit.page.goto(`${origin}/admin/two-step`);
  await visit.page.getByText('Everybody must have a second step').click();
  expect(await violations(visit.page)).toEqual([]);
  await keepPicture(visit.page, 'two-step-setting');
  await visit.page.getByRole('button', { name: 'Save' }).click();
  await visit.page.getByText('The setting was changed.').waitFor();

  await enterPassword();
  await arrived();
  await page.getByRole('heading', { name: 'Add a second step to your sign-in' }).waitFor();
  for (const path of ['/account/tokens', '/graphiql', '/admin/users']) {
    await page.goto(origin + path);
    await page.getByRole('heading', { name: 'Add a second step to your sign-in' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  }
  await page.goto(`${origin}/account`);
  await button('Add an authenticator app').waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'enroll');
  await enrollAppOnPage();
  await page.getByRole('heading', { name: 'Profile' }).waitFor();
  await button('Remove: Authenticator app').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Everybody must have a second factor here').waitFor();
  await server.db.update(mfaSettings).set({ isMfaRequired: false });
  const left = await server.db.select().from(authenticationFactors).where(eq(authenticationFactors.userId, person.id));
  expect(left).toHaveLength(2);
});
