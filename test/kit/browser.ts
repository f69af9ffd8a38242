/**
 * How does a test look at a page? With `openBrowser`: a real headless Chromium that shows text and can reach nothing but
 * this machine; without one the test fails, it never skips.
 */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const browser = await chromium.launch({
    executablePath,
    env: { ...Object.fromEntries(inherited), ...env },
    headless: true,
    // It opens our own pages only, and root and most containers cannot have the sandbox.
    chromiumSandbox: false,
    args: flags,
  });
  try {
    await requireText(browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

const flags = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--no-proxy-server',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--no-first-run',
];

/** Without fonts everything seems to work, screenshots included, but no text has any width. */
async function requireText(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.setContent('<span>Latchkey</span>');
  const box = await page.locator('span').boundingBox();
  if (!box?.width) throw new Error('The browser finds no fonts: text has no width.');
  await page.close();
}
