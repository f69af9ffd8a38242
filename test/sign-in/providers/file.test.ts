/** The file of sign-in providers: what it may contain, and errors that name the file, the line, the provider, the field and the rule. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config.ts';
import { readProviders } from '../../../src/oidc/read-file.ts';
import { openProviders } from '../../../src/processes/providers.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-providers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const environment: Record<string, string> = { ACME_SECRET: 'from the environment' };
const read = (text: string) => readProviders(write('providers.yaml', text), (name) => environment[name]);
const faults = (text: string) =>
  read(text).then(
    () => [],
    ({ message }: Error) => message.replaceAll(`${folder}/`, '').split('\n'),
  );

const least = `providers:
  - id: acme
    name: Acme
    issuer: https://acme.example
    client_id: latchkey
`;
const withSecret = `${least}    client_secret: secret-of-acme\n`;

test('a provider needs five values, and has cautious defaults for the others', async () => {
  expect(await read(withSecret)).toEqual([
    {
      id: 'acme',
      name: 'Acme',
      issuer: 'https://acme.example',
      clientId: 'latchkey',
      clientSecret: 'secret-of-acme',
      scopes: ['openid', 'email', 'profile'],
      matchByEmail: false,
      trustProvisionedAddresses: false,
      createUsers: false,
      role: null,
      roleClaim: null,
      roles: new Map(),
      trustSecondFactor: false,
    },
  ]);
});

test('the secret can be in a variable or in a file beside it', async () => {
  expect((await read(`${least}    client_secret_env: ACME_SECRET\n`))[0]?.clientSecret).toBe('from the environment');
  write('secret', 'from a file\n');
  expect((await read(`${least}    client_secret_file: secret\n`))[0]?.clientSecret).toBe('from a file');
});

test('roles keep their order', async () => {
  const [provider] = await read(`${withSecret}    role_claim: groups\n    roles: { z: Staff, a: Administrators }\n`);
  expect([...(provider?.roles ?? [])]).toEqual([
    ['z', 'Staff'],
    ['a', 'Administrators'],
  ]);
});

const wrong: [string, string, string][] = [
  ['no list', 'provider: 1', 'providers.yaml:1:1 provider is not a key that is allowed here.'],
  ['an empty list', 'providers: []', 'providers.yaml:1:1 providers must have an entry.'],
  ['no YAML', 'providers: [', 'providers.yaml:1:13'],
  [
    'an unknown key',
    `${withSecret}    scope: x\n`,
    'providers.yaml:7:5 provider acme: scope is not a key that is allowed here.',
  ],
  ['no name', withSecret.replace('    name: Acme\n', ''), 'provider acme: name is required.'],
  [
    'an id with capitals',
    withSecret.replace('id: acme', 'id: Acme'),
    'provider Acme: id must be 1 to 40 lower case letters',
  ],
  ['an issuer without https', withSecret.replace('https:', 'http:'), 'provider acme: issuer must begin with https://'],
  [
    'an issuer with a password',
    withSecret.replace('https://', 'https://a:secret-of-acme@'),
    'provider acme: issuer must not contain a user name or a password.',
  ],
  [
    'the address of the document instead of the issuer',
    withSecret.replace('acme.example', 'acme.example/.well-known/openid-configuration'),
    'provider acme: issuer must not contain /.well-known/, which is added to it.',
  ],
  [
    'an issuer without slashes',
    withSecret.replace('https://', 'https:'),
    'provider acme: issuer must begin with https://',
  ],
  [
    'an issuer with a space',
    withSecret.replace('https://acme.example', '"https://acme.example "'),
    'provider acme: issuer must not contain ?, #, \\ or spaces.',
  ],
  ['no URL', withSecret.replace('https://', ''), 'provider acme: issuer must be a URL.'],
  ['no secret', least, 'provider acme: client_secret or client_secret_env or client_secret_file is required'],
  ['two secrets', `${withSecret}    client_secret_env: X\n`, 'provider acme: client_secret or client_secret_env'],
  [
    'a missing variable',
    `${least}    client_secret_env: NONE\n`,
    'provider acme: client_secret_env names the variable NONE, which is not set.',
  ],
  ['a missing file', `${least}    client_secret_file: none\n`, 'provider acme: client_secret_file cannot be read'],
  ['scopes without openid', `${withSecret}    scopes: [email]\n`, 'provider acme: scopes must contain openid.'],
  [
    'a text for a switch',
    `${withSecret}    match_by_email: "yes"\n`,
    'provider acme: match_by_email must be true or false.',
  ],
  [
    'trust in addresses without matching by them',
    `${withSecret}    trust_provisioned_addresses: true\n`,
    'provider acme: trust_provisioned_addresses needs match_by_email.',
  ],
  [
    'a claim without roles',
    `${withSecret}    role_claim: groups\n`,
    'provider acme: role_claim and roles are required together.',
  ],
  ['a role without new users', `${withSecret}    role: Staff\n`, 'provider acme: role needs create_users.'],
  [
    'two ways to a role',
    `${withSecret}    create_users: true\n    role: Staff\n    role_claim: groups\n    roles: { a: Staff }\n`,
    'provider acme: role cannot be combined with role_claim, which decides the role.',
  ],
  [
    'the same id twice',
    withSecret + withSecret.replace('providers:\n', ''),
    'provider acme: id is the same as that of another provider.',
  ],
  [
    'the same issuer twice, once with a slash',
    withSecret + withSecret.replace('providers:\n', '').replace('acme\n', 'other\n').replace('.example', '.example/'),
    'provider other: issuer is the same as that of another provider.',
  ],
];

describe('is refused', () => {
  test.each(wrong)('%s', async (_what, text, fault) => {
    const found = await faults(text);
    expect(found).toContainEqual(expect.stringContaining(fault));
    expect(found.join()).not.toContain('secret-of-acme');
  });
});

test('the start stops with the fault, and a file that is not there is one', async () => {
  const config = readConfig({ SIGN_IN_PROVIDERS: join(folder, 'none.yaml') });
  await expect(openProviders(config)).rejects.toThrow(/^SIGN_IN_PROVIDERS is invalid:\n.*none\.yaml cannot be read/);
});
