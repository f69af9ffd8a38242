/** The words of the other languages beside English: they are complete, and written as each language writes. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nounOf } from '../../../src/domain/access/nouns.ts';
import { permissions } from '../../../src/domain/access/permissions.ts';
import { templates } from '../../../src/domain/access/templates.ts';
import { languages } from '../../../src/domain/base/languages.ts';
import { reasons } from '../../../src/domain/base/reasons.ts';
import { faultsInGerman } from '../../kit/german.ts';
import { textsIn } from '../../kit/texts-in-code.ts';

const folder = join(process.cwd(), 'src/web/words');
const filesOf = (language: string) =>
  readdirSync(join(folder, language), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
const textsOf = (language: string) => filesOf(language).flatMap(textsIn);

test('every language of users has words, and no other', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...languages].sort());
});

describe.each(languages.filter((language) => language !== 'en'))('the words in %s', (language) => {
  /** The path is in a variable, so that TypeScript does not check browser files as part of the tests. */
  const words = (file: string) => import(join(folder, language, file));

  test('contain in each reason the values of the English reason', async () => {
    const { reasons: translated } = await words('server/reasons.ts');
    // These reasons are shown beside the field, without its value.
    const unsaid = ['TAKEN', 'NO_SUCH_ROLE', 'NO_SUCH_PERMISSION_SET', 'NO_SUCH_PROVIDER'];
    const lists = { apis: ['shop'], permissions: ['READ_USER'], methods: ['users'] };
    const samples: Record<string, unknown> = { last: '2027-02-20', ...lists };
    const said = Object.keys(reasons).map((name) => {
      const asked = new Set<string>();
      const values = new Proxy({}, { get: (_, gap: string) => asked.add(gap) && (samples[gap] ?? 2) });
      expect(translated[name](values)).not.toMatch(/undefined|NaN/);
      return [name, [...asked].sort()];
    });
    const gaps = Object.entries<string>(reasons).map(([name, text]) => [
      name,
      unsaid.includes(name) ? [] : [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap).sort(),
    ]);
    expect(said).toEqual(gaps);
  });

  test('warn of the same permissions as English, and name every group', async () => {
    const { permissions: translated, groups } = await words('server/permissions.ts');
    const warned = [...permissions].filter(([, { warning }]) => warning).map(([name]) => name);
    expect(Object.keys(translated).filter((name) => translated[name].warning)).toEqual(warned);
    expect(Object.keys(groups)).toEqual([...new Set([...permissions.values()].map(({ group }) => group))]);
  });

  test('have every noun and verb of the permissions, and every template', async () => {
    const { nouns, verbs } = await words('server/nouns.ts');
    const { templates: translated } = await words('server/templates.ts');
    const names = [...permissions.keys()];
    expect(Object.keys(nouns).sort()).toEqual([...new Set(names.map(nounOf))].sort());
    expect(Object.keys(verbs).sort()).toEqual([...new Set(names.map((name) => name.split('_')[0]))].sort());
    expect(Object.keys(translated)).toEqual(templates.map(({ key }) => key));
  });
});

test('the words in French have a no-break space before high punctuation', () => {
  const faults = textsOf('fr').filter((text) => /[\p{L}’}…] [:;!?»]|« /u.test(text));
  expect(faults).toEqual([]);
});

test('the words in German keep its rules: quotes, spaces, the formal address, no English words', () => {
  expect(faultsInGerman(textsOf('de'))).toEqual([]);
});

test('the words in German differ from English except for these', () => {
  const same =
    'API APIs Browser Code Firewall GraphiQL Hash Latchkey Name Normal Operation Passkeys Support System Text Token normal';
  const alike = [
    ...same.split(' '),
    'Tokens',
    'URL',
    'Webhook',
    'Webhooks',
    'optional',
    'in …',
    'Latent: …',
    'Token …',
  ];
  // What an operation of an API requires is English with `and` and `or`, which the words replace.
  const english = new Set(textsOf('en').filter((text) => /\p{L}{2}/u.test(text) && !/^(?:and|or)$/.test(text)));
  expect([...new Set(textsOf('de').filter((text) => english.has(text)))].sort()).toEqual(alike.sort());
});
