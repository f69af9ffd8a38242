/** After `latchkey fence`, in a real browser: an administrator sends new links, and a user confirms tokens. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { personalAccessTokens } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import { fence } from '../../../src/domain/people/fence.ts';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { ask, type Person, people } from '../../test-users.ts';
import { cookieOf } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { toggle } from '../kit/checkboxes.ts';
import { watchedWith } from '../kit/watched-page.ts';

let server: Latchkey;
let browser: Browser;
let owner: Person;
let grace: Person;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  owner = await people(server).owner();
  grace = await people(server).having('READ_USER');
  await people(server).having();
  await fence(server.db, owner.username);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** What is done in the browser of somebody who has set a new password. */
async function inBrowserOf({ id }: Person, path: string, act: (page: Page) => Promise<void>): Promise<void> {
  await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, id));
  const { page, complaints } = await watchedWith(await cookieOf(server, { id }), browser, server.url);
  page.setDefaultTimeout(8_000);
  await page.goto(server.url + path);
  await act(page);
  await page.context().close();
  expect(complaints).toEqual([]);
}

test('an administrator sees who is blocked, and sends all of them links, which are shown without a mail server', async () => {
  await inBrowserOf(owner, '/admin/users', async (page) => {
    await page.getByText('Since then 2 users are blocked').waitFor();
    await page.getByRole('button', { name: 'Show blocked users' }).click();
    await page.getByRole('row').filter({ hasText: grace.username }).getByText('Blocked', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send new links to all 2…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Each gets a link').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('2 links were made.').waitFor();
    expect(await violations(page)).toEqual([]);
    const line = await dialog.getByRole('listitem').filter({ hasText: grace.username }).innerText();
    const path = /\/set-password\/\w{30}/.exec(line)?.[0] ?? 'no link';
    expect((await server.fetch(path)).status).toBe(200);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await toggle(page.getByRole('row').filter({ hasText: grace.username }));
    await page.getByRole('button', { name: 'Send 1 link…' }).click();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('1 link was made.').waitFor();
    expect((await server.fetch(path)).status).not.toBe(200);
  });
});

test('the page of a blocked token says so, and offers to confirm it', async () => {
  const [{ id } = { id: '' }] = await server.db
    .select()
    .from(personalAccessTokens)
    .where(eq(personalAccessTokens.userId, grace.id));
  await inBrowserOf(grace, `/account/tokens/${id}`, async (page) => {
    await page.getByText('no program can use it until it is confirmed').waitFor();
    await page.getByRole('button', { name: 'Confirm…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });
});

test('links that were made stay in view when sending fails before all are made, and the rest is sent afterwards', async () => {
  const many = 105;
  await server.db.execute(sql`insert into users (name, public_name, username, username_key, email_address, email_address_key, fenced_at)
    select 'Fenced ' || i, 'Fenced', 'fenced' || i, 'fenced' || i, 'fenced' || i || '@example.com', 'fenced' || i || '@example.com', now()
    from generate_series(1, ${many}) i`);
  await inBrowserOf(owner, '/admin/users?show=fenced', async (page) => {
    let asked = 0;
    await page.route('**/api/graphql', (route) => {
      const isSecond = route.request().postData()?.includes('SendPasswordLinks') && ++asked === 2;
      return isSecond
        ? route.fulfill({ json: { errors: [{ message: 'Later', extensions: { code: 'LIMITED' } }] } })
        : route.continue();
    });
    await page.getByRole('button', { name: /^Send new links to all 10\d…/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText(/^\d users? ha(s|ve) not got a link yet/).waitFor();
    const links = dialog.getByRole('listitem').filter({ hasText: '/set-password/' });
    expect(await links.count()).toBe(100);
    const first = await links.first().innerText();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await links.nth(100).waitFor();
    expect(await links.first().innerText()).toBe(first);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});

test('a user sees which tokens are blocked, and confirms one', async () => {
  await inBrowserOf(grace, '/account/tokens', async (page) => {
    await page.getByText('Since then 1 token is blocked, until you confirm it.').waitFor();
    await page.getByRole('button', { name: 'Show blocked tokens' }).click();
    await toggle(page.getByRole('row').filter({ has: page.getByText('test', { exact: true }) }));
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Confirm 1 token…' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('The token was confirmed.').waitFor();
    await page.getByText('Since then').waitFor({ state: 'detached' });
  });
  const { data } = await ask(server, { Authorization: `Bearer ${grace.token}` }, '{ me { id } }');
  expect(data.me).toEqual({ id: grace.id });
});

test('those who may change tokens confirm those of others on the page of all tokens', async () => {
  const ofOwner = eq(personalAccessTokens.userId, owner.id);
  await inBrowserOf(owner, '/admin/tokens?show=FENCED', async (page) => {
    await page
      .getByRole('row')
      .filter({ hasText: owner.username })
      .getByRole('button', { name: 'Actions for' })
      .click();
    await page.getByRole('menuitem', { name: 'Confirm…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('The token was confirmed.').waitFor();
  });
  expect((await server.db.select().from(personalAccessTokens).where(ofOwner))[0]?.fencedAt).toBeNull();
});
