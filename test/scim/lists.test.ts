/** Lists of users with SCIM: filters, pages, order, and which attributes are in the answer. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kinds } from '../server.ts';
import { world } from '../tokens/acts.ts';
import { provider, userSchema } from './acts.ts';

interface Sample {
  userName: string;
  displayName: string;
  active: boolean;
  externalId?: string;
}

const samples: Sample[] = [
  { userName: 'ada@list.example.com', displayName: 'Ada', active: true, externalId: 'x-Ada' },
  { userName: 'bob@list.example.com', displayName: '100% "Bob"', active: false, externalId: 'x-Bob' },
  { userName: 'cem@list.example.com', displayName: 'Cem_1', active: true },
  { userName: 'dua@list.example.com', displayName: 'Dua\\n', active: false },
  { userName: 'eve@list.example.com', displayName: 'Éve', active: true, externalId: 'x-ada' },
];

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);
  beforeAll(async () => {
    for (const sample of samples) {
      const { status } = await idp.send('POST', '/Users', { schemas: [userSchema], ...sample });
      if (status !== 201) throw new Error(`${status}`);
    }
  });

  const search = (parameters: Record<string, string>) => idp.send('GET', `/Users?${new URLSearchParams(parameters)}`);
  const listed = 'userName ew "@list.example.com"';
  const found = async (filter: string) => {
    const { status, body } = await search({ filter: `(${filter}) and ${listed}` });
    if (status !== 200) throw new Error(body.detail);
    return body.Resources.map(({ userName }: Sample) => userName.slice(0, 3)).join(' ');
  };

  test.each([
    ['userName eq "ADA@list.example.com"', 'ada'],
    ['USERNAME Eq "ada@list.example.com"', 'ada'],
    [`${userSchema}:userName eq "ada@list.example.com"`, 'ada'],
    ['externalId eq "x-ada"', 'eve'],
    ['externalId eq "X-ADA"', ''],
    ['externalId pr', 'ada bob eve'],
    ['externalId eq null', 'cem dua'],
    ['not (externalId eq "x-Ada")', 'bob cem dua eve'],
    ['externalId ne "x-Ada"', 'bob cem dua eve'],
    ['active eq true', 'ada cem eve'],
    ['active eq "False"', 'bob dua'],
    ['active ne True', 'bob dua'],
    ['emails[type eq "work"].value eq "bob@list.example.com"', 'bob'],
    ['emails[type eq "work" and value co "Bob@"]', 'bob'],
    ['emails[type eq "home"]', ''],
    ['emails.value sw "c"', 'cem'],
    ['emails co "dua@"', 'dua'],
    ['emails[primary eq true] and active eq false', 'bob dua'],
    ['displayName co "%"', 'bob'],
    ['displayName co "_"', 'cem'],
    ['displayName eq "100% \\"bob\\""', 'bob'],
    ['displayName co "\\\\"', 'dua'],
    ['displayName eq "\\u00e9ve"', 'eve'],
    ['userName sw "a" or userName sw "b" and active eq true', 'ada'],
    ['(userName sw "a" or userName sw "b") and active eq false', 'bob'],
    ['not (userName sw "a" or active eq false)', 'cem eve'],
    ['not(not (active eq true))', 'ada cem eve'],
    ['((userName sw "a"))', 'ada'],
    ['userName eq "x\\" or active eq true or userName eq \\"y"', ''],
    ['userName gt "d" and userName le "dua@list.example.com"', 'dua'],
    ['meta.created gt "2001-01-01T00:00:00Z" and meta.lastModified lt "2001-01-01T00:00:00Z"', ''],
    ['id eq "kim"', ''],
    ['name.formatted sw "éve"', 'eve'],
  ])('the filter %s finds: %s', async (filter, names) => {
    expect(await found(filter)).toBe(names);
  });

  test.each([
    ['userName eq'],
    ['userName'],
    ['userName eq "ada" and'],
    ['userName eq ada'],
    ["userName eq 'ada'"],
    ['(userName eq "ada"'],
    ['userName eq "ada")'],
    ['not userName eq "ada"'],
    ['userName like "ada"'],
    ['userName eq "ada'],
    ['userName eq "\\x"'],
    ['userName eq 5'],
    ['userName gt null'],
    ['password eq "x"'],
    ['passwordHash pr'],
    ['__proto__ pr'],
    ['constructor eq "x"'],
    ['active co "t"'],
    ['active eq "perhaps"'],
    ['meta.created gt "yesterday"'],
    ['emails[type[value eq "x"]]'],
    ['userName eq "a\u0000b"'],
    ['userName eq "x"; drop table users'],
    [`${'('.repeat(30)}active eq true${')'.repeat(30)}`],
    [`userName eq "${'x'.repeat(1_000)}"`],
  ])('the filter %s is refused as invalidFilter', async (filter) => {
    const { status, body } = await search({ filter });
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
  });

  test.each([
    ['password eq "x"', '`password`'],
    ['emails.display eq "x"', '`emails.display`'],
    ['emails[Display eq "x"]', '`emails.Display`'],
    ['meta.lastModified gt "yesterday"', '`meta.lastModified`'],
    ['name.givenName eq 5', '`name.givenName`'],
    [`${'('.repeat(30)}active eq true${')'.repeat(30)}`, '20 levels'],
  ])('the refusal of the filter %s names %s', async (filter, name) => {
    expect((await search({ filter })).body.detail).toContain(name);
  });

  test('filters of and, or and not find what a model of them finds', async () => {
    const leaf = fc.oneof(
      fc.constantFrom(...samples).map((each) => ({
        text: `userName eq "${each.userName}"`,
        holds: ({ userName }: Sample) => userName === each.userName,
      })),
      fc.constantFrom('a', 'e', 'u').map((letter) => ({
        text: `userName sw "${letter}"`,
        holds: ({ userName }: Sample) => userName.startsWith(letter),
      })),
      fc.boolean().map((value) => ({ text: `active eq ${value}`, holds: ({ active }: Sample) => active === value })),
      fc.constantFrom('x-Ada', 'x-Bob').map((value) => ({
        text: `externalId eq "${value}"`,
        holds: ({ externalId }: Sample) => externalId === value,
      })),
    );
    type Case = { text: string; holds(sample: Sample): boolean };
    const { tree } = fc.letrec<{ tree: Case }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => ({
          text: `(${one.text}) and (${other.text})`,
          holds: (sample: Sample) => one.holds(sample) && other.holds(sample),
        })),
        fc.tuple(leaf, leaf, leaf).map(([one, two, three]) => ({
          text: `${one.text} or ${two.text} and ${three.text}`,
          holds: (sample: Sample) => one.holds(sample) || (two.holds(sample) && three.holds(sample)),
        })),
        tie('tree').map((part) => ({ text: `not (${part.text})`, holds: (sample: Sample) => !part.holds(sample) })),
      ),
    }));
    const property = fc.asyncProperty(tree, async ({ text, holds }) => {
      fc.pre(text.length < 900);
      const names = samples.filter(holds).map(({ userName }) => userName.slice(0, 3));
      expect(await found(text)).toBe(names.join(' '));
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test('pages begin at startIndex, have count users, and name the number of all', async () => {
    const page = async (startIndex: string, count: string) => {
      const { body } = await search({ filter: listed, startIndex, count });
      const { totalResults, startIndex: start, itemsPerPage, Resources } = body;
      return [totalResults, start, itemsPerPage, Resources.map(({ userName }: Sample) => userName[0]).join('')];
    };
    expect(await page('1', '2')).toEqual([5, 1, 2, 'ab']);
    expect(await page('3', '2')).toEqual([5, 3, 2, 'cd']);
    expect(await page('5', '2')).toEqual([5, 5, 1, 'e']);
    expect(await page('6', '2')).toEqual([5, 6, 0, '']);
    expect(await page('-3', '1')).toEqual([5, 1, 1, 'a']);
    expect(await page('1', '0')).toEqual([5, 1, 0, '']);
    expect(await page('1', '-1')).toEqual([5, 1, 0, '']);
    expect(await page('1', '100000')).toEqual([5, 1, 5, 'abcde']);
    for (const wrong of ['one', '1.5', '99999999999'])
      expect(await search({ startIndex: wrong })).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });

  test('sortBy and sortOrder order the list, and other attributes are refused', async () => {
    const order = async (parameters: Record<string, string>) => {
      const { body } = await search({ filter: listed, ...parameters });
      return body.Resources.map(({ userName }: Sample) => userName[0]).join('');
    };
    expect(await order({ sortBy: 'userName', sortOrder: 'descending' })).toBe('edcba');
    expect(await order({ sortBy: 'emails.value' })).toBe('abcde');
    expect(await order({ sortOrder: 'descending' })).toBe('edcba');
    for (const wrong of [{ sortBy: 'passwordHash' }, { sortOrder: 'random' }])
      expect(await search(wrong as unknown as Record<string, string>)).toMatchObject({ status: 400 });
  });

  test('attributes and excludedAttributes choose what the answer contains, always with id and schemas', async () => {
    const filter = 'userName eq "ada@list.example.com"';
    const only = async (parameters: Record<string, string>) =>
      (await search({ filter, ...parameters })).body.Resources[0];
    const always = { schemas: [userSchema], id: expect.any(String) };
    expect(await only({ attributes: 'userName,EMAILS.value' })).toEqual({
      ...always,
      userName: 'ada@list.example.com',
      emails: [{ value: 'ada@list.example.com' }],
    });
    expect(await only({ attributes: `${userSchema}:active` })).toEqual({ ...always, active: true });
    const excluding = await only({ excludedAttributes: 'id,meta,emails.type' });
    expect(excluding).toMatchObject({ ...always, emails: [{ value: 'ada@list.example.com', primary: true }] });
    expect([excluding.meta, excluding.emails[0].type]).toEqual([undefined, undefined]);
    expect((await search({ attributes: 'id', excludedAttributes: 'id' })).status).toBe(400);
  });

  test('a POST to .search finds the same', async () => {
    const sent = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      filter: listed,
      count: 2,
      attributes: ['userName'],
    };
    const { status, body } = await idp.send('POST', '/Users/.search', sent);
    expect([status, body.totalResults, body.Resources]).toEqual([
      200,
      5,
      samples.slice(0, 2).map(({ userName }) => ({ schemas: [userSchema], id: expect.any(String), userName })),
    ]);
    expect((await idp.send('GET', '/Users/.search')).status).toBe(405);
  });

  test('a list is read with two statements, however many users there are', async () => {
    at.server.statements.length = 0;
    await search({ filter: listed });
    const lists = at.server.statements.filter(
      (text) => /from "users"/.test(text) && /lower\("users"."username"\) like/.test(text),
    );
    expect(lists).toHaveLength(2);
  });
});
