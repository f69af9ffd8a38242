/** Stores pictures of pages in the folder that PICTURES names, if it is set. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const folder = process.env.PICTURES;

/** Of a page in its whole length, in light colours: dark pages differ only in colours. */
export async function keepPicture(seen: Page | Locator, name: string): Promise<void> {
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await ('viewportSize' in seen ? seen.screenshot({ path, fullPage: true }) : seen.screenshot({ path }));
}
