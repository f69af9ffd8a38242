/** The documents are correct: their code blocks run against a started server, and their tables and links match the sources. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readConfig, settings } from '../../src/config.ts';
import { codes } from '../../src/domain/base/errors.ts';
import { mostBytes, mostRecordsPerPage, mostValues } from '../../src/domain/lists/request.ts';
import { eventTypes } from '../../src/domain/webhooks/event-types.ts';
import { limits } from '../../src/graphql/cost/limits.ts';
import { type Block, type Document, expectAnswer, guides, readDocument, rowsUnder } from './document.ts';
import { type Reader, startReading } from './reader.ts';

// Running the blocks takes half a minute, and on a busy machine several times that.
jest.setTimeout(300_000);

const documents = new Map(
  [...guides, 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'].map((path) => [path, readDocument(path)]),
);
const document = (path: string) => documents.get(path) ?? readDocument(path);
const all = guides.map(document);
const start = document('README.md').blocks.find(({ code }) => /npm start$/m.test(code)) as Block;

describe('with a server that was started as the README says', () => {
  const followed = all.filter(({ blocks }) => blocks.length > 0);
  let reader: Reader;
  let ends: Promise<unknown>[];
  beforeAll(async () => {
    reader = await startReading(start);
    // At the same time, because they mostly wait for their own shells. Those that declare permissions come last, because others
    // compare which permissions there are.
    const others = new Map(followed.filter((one) => !declares(one)).map((one) => [one, follow(reader, one.blocks)]));
    const over = Promise.allSettled(others.values());
    ends = followed.map((one) => others.get(one) ?? over.then(() => follow(reader, one.blocks)));
    void Promise.allSettled(ends);
  });
  afterAll(async () => {
    await Promise.allSettled(ends ?? []);
    await reader?.stop();
  });

  test.each(followed.map(({ path }, index) => ({ path, index })))(
    'every block of $path has the shown answer, and leaves no file',
    async ({ index }) => {
      await ends[index];
    },
  );

  test('the first call in the README is the one that the server prints', () => {
    const [, call] = document('README.md').blocks;
    expect(reader.printed).toContain(reader.asWritten(call?.code ?? '').trim());
  });
});

const declares = ({ blocks }: Document) => blocks.some(({ code }) => /createPermission|latchkey apply/.test(code));

async function follow(reader: Reader, blocks: Block[]): Promise<void> {
  const follower = await reader.follow();
  try {
    for (const block of blocks.map(follower.asWritten))
      if (block.at !== start.at) expectAnswer(block, await follower.run(block));
    expect(follower.left()).toEqual([]);
  } finally {
    await follower.close();
  }
}

test('every link leads to a file, and to a heading in it', () => {
  const broken = [...documents.values()].flatMap(({ path, links }) =>
    links
      .filter((link) => {
        if (!existsSync(link.path)) return true;
        return link.anchor !== undefined && !document(link.path).anchors.has(link.anchor);
      })
      .map((link) => `${path}: ${link.path}#${link.anchor ?? ''}`),
  );
  expect(broken).toEqual([]);
});

test('the README links to every guide', () => {
  const led = document('README.md').links.map(({ path }) => path);
  expect(guides.filter((path) => path !== 'README.md' && !led.includes(path))).toEqual([]);
});

test.each([
  ['README.md', 150],
  ['CONTRIBUTING.md', 110],
])('%s has at most %i lines', (path, most) => {
  expect(document(path).lines.length).toBeLessThanOrEqual(most);
});

test('the documents and the sources use the words of the glossary', () => {
  const others =
    /\b(doors?|post office|letters? (to|about)|whoever|for ever|told|tells|think twice|became of|by virtue of)\b/i;
  const inProse = /\b(floors?|e-mails?)\b/i;
  // The text of a migration that was applied, this test, and words of other languages.
  const excepted = /^test\/(db\/issuer-limit-migration|stories\/documents)\.test\.ts$|^src\/web\/words\/fr\//;
  const sources = ['src', 'test', 'schema'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((path) => /\.(tsx?|js|graphql)$/.test(path) && !excepted.test(path))
      .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n') })),
  );
  const find = (banned: RegExp, files: { path: string; lines: string[] }[]) =>
    files.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (banned.test(line) ? `${path}:${index + 1}: ${line}` : [])),
    );
  const prose = [...all, document('CONTRIBUTING.md'), document('SECURITY.md')].map(({ path, lines }) => ({
    path,
    lines: lines.map((line) => (line.startsWith('| `') ? '' : line)),
  }));
  expect([...find(others, sources), ...find(others, prose), ...find(inProse, prose)]).toEqual([]);
});

test('the threat model names only tests that exist, and one for each statement', () => {
  const rows = document('docs/threat-model.md').lines.filter((line) => line.endsWith('.test.ts` |'));
  expect(rows.length).toBeGreaterThan(20);
  const named = rows.flatMap((row) => [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path));
  expect(named.length).toBeGreaterThanOrEqual(rows.length);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test('the table of settings contains the settings of the program', () => {
  const defaults = settings.parse({});
  const rows = Object.entries(settings.shape).map(([name, { description }]) => {
    const value = String(defaults[name as keyof typeof defaults] ?? '');
    return `| \`${name}\` | ${value && `\`${value}\``} | ${description} |`;
  });
  expect(rowsUnder(document('docs/settings.md'), 'All settings')).toEqual(rows);
  expect(readConfig({}).PUBLIC_URL).toBe('http://localhost:4000');
});

test('the table of events contains every type with its meaning', () => {
  const rows = Object.entries(eventTypes).map(([type, meaning]) => `| \`${type}\` | ${meaning} |`);
  expect(rowsUnder(document('docs/webhooks.md'), 'Events')).toEqual(rows);
});

test('the table of errors contains every code with its meaning', () => {
  const rows = Object.entries(codes).map(([code, meaning]) => `\`${code}\` ${meaning}`);
  const written = rowsUnder(document('docs/api.md'), 'Errors').map((row) =>
    row.replace(/^\| (`\w+`) \| [\d, –]+ \| (.*) \|$/, '$1 $2'),
  );
  expect(written).toEqual([...rows, '`INTERNAL_SERVER_ERROR` A fault of ours; `request_id` finds it in the log.']);
});

test('the limits contain every number that the schema states and that documents and answers are limited to', () => {
  const schema = readFileSync('schema/api.graphql', 'utf8');
  const stated = [...schema.matchAll(/(?:at most|the last|from [\d,]+(?: \([^)]*\))? to) ([\d,]*\d)/gi)].map(
    ([, number]) => number,
  );
  const held = [...Object.values(limits), mostValues, mostRecordsPerPage].map((number) => number.toLocaleString('en'));
  const numbers = new Set(document('docs/limits.md').lines.flatMap((line) => line.match(/\d[\d,]*(?<=\d)/g) ?? []));
  expect(
    [...stated, ...held, String(mostBytes / 1_000_000)].filter((number) => !numbers.has(number as string)),
  ).toEqual([]);
});

test('every npm command in the documents exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const text = [...documents.values()].flatMap(({ lines }) => lines).join('\n');
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !scripts[name as string])).toEqual([]);
});

test('the table of commands contains every command of latchkey', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/src/cli.js', '--help']);
  const commands = [...(stdout.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
  const listed = rowsUnder(document('docs/cli.md'), 'Commands').map(
    (row) => /^\| `npx latchkey ([a-z-]+)/.exec(row)?.[1],
  );
  expect([...listed, 'help'].sort()).toEqual(commands.sort());
});
