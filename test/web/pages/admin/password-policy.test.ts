/** What administrators do in the browser with the password policy. */
import { expect, test } from '@jest/globals';
import { inBrowser } from '../../../tokens/acts.ts';
import { violations } from '../../kit/axe.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const query = '{ password_policy { minimum_length minimum_password_strength requires_alpha_numeric } }';

test('the policy is changed, a wrong number is refused beside its field, and the preview judges before it is saved', async () => {
  const admin = await visits.as.having('UPDATE_PASSWORD_POLICY');
  const page = await visits.open(admin, '/admin/password-policy');
  const verdict = (sample: string) => page.getByRole('row').filter({ hasText: sample }).getByRole('cell');
  await verdict('plum tractor seldom 47').getByText('Accepted').waitFor();
  await verdict('kX9mQ2vL7pR4').getByText('Accepted').waitFor();
  await page.getByLabel('Shortest length, in characters').fill('16');
  await verdict('kX9mQ2vL7pR4').getByText('Refused. Missing: At least 16 characters').waitFor();
  await page.getByLabel('Try one').fill('ferry');
  await page.getByRole('listitem').filter({ hasText: 'At least 16 characters (not met)' }).waitFor();
  expect(await violations(page)).toEqual([]);
  const save = page.getByRole('button', { name: 'Save the policy' });
  await page.getByLabel('Shortest length, in characters').fill('many');
  await save.click();
  await page.getByText('A whole number is needed.').waitFor();
  await page.getByLabel('Shortest length, in characters').fill('73');
  await save.click();
  await page.getByText('must be from 8 to 72.').waitFor();
  expect((await admin.ask(query)).data.password_policy.minimum_length).toBe(12);
  await page.getByLabel('Shortest length, in characters').fill('16');
  await page.locator('label', { hasText: '4: very hard to guess' }).click();
  await page.locator('label', { hasText: 'A letter and a digit' }).click();
  await save.click();
  await page.getByText('The policy was changed. Passwords that exist stay valid.').waitFor();
  expect((await admin.ask(query)).data.password_policy).toEqual({
    minimum_length: 16,
    minimum_password_strength: 4,
    requires_alpha_numeric: true,
  });
  // The administrator's own password is older than the policy, and still signs in.
  expect((await (await inBrowser(visits.server, admin))('{ me { id } }')).errors).toBeUndefined();
});

test('without the permission the page is neither open nor in the navigation', async () => {
  const page = await visits.open(await visits.as.having('READ_USER'), '/admin/password-policy');
  await page.getByRole('link', { name: 'Users' }).first().waitFor();
  expect(await page.getByRole('link', { name: 'Password policy' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Save the policy' }).count()).toBe(0);
});
