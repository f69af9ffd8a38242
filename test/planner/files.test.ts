/** `latchkey plan` reads documents from files, and reports what each operation requires and at which field. */
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { checkHere } from '../../src/planner/check.ts';
import { planFiles } from '../../src/planner/plan.ts';
import { exitCodeOf, formats, summary } from '../../src/planner/report.ts';

/** Plans files with these texts, compared with the held permissions. */
async function plan(texts: Record<string, string>, held: Permission[] | null = null, patterns = ['**/*']) {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const report = await planFiles(
    patterns.map((pattern) => `${folder}/${pattern}`),
    checkHere(held && new Set(held)),
  );
  const short = (file: string) => file.slice(file.indexOf('documents-')).split('/').slice(1).join('/');
  const needs = report.operations.flatMap(({ operation, needs }) =>
    needs.flatMap(({ permission, missing, places }) =>
      places.map(
        ({ file, line, column, path }) =>
          `${operation} ${permission}${missing ? '!' : ''} ${short(file)}:${line}:${column} ${path}`,
      ),
    ),
  );
  const faults = report.faults.map(({ file, location, message }) =>
    `${short(file)}:${location?.line ?? '-'}:${location?.column ?? '-'} ${message.split('\n')[0]}`.replaceAll(
      `${relative('.', folder)}/`,
      '',
    ),
  );
  return { report, needs, faults };
}

const people = 'query People {\n  users {\n    entities {\n      ...Person\n    }\n  }\n}\n';

test('each permission of an operation is listed once with every field that requires it, including fragments in other files', async () => {
  const { report, needs } = await plan(
    {
      'a.graphql': `${people}\nquery Self { me { id } }\n`,
      'b.graphql': 'fragment Person on User {\n  role { name }\n}\n',
    },
    ['READ_USER'],
  );
  expect(report.operations.map(({ operation, missing }) => [operation, missing])).toEqual([
    ['People', ['READ_ROLE']],
    ['Self', []],
  ]);
  expect([...new Set(needs)]).toEqual(needs);
  expect(needs).toContain('People READ_USER a.graphql:2:3 users');
  expect(needs).toContain('People READ_ROLE! b.graphql:2:3 users.entities.role');
});

test('no permission is reported as missing without permissions to compare with', async () => {
  const { report } = await plan({ 'a.graphql': '{ users { entities { id } } }' });
  expect(report.operations.map(({ missing }) => missing)).toEqual([[]]);
  expect(exitCodeOf(report)).toBe(0);
});

test('documents in templates and calls tagged gql or graphql are found, with their lines in the file', async () => {
  const script = [
    "import { gql } from 'some-client';",
    'export const Row = <T,>(row: T) => <b title="`">{String(row)}</b>;',
    'const query = gql`',
    '  query Tagged { roles { entities { name } } }',
    '`;',
    'const other = graphql(`query Called { me { id',
    '  role { name } } }`, [query]);',
    'const single = graphql("query Short { roles { entities { id } } }");',
    'const css = styled`query Not { nothing }`;',
  ];
  const { report, needs, faults } = await plan({ 'rows.tsx': script.join('\n') });
  expect(faults).toEqual([]);
  expect(report.operations.map(({ operation, location: { line, column } }) => [operation, line, column])).toEqual([
    ['Tagged', 4, 3],
    ['Called', 6, 24],
    ['Short', 8, 25],
  ]);
  expect(needs).toContain('Tagged READ_ROLE rows.tsx:4:18 roles');
  expect(needs).toContain('Called READ_ROLE rows.tsx:7:3 me.role');
});

test('an interpolated fragment is found by its name, and changes no position', async () => {
  const hole = (code: string) => `\${${code}}`;
  const script = `const q = gql\`\n${hole('fragments.person')} query Q { users { entities { ...Person } } }\n${hole("more('}')")}\n\`;`;
  const fragment = 'export const person = gql`fragment Person on User { name }`;';
  const { report, faults } = await plan({ 'q.ts': script, 'person.js': fragment });
  expect(faults).toEqual([]);
  expect(report.operations[0]).toMatchObject({ operation: 'Q', location: { line: 2, column: 21 } });
});

test('a fragment is looked up in the same document, then the same file, then an imported file, then any file', async () => {
  const { faults, needs } = await plan({
    'one.graphql': '{ users { entities { ...Fields } } }\nfragment Fields on User { name }',
    'two.graphql': 'query Two { users { entities { ...Fields } } }\nfragment Fields on User { role { name } }',
    'three.graphql': '#import "./folder/four.graphql"\nquery Three { users { entities { ...Fields } } }',
    'folder/four.graphql': 'fragment Fields on User { id }',
  });
  expect(faults).toEqual([]);
  expect(needs.filter((need) => need.includes('READ_ROLE'))).toEqual([
    'Two READ_ROLE two.graphql:2:27 users.entities.role',
  ]);
});

test('a fragment with different definitions in two other files is an error only for operations that use it', async () => {
  const { report, faults } = await plan({
    'a.graphql': 'query A { users { entities { ...Fields } } }\nquery B { users { entities { id } } }',
    'b.graphql': 'fragment Fields on User { id }',
    'c.graphql': 'fragment Fields on User { name }',
  });
  expect(faults).toEqual(['a.graphql:1:1 Fragment Fields has different definitions in b.graphql and c.graphql.']);
  expect(report.operations.map(({ operation }) => operation)).toEqual(['B']);
  expect(exitCodeOf(report)).toBe(2);
});

test('a file that cannot be checked is reported with its position and exit code 2, and the others are still checked', async () => {
  const { report, faults } = await plan(
    {
      'cut.graphql': 'query {\n  users {',
      'wrong.graphql': 'query Wrong {\n  nothing }',
      'person.graphql': 'mutation Make { createPersonalAccessToken(input: {name: "x"}) { id } }',
      'broken.ts': 'const a = gql`{ me { id } }`;\nconst = 1;',
      'inside.ts': '\nconst a = gql`{ me { `;',
      'good.graphql': '{ roles { entities { id } } }',
    },
    [],
    ['*', 'none/*.graphql'],
  );
  expect(faults).toEqual([
    'none/*.graphql:-:- No file matches this pattern.',
    expect.stringMatching(/^broken\.ts:2:7 /),
    expect.stringMatching(/^cut\.graphql:2:10 Syntax Error/),
    expect.stringMatching(/^inside\.ts:2:\d+ Syntax Error/),
    'person.graphql:1:1 No token may run Make, because only people may call createPersonalAccessToken.',
    'wrong.graphql:2:3 Cannot query field "nothing" on type "Query".',
  ]);
  expect(report.operations.map(({ missing }) => missing)).toEqual([['READ_ROLE']]);
  expect(exitCodeOf(report)).toBe(2);
});

test('files without an operation cannot be checked', async () => {
  const { report } = await plan({ 'a.graphql': 'fragment Person on User { id }', 'b.ts': 'export {};' });
  expect(exitCodeOf(report)).toBe(2);
});

test('the summary counts operations and files, and lists required and missing permissions', async () => {
  const { report } = await plan(
    { 'a.graphql': `${people}query R { roles { entities { id } } }`, 'b.graphql': 'fragment Person on User { id }' },
    ['READ_USER'],
  );
  expect(summary(report)).toBe(
    '2 operations in 2 files, together needing READ_USER, READ_ROLE. Missing: READ_ROLE, for 1 operation.',
  );
  expect(exitCodeOf(report)).toBe(1);
  expect(formats.text(report).split('\n').at(-1)).toBe(summary(report));
});

test('SARIF locates the first field with a missing permission, relates the others, and lists faults', async () => {
  const twice = 'query Twice {\n  roles { entities { id } }\n  again: roles { entities { id } }\n}';
  const { report } = await plan({ 'a b.graphql': twice, 'c.graphql': '{ nothing }' }, []);
  const [run] = JSON.parse(formats.sarif(report)).runs;
  const [missing, fault] = run.results;
  expect(missing).toMatchObject({
    ruleId: 'READ_ROLE',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: expect.stringMatching(/a%20b\.graphql$/) },
          region: { startLine: 2 },
        },
      },
    ],
  });
  expect(missing.message.text).toContain('again');
  expect(
    missing.relatedLocations.map((place: { physicalLocation: { region: object } }) => place.physicalLocation.region),
  ).toContainEqual({ startLine: 3, startColumn: 3 });
  expect(fault).toMatchObject({ ruleId: 'cannot-be-judged', level: 'error' });
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['READ_ROLE', 'cannot-be-judged']);
});

test('an interpolation inside an operation is reported as not readable', async () => {
  const script = `const q = gql\`query Q { users(id: \${id}) { entities { id } } }\`;`;
  const { faults } = await plan({ 'a.ts': script });
  expect(faults).toEqual([
    'a.ts:1:40 Syntax Error: Unexpected ")". An interpolation may only be a fragment, which is found by its name; it is read as nothing.',
  ]);
});

test('a document concatenated from strings is reported, not skipped', async () => {
  const { report, faults } = await plan({
    'a.ts': "gql('query Q { ' + fields + ' }');\nclient.gql`query R { roles { entities { id } } }`;",
  });
  expect(faults).toEqual(['a.ts:1:6 The document is built from strings at run time, so it cannot be read.']);
  expect(report.operations.map(({ operation }) => operation)).toEqual(['R']);
});

test('operations with the same name in one document cannot be checked, because a server refuses the document', async () => {
  const { faults } = await plan({
    'named.graphql': 'query Two { me { id } }\nquery Two { roles { entities { id } } }',
    'unnamed.graphql': '{ me { id } }\n{ roles { entities { id } } }',
    'two.ts': 'gql`{ me { id } }`; gql`{ me { id } }`;',
  });
  expect(faults).toEqual([
    'named.graphql:1:1 The document has 2 operations named Two.',
    'named.graphql:2:1 The document has 2 operations named Two.',
    'unnamed.graphql:1:1 The document has several operations, so each must have a name.',
    'unnamed.graphql:2:1 The document has several operations, so each must have a name.',
  ]);
});

test('an unknown fragment and files without an operation are reported', async () => {
  const { faults } = await plan({ 'a.graphql': '{ users { entities { ...Person } } }' });
  expect(faults).toEqual(['a.graphql:1:25 Unknown fragment "Person". Add the file that defines it.']);
  const { report } = await plan({ 'schema.graphql': 'type Query { a: Int }' });
  expect(summary(report)).toContain('These files contain no operation.');
  expect(exitCodeOf(report)).toBe(2);
});

test('a file that is reachable through symbolic links is read once, by its shortest path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  await writeFile(join(folder, 'a.graphql'), '{ me { id } }');
  await symlink('.', join(folder, 'loop'));
  await symlink(folder, join(folder, 'again'));
  const { operations } = await planFiles([`${folder}/**/*.graphql`], checkHere(null));
  expect(operations.map(({ file }) => join(file))).toEqual([join(relative('.', folder), 'a.graphql')]);
});

test('a document that a server would refuse for its size is reported', async () => {
  const fields = Array.from({ length: 20_000 }, (_, place) => `a${place}: me { id }`);
  const { faults } = await plan({ 'huge.graphql': `{ ${fields.join(' ')} }` });
  expect(faults).toEqual([expect.stringMatching(/^huge\.graphql:1:1 The document has more than \d+ tokens\.$/)]);
});

test.each([
  ['a byte order mark', '\uFEFFquery Q { roles { entities { id } } }', 'Q READ_ROLE a.graphql:1:12 roles'],
  ['lines that end in CRLF', 'query Q {\r\n  roles {\r\n    entities { id } } }', 'Q READ_ROLE a.graphql:2:3 roles'],
])('%s changes no position', async (_, text, need) => {
  expect((await plan({ 'a.graphql': text })).needs).toEqual([need]);
});
