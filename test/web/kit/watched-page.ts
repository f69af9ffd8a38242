/** Watches a page for requests to other origins, violations of its policy, and errors. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Person } from '../../test-users.ts';

/** On a busy machine, a browser may show nothing new for half a minute. */
const patienceMs = 60_000;

export interface Watched {
  page: Page;
  /** Must stay empty. */
  complaints: string[];
}

export async function watched(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const complaints: string[] = [];
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`CSP violation: ${violatedDirective} ${blockedURI}`);
    });
  });
  const page = await context.newPage();
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol !== 'data:' && protocol !== 'blob:') complaints.push(`asked ${request.url()}`);
  });
  page.on('console', (message) => {
    // Chromium reports refusals as errors too, although they are answers; errors of the server are checked below.
    const isRefusal = message.text().startsWith('Failed to load resource');
    const isCsp = /CSP violation|Content Security Policy/i.test(message.text());
    if (isCsp || (message.type() === 'error' && !isRefusal)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    const asked = ['document', 'fetch'].includes(response.request().resourceType());
    if (response.status() >= (asked ? 500 : 400)) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, complaints };
}

/** The same, with the user's session. */
export async function watchedAs(
  person: Person,
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  return watchedWith((await person.signedIn()).cookie, browser, origin, options);
}

export async function watchedWith(
  cookie: string,
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const visit = await watched(browser, origin, options);
  const [name = '', value = ''] = cookie.split('=');
  await visit.page.context().addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }]);
  return visit;
}
