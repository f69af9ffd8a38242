/**
 * How every page of the application looks: it fits narrow and wide windows, light and dark, and shuts nobody out.
 * A new page is a line in `pages`. `npm run pictures` writes what is seen here to docs/pictures.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../kit/browser.ts';
import { type Person, people } from '../people.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { violations } from './axe.ts';
import { type Watched, watchedAs } from './watched.ts';

const folder = process.env.PICTURES;

/** Name of the picture, path, and the text that is there when the page is. */
const pages: [string, string, string][] = [
  ['tokens', '/account/tokens', 'Deployment'],
  ['token-new', '/account/tokens/new', 'What this token can do'],
  ['token-edit', '/account/tokens/2', 'Everything you may do'],
];

let server: Latchkey;
let browser: Browser;
let ada: Person;
let visit: Watched;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  ada = await people(server).owner();
  await furnish();
  if (folder) await mkdir(folder, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
afterEach(async () => {
  await visit.page.context().close();
  expect(visit.complaints).toEqual([]);
});

/** A person with some tokens, as it might be. */
async function furnish(): Promise<void> {
  const { ask } = await ada.signedIn();
  await ask('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }', {
    input: { name: 'Ada Lovelace', public_name: 'Ada' },
  });
  const day = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString();
  const inputs = [
    { name: 'Deployment', description: 'Rolls out the shop at night', permissions: ['READ_USER', 'READ_ROLE'] },
    { name: 'Nightly report', methods: ['users', 'roles'], expires_at: day(5.1) },
    { name: 'Laptop', expires_at: day(89.9), allowed_subnets: ['192.0.2.0/24'] },
    { name: 'Invitations', methods: ['createUser'], permissions: ['CREATE_USER'] },
    { name: 'Analysis of everything', type: 'GLOBAL_ANALYSIS', expires_at: day(364.9) },
  ];
  for (const input of inputs) {
    const { errors } = await ask(
      'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { id } }',
      { input },
    );
    expect(errors).toBeUndefined();
  }
}

async function open(path: string, text: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  visit = await watchedAs(ada, browser, server.url, { colorScheme, viewport: { width, height: 900 } });
  await visit.page.goto(server.url + path);
  await visit.page.getByText(text).first().waitFor();
  return visit.page;
}

describe.each([360, 1440])('%d pixels wide', (width) => {
  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    test.each(pages)('%s fits and shuts nobody out', async (name, path, text) => {
      const page = await open(path, text, width, colorScheme);
      if (folder) await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violations(page)).toEqual([]);
    });
  });
});
