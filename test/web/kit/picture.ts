/** Keeps what a page looks like: with PICTURES set, in that folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const folder = process.env.PICTURES;

/** Of a page the whole length. Pictures are light ones: the dark differ in colours alone. */
export async function keepPicture(seen: Page | Locator, name: string): Promise<void> {
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await ('viewportSize' in seen ? seen.screenshot({ path, fullPage: true }) : seen.screenshot({ path }));
}
