/** A page belongs to one user's session: when it is over, or another user has signed in, the page shows and does nothing more. */
import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../../schema/users.ts';
import { type Person, password } from '../../test-users.ts';
import { inBrowser } from '../../tokens/acts.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

const isOver = (page: Page) => page.getByRole('heading', { name: 'You are signed out' }).waitFor();
/** The event of a page that becomes visible again. */
const lookAgain = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

/** Signs in as a user in a second tab of the same browser. */
async function signInBeside(page: Page, person: Person): Promise<void> {
  // Sets the user's password.
  await person.signedIn();
  const second = await page.context().newPage();
  await second.goto(`${visits.server.url}/sign-in`);
  await second.getByLabel('User name or email address').fill(person.username);
  await second.getByLabel('Password').fill(password);
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.waitForURL('**/account/home');
  await second.close();
}

/** Whether the memory of the page contains a text after garbage collection. */
async function remembers(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  return chunks.join('').includes(text);
}

test('when the session is over, the page keeps nothing of what it showed', async () => {
  const person = await visits.as.having('READ_USER');
  const shown = await visits.as.having();
  const page = await visits.open(person, `/admin/users?search=${shown.username.slice(0, 12)}`);
  await page.getByText(shown.username).first().waitFor();
  expect(await remembers(page, shown.username)).toBe(true);
  await (await inBrowser(visits.server, person))('mutation { deleteOtherSessions { success } }');
  await lookAgain(page);
  await isOver(page);
  expect(await remembers(page, shown.username)).toBe(false);
});

test('a page that becomes visible after another user signed in shows nothing of the first user', async () => {
  const [first, second] = [await visits.as.having(), await visits.as.having()];
  const page = await visits.open(first, '/account');
  await page.getByText(first.username).first().waitFor();
  await signInBeside(page, second);
  await lookAgain(page);
  await isOver(page);
  expect(await page.getByText(first.username).count()).toBe(0);
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByText(second.username).first().waitFor();
  expect(await page.getByText(first.username).count()).toBe(0);
});

test('a page changes nothing for another user who has signed in since', async () => {
  const [first, second] = [await visits.as.having(), await visits.as.having()];
  const page = await visits.open(first, '/account');
  await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await signInBeside(page, second);
  await page.getByRole('region', { name: 'About you' }).getByRole('button', { name: 'Save' }).click();
  await isOver(page);
  for (const { id, username } of [first, second]) {
    const [row] = await visits.server.db.select().from(users).where(eq(users.id, id));
    expect(row?.name).toBe(username);
  }
});

test('GraphiQL sends nothing as another user who has signed in since', async () => {
  const [first, second] = [await visits.as.having(), await visits.as.having()];
  const page = await visits.open(first, '/graphiql');
  await page.getByText(`Signed in as ${first.username}`).waitFor();
  await signInBeside(page, second);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response').getByText('Load the page again').waitFor();
  expect(await page.getByText(second.username).count()).toBe(0);
});
