/** The built pages: the size of their scripts, their headers, and that the server accepts each of their documents. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql';
import { schema } from '../../../src/graphql/schema.ts';
import { type Latchkey, startLatchkey } from '../../server.ts';
import { people } from '../../test-users.ts';

const sources = readdirSync('src/web', { recursive: true })
  .map((name) => join('src/web', String(name)))
  .filter((path) => /\.tsx?$/.test(path));

describe('documents', () => {
  const texts = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/graphql\(\s*`([^`]*)`/g)].map(([, text = '']) => text),
  );
  const fragments = texts.filter((text) => /^\s*fragment/.test(text));
  const operations = texts.filter((text) => !fragments.includes(text));

  test.each(operations.map((text) => [/\w+ \w+/.exec(text)?.[0], text]))('%s is valid', (_name, text) => {
    const document = parse([text, ...fragments].join('\n'));
    const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
    expect(validate(schema, document, rules)).toEqual([]);
  });

  test('each mutation that may require the password can send it', () => {
    for (const definition of operations.flatMap((text) => parse(text).definitions)) {
      if (definition.kind !== 'OperationDefinition' || definition.operation !== 'mutation') continue;
      for (const field of definition.selectionSet.selections) {
        if (field.kind !== 'Field') continue;
        const { extensions, args = [] } = schema.getMutationType()?.getFields()[field.name.value] ?? {};
        if (extensions?.confirmed === 'never') continue;
        const carrier = args.some(({ name }) => name === 'current_password') ? 'current_password' : 'input';
        expect([field.name.value, field.arguments?.map(({ name }) => name.value)]).toEqual([
          field.name.value,
          expect.arrayContaining([carrier]),
        ]);
      }
    }
  });
});

describe('the script', () => {
  const assets = 'dist/web/assets';
  const files = readdirSync(assets);
  const text = (name: string) => readFileSync(join(assets, name), 'utf8');
  const named = (name: string, pattern: RegExp) => [...text(name).matchAll(pattern)].map(([, file = '']) => file);
  /** The file with all files that it imports statically. */
  const whole = (name: string, reached = new Set<string>()): Set<string> => {
    if (reached.has(name)) return reached;
    reached.add(name);
    for (const next of named(name, /(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g)) whole(next, reached);
    return reached;
  };
  const later = (entry: string) =>
    [...whole(entry)].flatMap((name) => named(name, /import\(\s*["'`]\.\/([\w-]+\.js)["'`]/g));
  const entryOf = (program: string) =>
    new RegExp(`${program}-[\\w-]+\\.js`).exec(readFileSync(`dist/web/${program}/index.html`, 'utf8'))?.[0] ?? '';
  const isWords = (name: string) => /^words-/.test(name);
  const sent = (name: string) => statSync(join(assets, files.includes(`${name}.br`) ? `${name}.br` : name)).size;
  const sum = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + sent(name), 0);

  test('of each page is at most 250 kB compressed, and GraphiQL is not in it', () => {
    const entry = entryOf('pages');
    const pages = later(entry);
    expect(pages.length).toBeGreaterThan(0);
    // With each page the browser loads the words of one language.
    const words = Math.max(...pages.filter(isWords).map((name) => sum(whole(name, whole(entry))) - sum(whole(entry))));
    expect(words).toBeGreaterThan(0);
    for (const page of pages) {
      const scripts = whole(page, whole(entry));
      expect(sum(scripts) + words).toBeLessThanOrEqual(250_000);
      expect([...scripts].filter((name) => /graphiql|editor/.test(name))).toEqual([]);
    }
  });

  test.each([
    ['pages', 'French', 'Soumettre des analyses'],
    ['pages', 'German', 'Analysen einreichen'],
    ['graphiql', 'French', 'Soumettre des analyses'],
    ['graphiql', 'German', 'Analysen einreichen'],
  ])('of %s contains %s only in a file for the users of that language', (program, _language, sentence) => {
    const entry = entryOf(program);
    const isIn = (name: string) => text(name).includes(sentence);
    const files = later(entry).filter((name) => [...whole(name)].some(isIn));
    expect(files).toEqual([expect.stringMatching(/^words-/)]);
    expect([...whole(entry)].filter(isIn)).toEqual([]);
  });
});

describe('the endpoint of the pages', () => {
  let server: Latchkey;
  let cookie: string;
  beforeAll(async () => {
    server = await startLatchkey('pglite');
    ({ cookie } = await (await people(server).having()).signedIn());
  });
  afterAll(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers, redirect: 'manual' });

  test.each(['/account', '/account/tokens', '/admin', '/admin/users', '/account/tokens?page=2&show=all'])(
    '%s sends a visitor without a session to sign-in, and back afterwards',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(302);
      const location = new URL(response.headers.get('location') ?? '', server.url);
      expect([location.pathname, location.searchParams.get('next')]).toEqual(['/sign-in', path]);
    },
  );

  test('the start page leads to the home page', async () => {
    expect((await get('/')).headers.get('location')).toBe('/account/home');
  });

  test('the page is not cached, and allows only our scripts and styles with a nonce that is used once', async () => {
    const nonces = await Promise.all(
      ['/account', '/account/tokens/anything'].map(async (path) => {
        const response = await get(path, { cookie });
        const csp = response.headers.get('content-security-policy') ?? '';
        expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
        expect(csp).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-/);
        expect(csp).not.toContain('unsafe');
        const [, nonce] = /'nonce-([^']+)'/.exec(csp) ?? [];
        expect(await response.text()).toContain(`nonce="${nonce}"`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('its files are named by their content, cached without an end, and compressed in advance', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(readFileSync('dist/web/pages/index.html', 'utf8')) ?? [];
    const { headers, status } = await get(script, { 'accept-encoding': 'br' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(headers.get('content-encoding')).toBe('br');
    expect((await get('/assets/nothing-12345678.js')).status).toBe(404);
  });
});
