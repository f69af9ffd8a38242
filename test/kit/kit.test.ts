/** The tools of the other tests: each works, and detects what is wrong. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { query } from './cluster.ts';
import { type MailServer, startMailServer } from './mail.ts';
import { type Database, freshDatabase } from './postgres.ts';

describe('freshDatabase', () => {
  let one: Database;
  let other: Database;
  beforeAll(async () => {
    [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  });
  afterAll(() => Promise.all([one?.drop(), other?.drop()]));

  test('is a real PostgreSQL in UTF-8 with upper case beyond ASCII', async () => {
    const sql = `select version(), current_setting('server_encoding') as encoding, upper('é') as upper`;
    const version = expect.stringMatching(/^PostgreSQL \d+.* on /);
    expect(await query(one.url, sql)).toEqual([{ version, encoding: 'UTF8', upper: 'É' }]);
  });

  test('is separate from any other database', async () => {
    await query(one.url, 'create table only_here (id int)');
    expect(await query(one.url, 'select * from only_here')).toEqual([]);
    await expect(query(other.url, 'select * from only_here')).rejects.toThrow('does not exist');
  });

  test('does not exist after it was dropped', async () => {
    const database = await freshDatabase();
    await database.drop();
    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
  });
});

describe('openBrowser', () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<title>Home</title><span>Grüße</span>');
  });
  let browser: Browser;
  let page: Page;
  let port: number;
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    port = (server.address() as AddressInfo).port;
    browser = await openBrowser();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  test('shows text that has width', async () => {
    expect(await page.textContent('span')).toBe('Grüße');
    const box = await page.locator('span').boundingBox();
    expect(box?.width).toBeGreaterThan(20);
    expect(box?.width).toBeLessThan(200);
  });

  // In every browser *.localhost is this machine, so only our flags keep the second request from arriving.
  test.each([
    ['127.0.0.1', 'reached'],
    ['elsewhere.localhost', 'failed'],
    ['example.com', 'failed'],
  ])('a request to %s: %s', async (host, outcome) => {
    const address = `${host}:${port}/${outcome}`;
    const ask = (url: string) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => 'reached',
        () => 'failed',
      );
    expect(await page.evaluate(ask, `http://${address}`)).toBe(outcome);
    expect(asked.includes(address)).toBe(outcome === 'reached');
  });
});

describe('startMailServer', () => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  afterAll(() => mailServer?.stop());

  const send = (to: string[], subject = 'Hello', text = 'Hello.', html = '<p>Hello.</p>') =>
    createTransport(mailServer.url).sendMail({ from: 'Latchkey <latchkey@example.com>', to, subject, text, html });

  test('receives an email exactly as it was written', async () => {
    const subject = `Réinitialisez votre mot de passe, s'il vous plaît: ${'é'.repeat(60)} ✓`;
    const text = `Où est la clé ?\n\n${'naïve '.repeat(40)}=\nhttps://example.com/?token=abc=3D`;
    const html = `<p>Où est <b>la clé</b> ? ${'été '.repeat(400)}</p>`;
    await send(['Zoe@example.com', 'amy@example.com'], subject, text, html);
    const email = await mailServer.next('ZOE@example.com');
    const to = ['Zoe@example.com', 'amy@example.com'];
    expect(email).toMatchObject({ to, from: 'latchkey@example.com', subject, html, text });
    expect(email.raw).not.toContain('Où');
    expect(await mailServer.next('amy@example.com')).toBe(email);
  });

  test('next() waits for the next email to one address', async () => {
    const waiting = mailServer.next('grace@example.com');
    await send(['someone@example.com']);
    await send(['grace@example.com'], 'First');
    await send(['grace@example.com'], 'Second');
    expect((await waiting).subject).toBe('First');
    expect((await mailServer.next('grace@example.com')).subject).toBe('Second');
  });

  test('bounces emails to a refused address and does not keep them', async () => {
    const before = mailServer.emails.length;
    mailServer.refuse('gone@example.com');
    await expect(send(['gone@example.com'])).rejects.toMatchObject({ responseCode: 550 });
    expect(mailServer.emails).toHaveLength(before);
  });
});
