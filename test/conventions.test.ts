/** The conventions of CONTRIBUTING.md: layers, names and sizes of files, and that generated files are up to date. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isObjectType } from 'graphql';
import { everyPermission } from '../src/domain/access/permissions.ts';
import { printed, schema } from '../src/graphql/schema.ts';
import { cyclesIn, importsOf } from './kit/imports.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const filesIn = (folder: string) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
const sources = [...filesIn('src'), ...filesIn('schema')].filter((path) => /\.(ts|tsx|js)$/.test(path));

test('a layer imports only from itself and the layers below', () => {
  const commands = ['src/fence-command.ts', 'src/audit-command.ts', 'src/types-command.ts'];
  /** Rooms of one floor do not import each other. */
  const floors = [
    ['src/cli.ts'],
    ['src/main.ts'],
    ['src/processes', 'src/apply', 'src/planner', ...commands],
    ['src/metrics', 'src/tracing', 'src/open.ts', 'src/jobs.ts'],
    ['src/http'],
    ['src/graphql'],
    ['src/domain'],
    ['src/db', 'src/smtp', 'src/outbound', 'src/oidc', 'src/commands', 'src/config.ts', 'src/log.ts'],
    ['src/files'],
    ['schema'],
  ];
  const roomOf = (path: string) => floors.flat().find((room) => path === room || path.startsWith(`${room}/`)) ?? '';
  const floorOf = (path: string) => floors.findIndex((floor) => floor.includes(roomOf(path)));
  const elsewhere = /^src\/(web|client)\//;
  expect(sources.filter((path) => floorOf(path) < 0 && !elsewhere.test(path))).toEqual([]);
  const below: Record<string, RegExp> = {
    'src/domain': /^(graphql|@pothos|hono|@hono|nodemailer|src\/config)/,
    'src/graphql': /^(drizzle-orm|pg$|hono|@hono|src\/config)/,
    'src/apply': /^src\/(http|metrics)\//,
    'src/planner': /^src\/(http|metrics|db)\//,
    'src/http': /^(drizzle-orm|pg$|@pothos)/,
    schema: /^(?!drizzle-orm|schema)/,
    'src/web': /^(src\/(?!web)|schema)/,
    'src/client': /^(?!src\/client\/|(graphql|hono|express|fastify)$)/,
  };
  const isOther = (path: string) => !path.startsWith('src/client/');
  const offending = sources.flatMap((path) =>
    importsOf(path)
      .filter((name) => {
        const [from, to] = [floorOf(path), floorOf(name)];
        const isBeside = from === to && roomOf(path) !== roomOf(name);
        const up = from >= 0 && to >= 0 && (to < from || isBeside);
        const foreign = Object.entries(below).some(
          ([floor, never]) => path.startsWith(`${floor}/`) && never.test(name),
        );
        return up || foreign || (isOther(path) && !isOther(name));
      })
      .map((name) => `${path} → ${name}`),
  );
  expect(offending).toEqual([]);
});

test('a room of src/web imports only from itself and the rooms below', () => {
  const web = sources.filter((path) => path.startsWith('src/web/'));
  const rooms = [['pages', 'graphiql'], ['features'], ['ui'], ['words'], ['api']];
  const roomOf = (path: string) => path.split('/')[2] ?? '';
  const floorOf = (path: string) => rooms.findIndex((names) => names.includes(roomOf(path)));
  expect(web.filter((path) => floorOf(path) < 0)).toEqual([]);
  const offending = web.flatMap((path) =>
    importsOf(path)
      .filter((name) => name.startsWith('src/web/') && roomOf(name) !== roomOf(path) && floorOf(name) <= floorOf(path))
      .map((name) => `${path} → ${name}`),
  );
  expect(offending).toEqual([]);
});

test('no files import each other in a circle, not even for types', () => {
  expect(cyclesIn(sources)).toEqual([]);
});

test('no file is called utils, helpers, common, types or index, and none has more than 300 lines', () => {
  expect(sources.filter((path) => /\/(utils?|helpers?|common|types|index)\.\w+$/.test(path))).toEqual([]);
  expect(sources.filter((path) => read(path).split('\n').length > 301)).toEqual([]);
});

test('applied_permissions of a role is read only in the files that are about roles; other files read effective permissions', () => {
  const subject = [
    'schema/roles.ts',
    'src/domain/nouns/roles.ts',
    'src/domain/people/roles.ts',
    'src/domain/reach/capabilities.ts',
    'src/domain/reach/reach.ts',
    'src/domain/access/effective-permissions.ts',
  ];
  const readers = sources.filter(
    (path) => /\bappliedPermissions\b/.test(read(path)) && !path.startsWith('src/graphql/'),
  );
  expect(readers.sort()).toEqual(subject.sort());
});

test('only src/config.ts reads the environment', () => {
  expect(sources.filter((path) => read(path).includes('process.env'))).toEqual(['src/config.ts']);
});

test('schema/api.graphql is the current schema', () => {
  expect(read('schema/api.graphql')).toBe(printed());
});

test('the migrations produce the current tables', async () => {
  const { generateDrizzleJson } = createRequire(import.meta.url)('drizzle-kit/api');
  const tables: Record<string, unknown> = {};
  for (const path of filesIn('schema').filter((name) => name.endsWith('.ts')))
    Object.assign(tables, await import(`../${path}`));
  const [newest] = filesIn('migrations/meta')
    .filter((path) => path.endsWith('_snapshot.json'))
    .sort()
    .reverse();
  const reached = JSON.parse(read(newest as string));
  const wanted = JSON.parse(JSON.stringify(generateDrizzleJson(tables, undefined, undefined, 'snake_case')));
  expect(wanted.tables).toEqual(reached.tables);
});

test('every permission of the catalog is required somewhere', () => {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const declared = types
    .flatMap((type) => [type, ...Object.values(type.getFields())])
    .map(({ extensions }) => extensions.access);
  const domain = sources
    .filter((path) => path.startsWith('src/domain/') && !/\/(permission(s|-sets)|templates)\.ts$/.test(path))
    .map(read)
    .join('');
  const isAsked = (permission: string) =>
    declared.some((access) => (access as { permission?: string } | undefined)?.permission === permission) ||
    domain.includes(`'${permission}'`);
  expect([...everyPermission].filter((permission) => !isAsked(permission))).toEqual([]);
});
