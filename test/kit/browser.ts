/**
 * The browser of the tests: a real headless Chromium that has fonts and can reach only this machine. Without one a test
 * fails; it is never skipped.
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
    // It opens only our own pages, and the sandbox does not work as root and in most containers.
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

/** Without fonts everything seems to work, even screenshots, but text has no width. */
async function requireText(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.setContent('<span>Latchkey</span>');
  const box = await page.locator('span').boundingBox();
  if (!box?.width) throw new Error('The browser finds no fonts: text has no width.');
  await page.close();
}
