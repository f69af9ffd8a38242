/** Tables in a real browser: how much they show at once, which columns, and the exact times behind relative ones. */
import { expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import type { Person } from '../../test-users.ts';
import { inBrowser, inDays, made } from '../../tokens/acts.ts';
import { violations } from '../kit/axe.ts';
import { focused } from '../kit/focus.ts';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();
const desktop = { viewport: { width: 1440, height: 900 } };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const column = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });

/** A user with 25 tokens, as different as they may be. */
async function withTokens(): Promise<Person> {
  const person = await visits.as.having('READ_USER', 'READ_ROLE');
  const by = await inBrowser(visits.server, person);
  for (let at = 1; at <= 24; at++)
    await made(by, {
      name: `Token ${at} of the program that copies the users of one system to another`,
      description: 'Runs at night on the machine in the cellar, and is silent when it fails',
      ...(at % 2 ? { permissions: ['READ_USER'], methods: ['users'], allowed_subnets: ['192.0.2.0/24'] } : {}),
      ...(at % 3 ? { expires_at: inDays(at) } : {}),
    });
  return person;
}

async function chooseColumn(page: Page, name: string): Promise<void> {
  await button(page, 'Columns').click();
  await page.getByRole('menuitemcheckbox', { name }).click();
  await page.keyboard.press('Escape');
}

test('25 tokens take at most 1,350 pixels, with one line in each row', async () => {
  const page = await visits.open(await withTokens(), '/account/tokens', desktop);
  await page.getByRole('rowheader').nth(24).waitFor();
  expect(await page.getByRole('rowheader').count()).toBe(25);
  const heights = await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.clientHeight));
  expect(Math.max(...heights)).toBeLessThanOrEqual(40);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1_350);
  // A badge in two lines would be higher than one and a half.
  const tooHigh = await page
    .locator('tbody .badge')
    .evaluateAll((all) =>
      all.filter((badge) => badge.clientHeight > 1.5 * Number.parseFloat(getComputedStyle(badge).lineHeight)),
    );
  expect(await page.locator('tbody .badge').count()).toBeGreaterThan(0);
  expect(tooHigh).toEqual([]);
});

test('the names of the columns and what can be done with selected rows stay in the window while one scrolls', async () => {
  const page = await visits.open(await withTokens(), '/account/tokens', { viewport: { width: 1200, height: 500 } });
  await page.getByRole('rowheader').nth(24).waitFor();
  await page.getByRole('row').nth(1).locator('label').click();
  await page.mouse.wheel(0, 400);
  await page.waitForFunction(() => window.scrollY > 300);
  for (const seen of [column(page, 'Name'), button(page, 'Revoke 1 token…')]) {
    const box = await seen.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height <= 500).toBe(true);
  }
  await button(page, 'Clear').click();
  await button(page, 'Revoke 1 token…').waitFor({ state: 'detached' });
});

test('the columns that a user chose are shown after loading the page again and in other browsers, and what another client keeps stays', async () => {
  const person = await visits.as.having();
  const kept = async () => {
    const { data } = await person.ask('{ me { user_preferences { ui_preferences } } }');
    return JSON.parse(data.me.user_preferences.ui_preferences);
  };
  const { ask } = await person.signedIn();
  await ask('mutation { updateMe(input: { ui_preferences: "{\\"other\\":1}" }) { id } }');
  const page = await visits.open(person, '/account/tokens', desktop);
  await column(page, 'Created').waitFor();
  expect(await column(page, 'Type').count()).toBe(0);
  await chooseColumn(page, 'Created');
  await chooseColumn(page, 'Type');
  await column(page, 'Type').waitFor();
  const chosen = { other: 1, columns: { tokens: { type: true, created: false } } };
  while (JSON.stringify(await kept()) !== JSON.stringify(chosen)) await page.waitForTimeout(50);
  await page.reload();
  await column(page, 'Type').waitFor();
  expect(await column(page, 'Created').count()).toBe(0);
  const elsewhere = await visits.open(person, '/account/tokens', desktop);
  await column(elsewhere, 'Type').waitFor();
});

test('the exact time of a relative one appears on hover and on focus, until Escape', async () => {
  const page = await visits.open(await visits.as.having(), '/account/tokens', desktop);
  const time = page.getByRole('row').nth(1).locator('time').first();
  const tip = page.getByRole('tooltip');
  await time.waitFor();
  const exact = await page.evaluate(
    (at) => new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at)),
    (await time.getAttribute('datetime')) ?? '',
  );
  await time.hover();
  await tip.getByText(exact).waitFor();
  await page.mouse.move(0, 0);
  await tip.waitFor({ state: 'hidden' });
  // The arrow keys move from the row through its cells.
  await page.getByRole('row').nth(1).focus();
  while (!(await time.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('ArrowRight', { delay: 50 });
  await tip.getByText(exact).waitFor();
  expect(await time.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
  await page.keyboard.press('Escape');
  await tip.waitFor({ state: 'hidden' });
  await focused(page, /^time /);
});

test('the calls of the last 30 days are a column that users choose, with a text for those who do not see it, read in one statement', async () => {
  const person = await withTokens();
  const page = await visits.open(person, '/account/tokens', desktop);
  await page.getByRole('rowheader').nth(24).waitFor();
  expect(await page.locator('.sparkline').count()).toBe(0);
  await visits.server.db.execute(sql`
    insert into usage (user_id, token_id, day, kind, name, uses)
    select user_id, id, current_date - d, 'METHOD', 'users', 1000 + d
    from personal_access_tokens, generate_series(0, 3) d where user_id = ${person.id}`);
  const before = visits.server.statements.length;
  await chooseColumn(page, 'Calls, 30 days');
  const line = page.getByRole('img', { name: /^4,006 calls in the last 30 days, the most on .+: 1,003$/ });
  await line.nth(24).waitFor();
  const counting = visits.server.statements.slice(before).filter((text) => /sum\(/.test(text) && /"usage"/.test(text));
  expect(counting).toHaveLength(1);
  const heights = await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.clientHeight));
  expect(Math.max(...heights)).toBeLessThanOrEqual(40);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1_350);
  expect(await violations(page)).toEqual([]);
});

test('the whole text of a cell that is cut off appears on hover, and the state of a token is never cut off', async () => {
  const page = await visits.open(await withTokens(), '/account/tokens', { viewport: { width: 768, height: 900 } });
  const cell = page.getByRole('rowheader').first().locator('div');
  await cell.waitFor();
  expect(await cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
  await cell.hover();
  await page.getByRole('tooltip').getByText('is silent when it fails').waitFor();
  const badge = page.getByText('Expires soon').first();
  // As in a language of long words.
  const isInside = await badge.evaluate((element) => {
    element.textContent = 'Expires within the next days';
    const cell = element.closest('td')?.getBoundingClientRect();
    return cell !== undefined && element.getBoundingClientRect().right <= cell.right;
  });
  expect(isInside).toBe(true);
});

test('on a phone each row is a card within the window, with all that the table shows', async () => {
  const page = await visits.open(await withTokens(), '/account/tokens', { viewport: { width: 360, height: 800 } });
  const row = page.getByRole('row').nth(1);
  await row.locator('[data-label="Created"]').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const boxes = await row.locator('td:not(.select-cell)').evaluateAll((cells) =>
    cells.map((cell) => {
      const { left, right, height } = cell.getBoundingClientRect();
      return left >= 0 && right <= 360 && height > 0;
    }),
  );
  expect(boxes.every(Boolean)).toBe(true);
});

test('Enter on a row opens its record, and Space selects it', async () => {
  const person = await withTokens();
  const page = await visits.open(person, '/account/tokens', desktop);
  const row = page.getByRole('row').nth(1);
  await row.focus();
  await page.keyboard.press('Space');
  await button(page, 'Revoke 1 token…').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/account\/tokens\/\d+$/);
});

test('an empty list says what belongs in it, with the action that makes the first; a filter without hits can be cleared', async () => {
  const admin = await visits.as.having('READ_WEBHOOK', 'CREATE_WEBHOOK', 'READ_USER', 'READ_ROLE');
  const page = await visits.open(admin, '/admin/webhooks');
  await page.getByRole('heading', { name: 'There are no webhooks yet' }).waitFor();
  expect(await page.getByRole('link', { name: 'New webhook' }).count()).toBe(1);
  await page.getByRole('link', { name: 'New webhook' }).click();
  await page.waitForURL('**/admin/webhooks/new');
  await page.goto(`${visits.server.url}/admin/users?role=1&show=disabled`);
  const search = page.getByRole('searchbox', { name: 'Search users' });
  await search.fill('nobody of this name');
  await page.waitForURL(/search=/);
  await page.getByText('Nothing was found.').waitFor();
  await button(page, 'Clear the filters').click();
  await page.getByRole('rowheader').filter({ hasText: admin.username }).waitFor();
  expect(await search.inputValue()).toBe('');
  expect(new URL(page.url()).search).toBe('');
  // The search is not sent again by what was typed before.
  await page.waitForTimeout(400);
  expect(new URL(page.url()).search).toBe('');
});
