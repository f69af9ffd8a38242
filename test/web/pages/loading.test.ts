/** What a page waits for until its heading is shown. */
import { expect, test } from '@jest/globals';
import { useVisits } from '../kit/visits.ts';

const visits = useVisits();

test('the script of a page is loaded without waiting for who is signed in', async () => {
  const page = await visits.open(await visits.as.owner(), '/account');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const script = page.waitForResponse(/\/assets\/firewall-[\w-]+\.js$/);
  const order: string[] = [];
  await page.route('**/api/graphql', async (route) => {
    if (route.request().postData()?.includes('query Me')) {
      await script;
      order.push('me');
    }
    await route.continue();
  });
  await page.goto(`${visits.server.url}/admin/firewall`);
  await page.getByRole('heading', { level: 1, name: 'Firewall' }).waitFor();
  expect(order).toContain('me');
});
