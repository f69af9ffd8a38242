/** The guide on a new server, step by step: where the focus is, and what is kept when the page is loaded again. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { holding } from '../../../tokens/acts.ts';
import { faultOfFocused, focused } from '../../kit/focus.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();
let page: Page;

const guide = () => page.getByRole('region', { name: /Your first API call in four steps|It works/ });
const step = (title: string) =>
  guide()
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title }) });
const press = (name: string) => guide().getByRole('button', { name, exact: true }).click();

test('after each step the heading of the next one has the focus, and each step survives that the page is loaded again', async () => {
  const owner = await visits.as.owner();
  page = await visits.open(owner, '/account/home');
  page.setDefaultTimeout(8_000);
  const again = async (title: string) => {
    await page.reload();
    await step(title).getByRole('button').first().waitFor();
  };
  await guide().getByText('Analyse projects').click();
  await again('Create a role');
  expect(
    await guide()
      .getByRole('radio', { name: /Analyse projects/ })
      .isChecked(),
  ).toBe(true);
  await guide().getByLabel('Name of the role').fill('');
  await press('Create the role');
  await focused(page, /^input Name of the role/);
  expect(await faultOfFocused(page)).toMatch(/must not be blank/);
  await guide().getByLabel('Name of the role').fill('Builder');
  await press('Create the role');
  await focused(page, /^h3 Create a user/);

  await guide().getByLabel('Name', { exact: true }).fill('Grace Hopper');
  await guide().getByLabel('User name').fill('grace');
  await again('Create a user');
  expect(await guide().getByLabel('User name').inputValue()).toBe('grace');
  await press('Create the user');
  await focused(page, /^input Email address/);
  await guide().getByLabel('Email address').fill('grace@example.com');
  await press('Create the user');
  await focused(page, /^h3 Generate a token/);
  const link = await guide().getByRole('textbox', { name: 'Link to set a password' }).inputValue();

  await guide().getByLabel('Name of the token').fill('nightly');
  await again('Generate a token');
  expect(await guide().getByLabel('Name of the token').inputValue()).toBe('nightly');
  await guide().getByRole('link', { name: 'Make a new link on their page.' }).waitFor();
  await press('Generate the token');
  await focused(page, /^h3 Call the API/);
  const command = await guide().getByRole('textbox', { name: 'Command' }).inputValue();
  const [, secret = ''] = /Bearer ([^']+)'/.exec(command) ?? [];
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(secret.length).toBeGreaterThan(20);
  for (const shownOnce of [secret, new URL(link).pathname]) expect(stored).not.toContain(shownOnce);
  await page.reload();
  await guide().getByText('the server does not store it').waitFor();
  const regenerate = guide().getByRole('link', { name: 'Regenerate the token on its page' });
  expect(await regenerate.getAttribute('href')).toMatch(/^\/admin\/tokens\/\d+$/);

  expect((await holding(visits.server, secret)('{ me { id } }')).errors).toBeUndefined();
  await visits.server.usage.flush();
  await guide().getByText('The first call came from 127.0.0.1').waitFor();
  await page.reload();
  await guide().getByText('The first call came from 127.0.0.1').waitFor();
  const { data } = await owner.ask('{ roles(name: "Builder") { entities { applied_permissions } } }');
  expect(data.roles.entities[0].applied_permissions).toContain('PROVISION_PROJECT');
});
