/** What administrators do in the browser with webhooks. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { users } from '../../../../schema/users.ts';
import { startSending } from '../../../../src/domain/webhooks/sender.ts';
import { inBrowser, made } from '../../../tokens/acts.ts';
import { createWebhook, everyType, sending } from '../../../webhooks/acts.ts';
import { type Receiver, startReceiver } from '../../../webhooks/receiver.ts';
import { useVisits } from '../../kit/visits.ts';

const visits = useVisits({ WEBHOOK_ALLOW_PRIVATE: 'on' });
let receiver: Receiver;
let stop: () => Promise<void>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  stop = startSending(sending(visits.server));
});
afterEach(() => stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('an administrator creates a webhook, sees its secret once, sends a test event, and sends it again', async () => {
  const page = await visits.open(await visits.as.owner(), '/admin/webhooks');
  await page.getByRole('link', { name: 'New webhook' }).click();
  for (const type of everyType) await page.getByText(type, { exact: true }).waitFor();
  await button(page, 'Create webhook').click();
  await page.getByText('This must not be empty').or(page.getByText('https URL')).first().waitFor();
  await page.getByLabel('URL').fill(receiver.url);
  await page.getByLabel('What it is for').fill('Security chat');
  await page.getByText('token.revoked', { exact: true }).click();
  await button(page, 'Create webhook').click();
  const dialog = page.getByRole('dialog');
  const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  receiver.secret = secret;
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByText('You have not copied the secret').waitFor();
  await dialog.getByRole('button', { name: 'Close anyway' }).click();

  await page.getByRole('heading', { name: 'Security chat' }).waitFor();
  await button(page, 'Send test event').click();
  await page
    .getByRole('row', { name: /webhook\.test/ })
    .getByText('Delivered')
    .waitFor();
  await button(page, 'Actions for webhook.test').click();
  await page.getByRole('menuitem', { name: 'Send again' }).click();
  await page
    .getByRole('row', { name: /webhook\.test/ })
    .nth(1)
    .getByText('Delivered')
    .waitFor();
  expect(receiver.received.map(({ type }) => type)).toEqual(['webhook.test', 'webhook.test']);
  await page.getByText(/was created/).waitFor();
  expect(await page.content()).not.toContain(secret);
});

test('a webhook is given a new secret, edited, turned off and deleted', async () => {
  const owner = await visits.as.owner();
  const by = await inBrowser(visits.server, owner);
  const { data } = await createWebhook(by, { url: receiver.url, event_types: ['token.created'] });
  const page = await visits.open(owner, `/admin/webhooks/${data.done.id}`);
  await button(page, 'New secret').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make a new secret' }).click();
  const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();
  expect(secret).not.toBe(data.done.secret);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByRole('button', { name: 'Close anyway' }).click();
  await page.getByText(/Also valid until/).waitFor();

  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('URL').fill('ftp://example.com');
  await button(page, 'Save').click();
  await page.getByText('It must be an https URL').waitFor();
  await page.getByLabel('URL').fill(receiver.url);
  await page.getByLabel('What it is for').fill('Inventory');
  await page.getByRole('checkbox', { name: 'Send events' }).uncheck({ force: true });
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Inventory' }).waitFor();
  await page.getByText('Off', { exact: true }).waitFor();
  expect(await button(page, 'Send test event').count()).toBe(0);

  await button(page, 'Delete').click();
  await page.getByRole('alertdialog').getByText('No event waits to be sent.').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
  await page.getByRole('row', { name: /Inventory/ }).waitFor({ state: 'detached' });
});

test('a delivery that failed says why and when it is tried next, also in French, and a reader can change nothing', async () => {
  const by = await inBrowser(visits.server, await visits.as.owner());
  const { data } = await createWebhook(by, { url: receiver.url, event_types: everyType });
  const { id, secret } = data.done;
  receiver.secret = secret;
  receiver.answer = (response) => {
    response.writeHead(503).end();
    return true;
  };
  await made(by);
  const reader = await visits.as.having('READ_WEBHOOK');
  const page = await visits.open(reader, `/admin/webhooks/${id}`);
  const row = page.getByRole('row', { name: /token\.created/ }).first();
  await row.getByText('The answer was 503').waitFor();
  await row.getByText(/next on/).waitFor();
  await page.reload();
  await page.getByText(/^Every attempt since .+ has failed/).waitFor();
  expect(await page.getByRole('button', { name: /Actions|Delete|New secret|Send/ }).count()).toBe(0);
  await visits.server.db.update(users).set({ language: 'fr' }).where(eq(users.id, reader.id));
  const french = await visits.open(reader, `/admin/webhooks/${id}`);
  await french.getByText('La réponse était 503').first().waitFor();
  await french.getByText('En échec').first().waitFor();
  const list = await visits.open(reader, '/admin/webhooks');
  await list
    .getByRole('row', { name: receiver.url })
    .getByText(/^depuis le /)
    .waitFor();
  receiver.answer = null;
});
