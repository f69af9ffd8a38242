/** The value of a new token, in a real browser: shown once, copied or downloaded, and stored nowhere. */
import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../test-users.ts';
import { holding } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
let who: Person;
let page: Page;
beforeEach(async () => {
  who = await visits.as.having('READ_USER');
  page = await visits.open(who, '/account/tokens/new', { permissions: ['clipboard-read', 'clipboard-write'] });
  page.setDefaultTimeout(8_000);
  await page.locator('form.token-form').waitFor();
});

const name = () => page.getByLabel('Name', { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const value = () => page.getByRole('textbox', { name: 'Value' });

test('the keyboard alone generates a token and copies its value', async () => {
  const until = async (what: string) => {
    for (let i = 0; i < 40; i++) {
      const text = await page.evaluate(
        () => document.activeElement?.textContent || document.activeElement?.getAttribute('aria-label'),
      );
      if (text === what) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The focus never came to ${what}.`);
  };
  await page.keyboard.type('By keys');
  await until('Read only: Read all records, change none.');
  await page.keyboard.press('Enter');
  await until('30 days');
  await page.keyboard.press('Enter');
  await until('Generate token');
  await page.keyboard.press('Enter');
  await value().waitFor();
  // The focus is on the button that copies.
  await page.keyboard.press('Enter');
  await page.getByText('Copied.').waitFor();
  const secret = await value().inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await until('Done');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Access tokens' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'By keys' }).waitFor();
});

test('only the dialog contains the value; it is downloaded in six formats and disappears afterwards', async () => {
  await name().fill('Deploy / été');
  await page.getByText('Everything you may do').click();
  await button('Generate token').click();
  const secret = await value().inputValue();
  expect((await holding(visits.server, secret)('{ me { id } }')).data.me.id).toBe(who.id);
  expect(await violations(page)).toEqual([]);

  const places = async () => ({
    address: page.url(),
    history: await page.evaluate(() => JSON.stringify(window.history.state)),
    stores: await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    databases: await page.evaluate(async () => (await indexedDB.databases()).length),
    caches: await page.evaluate(async () => (await caches.keys()).length),
  });
  expect(JSON.stringify(await places())).not.toContain(secret);
  expect(await places()).toMatchObject({ databases: 0, caches: 0, stores: '[{},{}]' });

  const files: Record<string, string> = {};
  for (const form of [
    'As text',
    'As settings',
    'As SONAR_TOKEN',
    'As JSON',
    'As a curl script',
    'As a Postman environment',
  ]) {
    const downloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: form }).click();
    const file = await downloaded;
    files[file.suggestedFilename()] = await readFile(await file.path(), 'utf8');
  }
  expect(files).toMatchObject({
    'latchkey-Deploy-t.txt': `${secret}\n`,
    'latchkey-Deploy-t.env': `LATCHKEY_URL=${visits.server.url}\nLATCHKEY_TOKEN=${secret}\n`,
    'latchkey-Deploy-t.sonar.env': `SONAR_HOST_URL=${visits.server.url}\nSONAR_TOKEN=${secret}\n`,
  });
  expect(JSON.parse(files['latchkey-Deploy-t.json'] ?? '')).toEqual({
    name: 'Deploy / été',
    url: visits.server.url,
    token: secret,
  });
  const environment = JSON.parse(files['latchkey-Deploy-t.postman_environment.json'] ?? '');
  expect(environment.values.map(({ key, value }: { key: string; value: string }) => [key, value])).toEqual([
    ['base_url', visits.server.url],
    ['token', secret],
  ]);
  expect(files['latchkey-Deploy-t.sh']).toContain(`Authorization: Bearer ${secret}`);

  await button('Done').click();
  await value().waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(secret);
  expect(JSON.stringify(await places())).not.toContain(secret);
  await page.goBack();
  await page.goForward();
  expect(await page.content()).not.toContain(secret);
});

test('leaving without the value asks first: going back, closing the dialog, closing the window', async () => {
  await name().fill('Precious');
  await page.getByText('Everything you may do').click();
  await button('Generate token').click();
  const secret = await value().inputValue();
  await page.goBack();
  await page.getByText('You have neither copied nor downloaded the value.').waitFor();
  expect(await value().inputValue()).toBe(secret);
  await button('Back to the value').click();
  await page.keyboard.press('Escape');
  expect(await value().inputValue()).toBe(secret);
  const asked = page.waitForEvent('dialog');
  const reloaded = page.evaluate(() => window.location.reload());
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await reloaded;
  expect(await value().inputValue()).toBe(secret);
  await button('Done').click();
  await button('Close without the value').click();
  await value().waitFor({ state: 'detached' });
});
