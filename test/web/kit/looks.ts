/** Opens pages narrow and wide, light and dark: each must fit its window and be accessible. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Person } from '../../test-users.ts';
import { violations } from './axe.ts';
import { keepPicture } from './picture.ts';
import { type Watched, watchedAs } from './watched-page.ts';

/** The name of the picture, the path, and a text that appears when the page is complete. */
export type Look = [name: string, path: string | (() => string), text: string];

interface Scene {
  who: Person;
  browser: Browser;
  url: string;
}

type Dress = [width: number, colorScheme: 'light' | 'dark'];

/** Each width and each colour scheme once; for pictures all four combinations. */
export const looks: readonly Dress[] = process.env.PICTURES
  ? [1440, 360].flatMap((width): Dress[] => [
      [width, 'light'],
      [width, 'dark'],
    ])
  : [
      [1440, 'light'],
      [360, 'dark'],
    ];

/** All pages are opened in one visit. */
export function lookAt(pages: Look[], scene: () => Scene): void {
  let visit: Watched;
  beforeAll(async () => {
    const { who, browser, url } = scene();
    visit = await watchedAs(who, browser, url);
  });

  test.each(pages)('%s fits its window and is accessible', async (name, path, text) => {
    const { page, complaints } = visit;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(scene().url + (typeof path === 'string' ? path : path()));
    await page.getByText(text).first().waitFor();
    const wrong: string[] = [];
    for (const [width, colorScheme] of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const look = `${name}-${width}-${colorScheme}`;
      if (colorScheme === 'light') await keepPicture(page, `${name}-${width}`);
      const needed = await page.evaluate(() => document.documentElement.scrollWidth);
      if (needed !== width) wrong.push(`${look} is ${needed} pixels wide`);
      wrong.push(...(await violations(page)).map((violation) => `${look}: ${violation}`));
    }
    expect(wrong).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });
}
