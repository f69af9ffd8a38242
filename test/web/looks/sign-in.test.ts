/** The pages to sign in and to set a password in a real browser: their texts, accessibility, and no request to other origins. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { violations } from '../kit/axe.ts';
import { keepPicture } from '../kit/picture.ts';
import { type Watched, watched } from '../kit/watched-page.ts';

let server: Latchkey;
let browser: Browser;
let owner: Person;
let visit: Watched;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  owner = await people(server).owner();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(async () => {
  await visit.page.context().close();
  expect(visit.complaints).toEqual([]);
});

/** A new user, and the path of their one-time link. */
async function link(username: string): Promise<string> {
  const input = {
    name: 'New',
    public_name: 'New',
    username,
    email_address: `${Math.random()}@example.com`,
  };
  const query = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { setup_link } }';
  const { data } = await owner.ask(query, { input });
  return new URL(data.createUser.setup_link).pathname;
}

test('a weak password is refused with a reason, and a strong one is set and signs in', async () => {
  visit = await watched(browser, server.url);
  const { page } = visit;
  await page.goto(server.url + (await link('<script>alert(1)</script>')));
  await page.getByText('Your user name is <script>alert(1)</script>.').waitFor();
  const set = async (password: string) => {
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
  };
  await set('password1234');
  const alert = page.getByRole('alert');
  expect(await alert.innerText()).toMatch(/^Password is too easy to guess/);
  await set('password');
  await alert.getByText('The password was refused:').waitFor();
  expect(await alert.getByRole('listitem').allInnerTexts()).toEqual([
    'It must have at least 12 characters.',
    expect.stringMatching(/^It is too easy to guess/),
  ]);
  expect(await violations(page)).toEqual([]);
  expect(await page.getByLabel('New password').getAttribute('aria-describedby')).toBe('rules fault');
  await set('walnut ferry copper 92');
  await page.getByRole('status').filter({ hasText: 'Your password is set' }).waitFor();
  await page.getByLabel('User name or email address').fill('<script>alert(1)</script>');
  await page.getByLabel('Password').fill('wrong password');
  await page.keyboard.press('Enter');
  expect(await alert.innerText()).toBe('The user name or the password is wrong.');
  expect(await page.getByLabel('User name or email address').inputValue()).toBe('<script>alert(1)</script>');
  await page.getByLabel('Password').fill('walnut ferry copper 92');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account/home');
});

test('the rules are marked while the user types, announced when they stop, and can be read without colours', async () => {
  visit = await watched(browser, server.url);
  const { page } = visit;
  await page.goto(server.url + (await link('quentin')));
  const field = page.getByLabel('New password');
  const rules = () => page.locator('#rules [data-rule]').allTextContents();
  expect(await rules()).toEqual(['At least 12 characters', 'Hard to guess: a strength of at least 3 of 4']);
  await field.pressSequentially('quentinquentin');
  await page.locator('[data-rule=strength]', { hasText: '(not met)' }).waitFor();
  expect(await rules()).toEqual([
    'At least 12 characters (met)',
    'Hard to guess: a strength of at least 3 of 4 (not met)',
  ]);
  await page.getByRole('status').filter({ hasText: '1 of 2 rules are met.' }).waitFor();
  await field.fill('walnut ferry copper 92');
  await page.locator('[data-rule=strength]', { hasText: '(met)' }).waitFor();
  await page.getByRole('status').filter({ hasText: '2 of 2 rules are met.' }).waitFor();
  expect(await page.locator('#rules .kept').count()).toBe(2);
  expect(await violations(page)).toEqual([]);
});

test('the page to set a password works without scripts', async () => {
  visit = await watched(browser, server.url, { javaScriptEnabled: false });
  const { page } = visit;
  await page.goto(server.url + (await link('noscript')));
  await page.getByText('At least 12 characters').waitFor();
  await page.getByLabel('New password').fill('walnut ferry copper 92');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your password is set').waitFor();
});

test('in a French browser the sign-in page, its refusal and the page of a stale link are in French', async () => {
  visit = await watched(browser, server.url, { locale: 'fr-FR' });
  const { page } = visit;
  await page.goto(`${server.url}/sign-in?password=set`);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  await page.getByRole('status').filter({ hasText: 'Votre mot de passe est défini.' }).waitFor();
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).waitFor();
  await page.getByLabel('Nom d’utilisateur ou adresse e-mail').fill('nobody');
  await page.getByLabel('Mot de passe').fill('wrong');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('Le nom d’utilisateur ou le mot de passe est incorrect.').waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'sign-in-page-in-french');
  await page.goto(`${server.url}/set-password/nonsense`);
  await page.getByRole('heading', { name: 'Ce lien ne fonctionne pas' }).waitFor();
  await page.getByRole('link', { name: 'Se connecter' }).waitFor();
});

test('in a German browser the sign-in page, its refusal and the page of a stale link are in German', async () => {
  visit = await watched(browser, server.url, { locale: 'de-CH', viewport: { width: 360, height: 740 } });
  const { page } = visit;
  await page.goto(`${server.url}/sign-in?password=set`);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page.getByRole('status').filter({ hasText: 'Ihr Passwort ist festgelegt.' }).waitFor();
  await page.getByRole('button', { name: 'Passkey verwenden' }).waitFor();
  await page.getByLabel('Benutzername oder E-Mail-Adresse').fill('nobody');
  await page.getByLabel('Passwort').fill('wrong');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.getByText('Der Benutzername oder das Passwort ist falsch.').waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'sign-in-page-in-german');
  await page.goto(`${server.url}/set-password/nonsense`);
  await page.getByRole('heading', { name: 'Dieser Link funktioniert nicht' }).waitFor();
  await page.getByRole('link', { name: 'Anmelden' }).waitFor();
});

test('in a German browser the page to set a password, its rules and its refusals are in German', async () => {
  visit = await watched(browser, server.url, { locale: 'de-DE' });
  const { page } = visit;
  await page.goto(server.url + (await link('deutsch')));
  await page.getByRole('heading', { name: 'Legen Sie Ihr Passwort fest' }).waitFor();
  await page.getByText('Ihr Benutzername ist deutsch.').waitFor();
  const password = page.getByLabel('Neues Passwort');
  await password.fill('password');
  await page.getByRole('status').filter({ hasText: 'Erfüllte Regeln: 0 von 2.' }).waitFor();
  expect(await page.locator('#rules-met').textContent()).toBe(
    'Erfüllte Regeln: 0 von 2. Nicht erfüllt: Mindestens 12 Zeichen; Schwer zu erraten: eine Stärke von mindestens 3 von 4.',
  );
  await page.getByRole('button', { name: 'Passwort festlegen' }).click();
  await page.getByRole('alert').getByText('Das Passwort wurde abgelehnt:').waitFor();
  expect(await page.getByRole('alert').getByRole('listitem').allInnerTexts()).toEqual([
    'Mindestens 12 Zeichen sind erforderlich.',
    expect.stringMatching(/^Dieses Passwort ist zu leicht zu erraten \(Stärke \d von 4/),
  ]);
  expect(await violations(page)).toEqual([]);
  await password.fill('walnut ferry copper 92');
  await page.getByRole('button', { name: 'Passwort festlegen' }).click();
  await page.getByText('Ihr Passwort ist festgelegt.').waitFor();
});

test('a watched page reports requests that its policy forbids', async () => {
  visit = await watched(browser, server.url);
  const { page, complaints } = visit;
  await page.goto(`${server.url}/sign-in`);
  await page.evaluate(() => fetch('https://elsewhere.example/').catch(() => undefined));
  await page.evaluate(() => document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/' })));
  // After this round trip the events of the page have arrived.
  await page.waitForFunction(() => true);
  expect(complaints.splice(0).join()).toMatch(/connect-src.*img-src/s);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  const pages: [string, () => Promise<string> | string][] = [
    ['the sign-in page', () => '/sign-in'],
    ['the sign-in page after a password was set', () => '/sign-in?password=set'],
    ['the page to set a password', () => link(`somebody-${colorScheme}`)],
    ['the page of a link that does not work', () => '/set-password/nonsense'],
  ];
  test.each(pages)('%s is accessible and fits a narrow window', async (which, path) => {
    visit = await watched(browser, server.url, { colorScheme, viewport: { width: 360, height: 740 } });
    const { page } = visit;
    await page.goto(server.url + (await path()));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(360);
    expect(await violations(page)).toEqual([]);
    for (const width of colorScheme === 'light' ? [360, 1440] : []) {
      await page.setViewportSize({ width, height: 740 });
      await keepPicture(page, `${which.replace('the ', '').replaceAll(' ', '-')}-${width}`);
    }
  });

  test('a refusal is accessible', async () => {
    visit = await watched(browser, server.url, { colorScheme });
    const { page } = visit;
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('User name or email address').fill('nobody');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
