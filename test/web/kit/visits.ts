/** A server and a browser for a file of tests, and visits to pages as a user; every visit must end without complaints. */
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../../kit/browser.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';
import { type Watched, watchedAs } from './watched-page.ts';

export interface Visits {
  readonly server: Latchkey;
  readonly browser: Browser;
  readonly as: ReturnType<typeof people>;
  /** Opens a path as a user; the visit stays open until the end of the test. */
  open(person: Person, path: string, options?: BrowserContextOptions): Promise<Page>;
}

export function useVisits(settings: Record<string, string> = {}): Visits {
  let server: Latchkey;
  let browser: Browser;
  let visits: Watched[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([startLatchkey('pglite', settings), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  afterEach(async () => {
    const open = visits;
    visits = [];
    for (const { page } of open) await page.context().close();
    expect(open.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    get as() {
      return people(server);
    },
    open: async (person, path, options) => {
      const visit = await watchedAs(person, browser, server.url, options);
      visits.push(visit);
      await visit.page.goto(server.url + path);
      return visit.page;
    },
  };
}
