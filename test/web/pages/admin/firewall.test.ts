/** What administrators do in the browser with the application firewall and the system settings. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setFirewall } from '../../../firewall/sending.ts';
import { faultOfFocused, focused } from '../../kit/focus.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('an administrator is kept from a lock-out, adds a rule for the own address, and turns the firewall on and off', async () => {
  await setFirewall(visits.server, false);
  const page = await visits.open(await visits.as.owner(), '/admin/firewall');
  await page.getByRole('heading', { name: 'The firewall is off' }).waitFor();
  await button(page, 'Turn on').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByText('The firewall would have no rules').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByText('No rule admits your own address 127.0.0.1.').waitFor();
  await button(page, 'Add a rule for it').click();
  expect(await page.getByLabel('Subnet', { exact: true }).inputValue()).toBe('127.0.0.1/32');
  await dialog.getByRole('button', { name: 'Add rule' }).click();
  await page.getByText('A rule admits your own address 127.0.0.1.').waitFor();
  await page
    .getByRole('row', { name: /127\.0\.0\.1\/32/ })
    .getByText('My address')
    .waitFor();

  await button(page, 'Turn on').click();
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('heading', { name: 'The firewall is on' }).waitFor();

  await button(page, 'Actions for 127.0.0.1/32').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const alert = page.getByRole('alertdialog');
  await alert.getByRole('button', { name: 'Delete' }).click();
  await alert.getByText('The firewall would have no rules').waitFor();
  await alert.getByRole('button', { name: 'Cancel' }).click();

  await button(page, 'Turn off').click();
  await alert.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('heading', { name: 'The firewall is off' }).waitFor();
  await button(page, 'Actions for 127.0.0.1/32').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await alert.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('row', { name: /127\.0\.0\.1\/32/ }).waitFor({ state: 'detached' });
});

test('a rule is edited, and what is wrong is shown beside its field', async () => {
  await setFirewall(visits.server, false, '192.0.2.0/24', '198.51.100.0/24');
  const page = await visits.open(await visits.as.owner(), '/admin/firewall');
  await button(page, 'Actions for 192.0.2.0/24').click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  const subnet = dialog.getByLabel('Subnet', { exact: true });
  await subnet.fill('192.0.2.1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await focused(page, /^input Subnet/);
  expect(await faultOfFocused(page)).toBe('A subnet has an address, a slash and a number: 192.0.2.0/24.');
  await subnet.fill('198.51.100.0/24');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('This is already taken.').waitFor();
  await focused(page, /^input Subnet/);
  await subnet.fill('192.0.2.128/25');
  await dialog.getByLabel('What it is').fill('The new office');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('row', { name: /192\.0\.2\.128\/25/ })
    .getByText('The new office')
    .waitFor();
});

test('a user who may only read the rules cannot change anything', async () => {
  await setFirewall(visits.server, false, '192.0.2.0/24');
  const page = await visits.open(await visits.as.having('READ_APPLICATION_FIREWALL_RULE'), '/admin/firewall');
  await page.getByRole('row', { name: /192\.0\.2\.0\/24/ }).waitFor();
  for (const name of ['Turn on', 'New rule', 'Actions for 192.0.2.0/24', 'Add a rule for it'])
    expect(await button(page, name).count()).toBe(0);
});

test('the language of new users and the time zone are set', async () => {
  const page = await visits.open(await visits.as.owner(), '/admin/settings');
  await page.getByLabel('Time zone of days and times in emails').fill('Nowhere');
  await button(page, 'Save the settings').click();
  await page.getByText('must be the name of a time zone').first().waitFor();
  await page.getByLabel('Time zone of days and times in emails').fill('Europe/Paris');
  await page.getByRole('button', { name: /Language of new users$/ }).click();
  await page.getByRole('option', { name: 'Français', exact: true }).click();
  await button(page, 'Save the settings').click();
  await page.getByText('The settings were changed.').waitFor();
  const { data } = await (await visits.as.owner()).ask('{ system_setting { language timezone } }');
  expect(data.system_setting).toEqual({ language: 'fr', timezone: 'Europe/Paris' });
});
