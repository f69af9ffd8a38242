/** Which path of an OpenAPI document a request matches, compared with the sentence of the specification. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { routesOf } from '../../src/domain/apis/routes.ts';
import { requireUnambiguous } from '../../src/domain/apis/unambiguous.ts';

const isClear = (paths: string[]) => {
  try {
    requireUnambiguous(paths);
    return true;
  } catch {
    return false;
  }
};

const segment = fc.constantFrom('a', 'b', 'c', '{x}', '{y}', '{z}');
const template = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .filter(
    (parts) =>
      new Set(parts.filter((part) => part.startsWith('{'))).size ===
      parts.filter((part) => part.startsWith('{')).length,
  )
  .map((parts) => `/${parts.join('/')}`);
const templates = fc.uniqueArray(template, { minLength: 1, maxLength: 8 });
const sent = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);

const matching = (paths: readonly string[], path: string) =>
  paths.filter((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
const texts = (path: string) => path.split('/').filter((part) => !part.startsWith('{')).length;

/** The permission is the number of the path. */
const routes = (paths: readonly string[]) =>
  routesOf(paths.map((path, place) => ({ method: 'GET', path, requires: `P${place}`, resource: null })));

test('a request matches the path with the most texts among those that match, and none if none matches', () => {
  fc.assert(
    fc.property(templates.filter(isClear), fc.array(sent, { minLength: 20, maxLength: 20 }), (paths, requests) => {
      const find = routes(paths);
      for (const path of requests) {
        const [first] = matching(paths, path).sort((one, other) => texts(other) - texts(one));
        const found = find({ method: 'GET', path })?.alternatives[0]?.[0];
        expect([path, found && paths[Number(found.slice(1))]]).toEqual([path, first]);
      }
    }),
    { numRuns: 500 },
  );
});

test('paths are refused exactly if a request matches two of them and neither has a text wherever the other has one', () => {
  const isWithin = (one: string, other: string) => {
    const [mine, its] = [one.split('/'), other.split('/')];
    return its.every((part, place) => part.startsWith('{') || part === mine[place]);
  };
  fc.assert(
    fc.property(fc.uniqueArray(template, { minLength: 2, maxLength: 2 }), ([one = '', other = '']) => {
      // A request that both match: the text of either, and another word where both have a parameter.
      const path = one.split('/').map((part, place) => {
        const its = other.split('/')[place] ?? '';
        return part.startsWith('{') ? (its.startsWith('{') ? 'd' : its) : part;
      });
      const bothMatch = matching([one, other], path.join('/')).length === 2;
      const isOrdered = isWithin(one, other) !== isWithin(other, one);
      expect([one, other, isClear([one, other])]).toEqual([one, other, !bothMatch || isOrdered]);
    }),
    { numRuns: 1_000 },
  );
});

test('a parameter gives its decoded value to the resource', () => {
  const find = routesOf([{ method: 'GET', path: '/{kind}/of/{key}', requires: 'A', resource: 'project:{key}' }]);
  expect(find({ method: 'GET', path: '/x/of/a%20%C3%A9' })?.resource).toEqual({ type: 'project', id: 'a é' });
});

test.each([
  ['another case', '/ADMIN'],
  ['an encoded space before it', '/%20admin'],
  ['a no-break space before it', '/%C2%A0admin'],
  ['a byte order mark before it', '/%EF%BB%BFadmin'],
  ['a soft hyphen in it', '/ad%C2%ADmin'],
  ['a letter that is equal in upper case', '/adm%C4%B1n'],
  ['a variation selector in it', '/admin%EF%B8%8F'],
  ['wide letters', '/%ef%bd%81dmin'],
  ['a stream after it', '/admin::$DATA'],
  ['an encoded query after it', '/admin%3Fx'],
  ['an encoded fragment after it', '/admin%23x'],
  ['a wide slash after it', '/admin%EF%BC%8Fx'],
  ['a control character after it', '/admin%C2%85'],
])('a segment that is written like a text, with %s, is no parameter', (_how, path) => {
  const find = routes(['/admin', '/{x}']);
  expect(find({ method: 'GET', path })).toBeNull();
  expect(find({ method: 'GET', path: '/administrators' })).not.toBeNull();
});

test.each(['/stra%E1%BA%9Ee', '/STRASSE', '/%EF%BD%93trasse', '/stra%C3%9Fe.x'])(
  'all cases of a letter that has two in upper case look alike: %s',
  (path) => {
    expect(routes(['/stra%C3%9Fe', '/{x}'])({ method: 'GET', path })).toBeNull();
  },
);

test.each([
  '/%EF%BC%8E%EF%BC%8E',
  '/%E2%80%A5',
  '/%E2%80%A4%E2%80%A4',
  '/...',
  '/%EF%BC%8E%EF%BC%8E;x',
  '/%EF%BC%8E%20x',
])('dots are no parameter: %s', (path) => {
  expect(routes(['/{x}'])({ method: 'GET', path })).toBeNull();
});
