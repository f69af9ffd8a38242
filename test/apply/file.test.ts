/** Access files: what they may contain, and that every fault is reported with its line and the rule. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readAccessFile } from '../../src/apply/read-file.ts';
import { hashOf } from '../../src/domain/tokens/operations.ts';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-access-file-'));
const file = join(folder, 'access.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(file, text);
  return readAccessFile(file);
};

/** The faults, without the folder of the file. */
const faults = (text: string) =>
  read(text).then(
    () => [],
    ({ message }: Error) => message.replaceAll(`${folder}/`, '').split('\n'),
  );

const token = (lines: string) => `name: test
service_accounts:
  bot:
    email_address: bot@example.com
    tokens:
      nightly:
${lines}`;

test('a token has its documents as they are in their files, and its limits as the server stores them', async () => {
  writeFileSync(join(folder, 'team.graphql'), 'query Team { users { entities { name } } }\n');
  const { tokens } = await read(
    token(`        documents:
          - team.graphql
          - { file: team.graphql, operation: Team, variables: { size: 3 } }
        expires_in: 36h
        renew_before: 1d
        allowed_subnets: [10.1.2.3/8]`),
  );
  const document = 'query Team { users { entities { name } } }\n';
  expect(tokens).toEqual([
    expect.objectContaining({
      account: 'bot',
      name: 'nightly',
      place: `${file}:6:7`,
      operations: [
        {
          hash: hashOf(document),
          document,
          operationName: null,
          pinnedVariables: null,
          place: `${file}:8:13 service_accounts.bot.tokens.nightly.documents.0`,
        },
        {
          hash: hashOf(document),
          document,
          operationName: 'Team',
          pinnedVariables: '{"size":3}',
          place: `${file}:9:13 service_accounts.bot.tokens.nightly.documents.1`,
        },
      ],
      limits: { allowedSubnets: ['10.0.0.0/8'], allowedResources: null },
      expiresIn: 36 * 3_600_000,
      renewBefore: 24 * 3_600_000,
    }),
  ]);
});

test.each<[string, string, string[]]>([
  ['a file without a name', 'roles: {}\n', ['access.yaml:1:1 name is required.']],
  ['an empty file', '', ['access.yaml:1:1 The file must be a map.']],
  ['an unknown section', 'name: test\nteams: {}\n', ['access.yaml:2:1 teams is not a key that is allowed here.']],
  [
    'an unknown key of a role, and of several',
    'name: test\nroles:\n  A:\n    permissions: []\n    admin: true\n  B: { permission: [] }\n',
    [
      'access.yaml:5:5 roles.A.admin is not a key that is allowed here.',
      'access.yaml:6:3 roles.B.permissions is required.',
      'access.yaml:6:8 roles.B.permission is not a key that is allowed here.',
    ],
  ],
  [
    'a value of another type',
    'name: test\nroles:\n  A:\n    permissions: READ_USER\n',
    ['access.yaml:4:5 roles.A.permissions must be a list.'],
  ],
  [
    'a secret in the file',
    token('        secret: lku_x\n'),
    ['access.yaml:7:9 service_accounts.bot.tokens.nightly.secret is not a key that is allowed here.'],
  ],
  [
    'an email address that is none',
    'name: test\nservice_accounts:\n  bot: { email_address: bot }\n',
    ['access.yaml:3:10 service_accounts.bot.email_address must be an email address.'],
  ],
  [
    'a duration without a unit',
    token('        expires_in: 90\n'),
    ['access.yaml:7:9 service_accounts.bot.tokens.nightly.expires_in must be a text.'],
  ],
  [
    'a duration in another unit',
    token('        expires_in: 2w\n'),
    [
      'access.yaml:7:9 service_accounts.bot.tokens.nightly.expires_in must be a number of hours or days, such as 12h or 90d.',
    ],
  ],
  [
    'a renewal without an expiry',
    token('        renew_before: 2d\n'),
    ['access.yaml:7:9 service_accounts.bot.tokens.nightly.renew_before requires expires_in.'],
  ],
  [
    'a renewal as long as the lifetime',
    token('        expires_in: 2d\n        renew_before: 48h\n'),
    ['access.yaml:8:9 service_accounts.bot.tokens.nightly.renew_before must be shorter than expires_in.'],
  ],
  [
    'a permission set and permissions',
    token('        permission_set: A\n        permissions: [READ_USER]\n'),
    ['access.yaml:8:9 service_accounts.bot.tokens.nightly.permissions cannot be combined with permission_set.'],
  ],
  [
    'an empty list, which would mean no limit',
    token('        root_fields: []\n'),
    [
      'access.yaml:7:9 service_accounts.bot.tokens.nightly.root_fields must not be empty: leave it out for no such limit.',
    ],
  ],
  [
    'a subnet that is none',
    token('        allowed_subnets: [home]\n'),
    ['access.yaml:7:9 service_accounts.bot.tokens.nightly.allowed_subnets must be subnets in CIDR notation.'],
  ],
  [
    'a pattern of resources',
    token('        allowed_resources: ["customer:*"]\n'),
    [
      'access.yaml:7:9 service_accounts.bot.tokens.nightly.allowed_resources must not contain `*`: each entry is one resource, because there are no patterns.',
    ],
  ],
  [
    'a command without a program',
    token('        secret_command: []\n'),
    ['access.yaml:7:9 service_accounts.bot.tokens.nightly.secret_command must have the name of a program first.'],
  ],
  [
    'a document that is neither a path nor a map',
    token('        documents: [3]\n'),
    [
      'access.yaml:7:21 service_accounts.bot.tokens.nightly.documents.0 must be the path of a file, or a map with `file`.',
    ],
  ],
  [
    'names that differ only in case',
    'name: test\nroles:\n  Auditor: { permissions: [] }\n  auditor: { permissions: [] }\n',
    ['access.yaml:4:3 roles.auditor is the same name as Auditor.'],
  ],
  ['a key twice', 'name: test\nname: other\n', ['access.yaml:2:1 Map keys must be unique']],
  ['a tag, which would be ignored', 'name: !secret x\n', ['access.yaml:1:7 Unresolved tag: !secret']],
  [
    'a key that is a number',
    'name: test\nroles:\n  1e3: { permissions: [] }\n',
    ['access.yaml:3:3 The key 1e3 must be a text: write it in quotes.'],
  ],
  [
    'a key that is null, a truth value, a list or an alias',
    'name: &a test\nroles:\n  null: {}\n  true: {}\n  ? [b]\n  : {}\n  *a : {}\n',
    [
      'access.yaml:3:3 The key null must be a text: write it in quotes.',
      'access.yaml:4:3 The key true must be a text: write it in quotes.',
      'access.yaml:5:5 The key [b] must be a text: write it in quotes.',
      'access.yaml:7:3 The key *a must be a text: write it in quotes.',
    ],
  ],
  [
    'a key that would be lost',
    'name: test\nroles:\n  __proto__: { permissions: [] }\n',
    ['access.yaml:3:3 The key __proto__ cannot be used.'],
  ],
  [
    'a key that contains an escape sequence',
    'name: test\n"a\\e[2J\\nb\\u202e": {}\n',
    ['access.yaml:2:1 a\\u{1b}[2J\\u{a}b\\u{202e} is not a key that is allowed here.'],
  ],
])('%s is refused with its line and the rule', async (_what, text, expected) => {
  expect(await faults(text)).toEqual(expected);
});

test('every fault of a token and of a permission is reported', async () => {
  const permission = 'permissions:\n  PAY: { group: " ", description: "" }\n';
  const found = await faults(
    permission +
      token(`        description: ${'x'.repeat(1_001)}
        allowed_subnets: [home]
        root_fields: []
        documents: [missing.graphql, other.graphql]
        renew_before: 2d
`),
  );
  const at = 'service_accounts.bot.tokens.nightly';
  expect(found.map((line) => line.replace(/ENOENT.*/, 'ENOENT'))).toEqual([
    'access.yaml:2:10 permissions.PAY.group must not be blank.',
    'access.yaml:2:22 permissions.PAY.description must not be blank.',
    `access.yaml:11:9 ${at}.root_fields must not be empty: leave it out for no such limit.`,
    `access.yaml:9:9 ${at}.description must be at most 1000 characters.`,
    `access.yaml:13:9 ${at}.renew_before requires expires_in.`,
    `access.yaml:10:9 ${at}.allowed_subnets must be subnets in CIDR notation.`,
    `access.yaml:12:21 ${at}.documents.0 cannot be read: ENOENT`,
    `access.yaml:12:38 ${at}.documents.1 cannot be read: ENOENT`,
  ]);
});

test('aliases of aliases that would make a huge value are refused', async () => {
  const lines = ['name: test', 'a: &a [x,x,x,x,x,x,x,x,x]'];
  for (const [name, of] of ['ba', 'cb', 'dc', 'ed'] as const)
    lines.push(`${name}: &${name} [${Array(9).fill(`*${of}`)}]`);
  const [fault] = await faults(lines.join('\n'));
  expect(fault).toMatch(/^access\.yaml cannot be read: Excessive alias count/);
});

test('numbers and other values are names if they are in quotes', async () => {
  const { roles } = await read('name: test\nroles:\n  "1e3": { permissions: [] }\n  \'null\': { permissions: [] }\n');
  expect(roles.map(({ name }) => name)).toEqual(['1e3', 'null']);
});

describe('lists and maps in each other', () => {
  const rule = 'access.yaml must have at most 100 levels of lists and maps in each other.';

  test.each(['[', '- ', '? ', '{a: '])('of too many levels of %s are refused', async (level) => {
    expect(await faults(level.repeat(110))).toEqual([rule]);
    expect(await faults(level.repeat(200_000))).toEqual([rule]);
  });

  test('may have 100 levels', async () => {
    const lists = (count: number) => `name: ${'['.repeat(count)}${']'.repeat(count)}`;
    expect(await faults(lists(99))).toEqual(['access.yaml:1:1 name must be a text.']);
    expect(await faults(lists(100))).toEqual([rule]);
  });

  test('have the levels of their aliases', async () => {
    const nested = Array.from(
      { length: 110 },
      (_, index) => `  a${index}: &a${index} [${index ? `*a${index - 1}` : ''}]`,
    );
    expect(await faults(`name: test\nroles:\n${nested.join('\n')}`)).toEqual([rule]);
  });
});

test('more than 1,000 aliases are refused', async () => {
  const text = `name: &a test\nroles: [${'*a, '.repeat(1_001)}]`;
  expect(await faults(text)).toEqual(['access.yaml must have at most 1000 aliases.']);
});

test.each([
  ['1,000,000 characters', `name: test\n#${'x'.repeat(1_000_000)}`],
  ['3,000,000 bytes', `name: test\n#${'€'.repeat(1_000_000)}`],
])('a file of more than %s is refused', async (_, text) => {
  expect(await faults(text)).toEqual(['access.yaml must be at most 1000000 characters.']);
});

test('a device and a folder are refused, without reading them', async () => {
  for (const path of ['/dev/zero', folder])
    await expect(readAccessFile(path)).rejects.toThrow(`${path} must be a file or a pipe.`);
});

test('a pipe is read up to the limit', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const [read] = await Promise.all([readAccessFile(pipe), writeFile(pipe, 'name: test\n')]);
  expect(read.name).toBe('test');
  const endless = spawn('sh', ['-c', `yes > '${pipe}'`], { stdio: 'ignore' });
  await expect(readAccessFile(pipe)).rejects.toThrow('must be at most 1000000 characters.');
  if (endless.exitCode === null && endless.signalCode === null) await once(endless, 'exit');
});

test('control characters in the name of the file are shown as escapes', async () => {
  const strange = join(folder, 'a\x1b[2J\nb.yaml');
  await expect(readAccessFile(strange)).rejects.toThrow(
    /^\S+a\\u\{1b\}\[2J\\u\{a\}b\.yaml cannot be read: ENOENT\P{C}+$/u,
  );
  for (const text of [
    'roles: {}\n',
    'name: [',
    'name: test\nroles: { A: { permissions: [] }, a: { permissions: [] } }\n',
  ]) {
    writeFileSync(strange, text);
    await expect(readAccessFile(strange)).rejects.toThrow(/^\S+a\\u\{1b\}\[2J\\u\{a\}b\.yaml:\d+:\d+ \P{C}+$/u);
  }
});
