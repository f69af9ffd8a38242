/**
 * Looks at pages narrow and wide, light and dark: each fits its window and shuts nobody out. With PICTURES set, what is
 * seen is written to that folder.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Person } from '../people.ts';
import { violations } from './axe.ts';
import { type Watched, watchedAs } from './watched.ts';

const folder = process.env.PICTURES;

/** Name of the picture, path, and the text that is there when the page is. */
export type Look = [name: string, path: string | (() => string), text: string];

interface Scene {
  who: Person;
  browser: Browser;
  url: string;
}

export function lookAt(pages: Look[], scene: () => Scene): void {
  let visit: Watched;
  beforeAll(async () => {
    if (folder) await mkdir(folder, { recursive: true });
  });
  afterEach(async () => {
    await visit.page.context().close();
    expect(visit.complaints).toEqual([]);
  });
  describe.each([360, 1440])('%d pixels wide', (width) => {
    describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
      test.each(pages)('%s fits and shuts nobody out', async (name, path, text) => {
        const { who, browser, url } = scene();
        visit = await watchedAs(who, browser, url, { colorScheme, viewport: { width, height: 900 } });
        const { page } = visit;
        await page.goto(url + (typeof path === 'string' ? path : path()));
        await page.getByText(text).first().waitFor();
        if (folder)
          await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await violations(page)).toEqual([]);
      });
    });
  });
}
