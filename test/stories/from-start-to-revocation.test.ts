/**
 * The life of a token in the browser of a new operator: from the first start of the server to a limited token for a
 * program, which is narrowed after a week of use and then revoked.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { openPglite } from '../../src/db/open-pglite.ts';
import { openBrowser } from '../kit/browser.ts';
import { handOfAPerson } from '../web/kit/hand.ts';
import { watched } from '../web/kit/watched-page.ts';
import { type Program, startProgram } from './program.ts';

/** The goal is three minutes; a person needs the rest of them for reading. */
const secondsForActs = 60;
const users = '{ users { entities { id } } }';
const roles = '{ roles { entities { id } } }';

let folder: string;
let browser: Browser;
let server: Program & { url: string };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-life-'));
  browser = await openBrowser();
  server = await startProgram({ DATA_DIR: folder });
});
afterAll(async () => {
  await browser.close();
  await server.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a request of the program, and returns the codes of its errors. */
async function call(token: string, query: string): Promise<string[]> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

/** Restarts the server on a database in which the tokens and their uses are a week older. */
async function letAWeekPass(): Promise<void> {
  await server.end();
  const { db, close } = await openPglite(folder);
  const week = sql`interval '7 days'`;
  await db.execute(sql`update personal_access_tokens
    set created_at = created_at - ${week}, counted_since = counted_since - ${week}`);
  await db.execute(sql`update token_uses set last_used_at = last_used_at - ${week}`);
  await db.execute(sql`update usage set day = day - 7`);
  await db.execute(sql`update usage_addresses
    set first_used_at = first_used_at - ${week}, last_used_at = last_used_at - ${week}`);
  await close();
  server = await startProgram({ DATA_DIR: folder, PORT: new URL(server.url).port });
}

test('from the first start to a revoked token, the pages ask for less than a minute of clicks and keys', async () => {
  const { page, complaints } = await watched(browser, server.url);
  const hand = handOfAPerson();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const [, password = ''] = /^ {2}password {3}(\S{16})$/m.exec(server.output()) ?? [];

  await page.goto(server.url);
  await hand.type(page.getByLabel('User name or email address'), 'owner');
  await hand.paste(page.getByLabel('Password'), password);
  await hand.click(button('Sign in'));

  const guide = page.getByRole('region', { name: /Your first API call|It works/ });
  const inGuide = (name: string) => guide.getByRole('button', { name, exact: true });
  await hand.click(inGuide('Create the role'));
  await hand.type(guide.getByLabel('Name', { exact: true }), 'Status page');
  await hand.type(guide.getByLabel('User name'), 'status');
  await hand.type(guide.getByLabel('Email address'), 'status@example.com');
  await hand.click(inGuide('Create the user'));
  await hand.click(inGuide('Generate the token'));
  const command = await guide.getByRole('textbox', { name: 'Command' }).inputValue();
  const [, token = ''] = /Bearer ([^']+)'/.exec(command) ?? [];
  expect(await call(token, users)).toEqual([]);
  await guide.getByText('The first call came from 127.0.0.1').waitFor();

  await letAWeekPass();
  await page.reload();
  expect(await call(token, users)).toEqual([]);
  await hand.click(guide.getByRole('link', { name: 'See what the token may do and what it is used for' }));
  await hand.click(button('Shrink to what was used'));
  await page.getByText('The token was shrunk by 1 permission.').waitFor();
  expect(await call(token, users)).toEqual([]);
  expect(await call(token, roles)).toEqual(['FORBIDDEN']);

  await hand.click(button('Revoke…'));
  await hand.click(page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }));
  await page.getByText('The token was revoked.').waitFor();
  expect(await call(token, users)).toEqual(['UNAUTHENTICATED']);
  expect(hand.seconds()).toBeLessThan(secondsForActs);
  expect(complaints).toEqual([]);
});
