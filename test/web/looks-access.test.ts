/** How the pages about access look: what one asked for. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { decline, done, granted, request } from '../access-requests/acts.ts';
import { openBrowser } from '../kit/browser.ts';
import { type Person, people } from '../people.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { inBrowser, made } from '../tokens/acts.ts';
import { lookAt } from './looked.ts';

let server: Latchkey;
let browser: Browser;
let grace: Person;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLatchkey('pglite'), openBrowser()]);
  grace = await people(server).having('READ_USER', 'READ_ROLE');
  await furnish();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody whose requests have come to every end. */
async function furnish(): Promise<void> {
  const by = await inBrowser(server, grace);
  const admin = await inBrowser(server, await people(server).owner());
  const token = await made(by, { name: 'Nightly report', permissions: ['READ_USER'] });
  await granted(by, admin, { permissions: ['READ_PROJECT'], reason: 'The report counts projects' });
  const { id } = await done(request(by, { permissions: ['DELETE_ROLE', 'UPDATE_ROLE'], reason: 'Tidying up' }));
  await done(decline(admin, id, 'Ada tidies up on Friday'));
  await granted(by, admin, { permissions: ['READ_ALL_LOGS'], reason: 'The audit on Monday' }, { for_hours: 8 });
  const forToken = { permissions: ['READ_ROLE'], personal_access_token_id: token.id, reason: 'Names of roles' };
  await done(request(by, forToken));
}

lookAt([['requests', '/account/requests', 'READ_ALL_LOGS']], () => ({ who: grace, browser, url: server.url }));
