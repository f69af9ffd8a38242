/** Addresses that Latchkey does not serve: a page in browsers, and an error in JSON for programs. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Latchkey, startLatchkey } from '../server.ts';

let server: Latchkey;
beforeAll(async () => {
  server = await startLatchkey('pglite');
});
afterAll(() => server.stop());

const get = (accept: string, method = 'GET') =>
  fetch(`${server.url}/nothing/here`, { method, headers: { Accept: accept } });

test.each(['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html', 'text/*'])(
  'a browser gets a page (Accept: %s)',
  async (accept) => {
    const response = await get(accept);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain('<h1>Page not found</h1>');
    expect(page).not.toContain('nothing/here');
    const { headers } = await get(accept, 'HEAD');
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(page)));
  },
);

test.each([
  ['fr-CA,fr;q=0.9,en;q=0.5', 'fr', 'Page introuvable'],
  ['fr;q=0.3,en;q=0.5', 'en', 'Page not found'],
  ['de-AT,de;q=0.9,fr;q=0.5', 'de', 'Seite nicht gefunden'],
  ['it', 'en', 'Page not found'],
  ['', 'en', 'Page not found'],
])('the page is in the language that the browser prefers (Accept-Language: %s)', async (accepted, language, title) => {
  const headers = { Accept: 'text/html', 'Accept-Language': accepted };
  const page = await (await fetch(`${server.url}/nothing/here`, { headers })).text();
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(`<h1>${title}</h1>`);
});

test.each(['*/*', 'application/json', 'application/json, text/html', 'image/png'])(
  'a program gets an error in JSON (Accept: %s)',
  async (accept) => {
    const response = await get(accept);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  },
);

test('the page is in the theme that was chosen in this browser, and any other cookie chooses none', async () => {
  const pageWith = async (cookie: string) =>
    (await fetch(`${server.url}/nowhere`, { headers: { Accept: 'text/html', Cookie: cookie } })).text();
  expect(await pageWith('a=b; latchkey-theme=dark')).toContain('<html lang="en" data-theme="dark">');
  for (const cookie of ['latchkey-theme="><script>', 'other-latchkey-theme=dark', 'latchkey-theme=system'])
    expect(await pageWith(cookie)).toContain('<html lang="en">');
});
