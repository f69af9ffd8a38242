/** Settings: defaults, the rule of each setting, and errors that name the variable and never its value. */
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig, settings } from '../src/config.ts';

test('without any environment variable every setting has its default', () => {
  expect(readConfig({})).toEqual({
    HOST: '127.0.0.1',
    ACCESS_LOG_RETENTION_DAYS: 400,
    PORT: 4000,
    PUBLIC_URL: 'http://localhost:4000',
    DATABASE_READ_MAX_LAG: 10,
    DATA_DIR: './data',
    WORKERS: 1,
    REQUESTS_AT_ONCE: 10,
    REQUESTS_PER_MINUTE: 400,
    TOKEN_CHECKS_PER_MINUTE: 0,
    MAIL_FROM: 'Latchkey <latchkey@localhost>',
    TRUSTED_PROXIES: [],
    WEBHOOK_ALLOW_PRIVATE: 'off',
    OWNER_USERNAME: 'owner',
    SHARED_LOOKUPS: 'on',
    STOP_DELAY: 0,
    COMPILED_QUERIES: 'second-use',
    PREPARED_STATEMENTS: 'on',
    LOG_LEVEL: 'info',
  });
});

test('an empty variable counts as unset', () => {
  const empty = Object.fromEntries(Object.keys(settings.shape).map((name) => [name, '']));
  expect(readConfig(empty)).toEqual(readConfig({}));
});

test('unknown variables are ignored', () => {
  expect(readConfig({ PATH: '/bin', LATCHKEY: 'x' })).toEqual(readConfig({}));
});

test('PUBLIC_URL defaults to the port, and a trailing slash is dropped', () => {
  expect(readConfig({ PORT: '8080' }).PUBLIC_URL).toBe('http://localhost:8080');
  expect(readConfig({ PUBLIC_URL: 'https://id.example.com/' }).PUBLIC_URL).toBe('https://id.example.com');
});

test('TRUSTED_PROXIES is a list of subnets', () => {
  const { TRUSTED_PROXIES } = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8,' });
  expect(TRUSTED_PROXIES).toEqual(['10.0.0.0/8', 'fd00::/8']);
});

test('every setting has a description, and there are at most 30 settings', () => {
  const shapes = Object.values(settings.shape);
  expect(shapes.length).toBeLessThanOrEqual(30);
  for (const shape of shapes) expect(shape.description).toMatch(/\.$/);
});

describe('an invalid value', () => {
  test.each([
    ['PORT', 'hunter2', 'must be a number'],
    ['PORT', '65536', 'must be at most 65535'],
    ['PORT', '-1', 'must be a number'],
    ['WORKERS', 'hunter2', 'must be a number'],
    ['REQUESTS_PER_MINUTE', 'hunter2', 'must be a number'],
    ['REQUESTS_PER_MINUTE', '1000001', 'must be at most 1000000'],
    ['REQUESTS_AT_ONCE', '1', 'must be from 2 to 10000'],
    ['REQUESTS_AT_ONCE', '10001', 'must be from 2 to 10000'],
    ['TOKEN_CHECKS_PER_MINUTE', '-1', 'must be a number'],
    ['WORKERS', '0', 'must be from 1 to 64'],
    ['WORKERS', '65', 'must be from 1 to 64'],
    ['WORKERS', '2', 'must be 1 without DATABASE_URL, because only one process can use the embedded database'],
    ['PUBLIC_URL', 'hunter2', 'must be an http or https address'],
    ['DATABASE_URL', 'mysql://hunter2@db/x', 'must be a postgres:// address'],
    ['DATABASE_READ_URL', 'mysql://hunter2@db/x', 'must be a postgres:// address'],
    [
      'DATABASE_READ_URL',
      'postgres://hunter2@db/x',
      'needs DATABASE_URL, because the embedded database has no standby',
    ],
    ['DATABASE_READ_MAX_LAG', 'hunter2', 'must be a number'],
    ['DATABASE_READ_MAX_LAG', '0', 'must be from 1 to 3600'],
    ['SECRET_KEY', 'hunter2', 'must have at least 32 characters'],
    ['SMTP_URL', 'https://hunter2@mail', 'must be an smtp:// or smtps:// address'],
    ['TRUSTED_PROXIES', '10.0.0.0/8,hunter2', 'must be subnets such as 10.0.0.0/8, separated by commas'],
    ['TRUSTED_PROXIES', '10.0.0.1', 'must be subnets such as 10.0.0.0/8, separated by commas'],
    ['WEBHOOK_ALLOW_PRIVATE', 'hunter2', 'must be on or off'],
    ['OWNER_EMAIL', 'hunter2', 'must be an email address'],
    ['LOG_LEVEL', 'hunter2', 'must be debug, info, warn, error or silent'],
  ])('of %s is refused (%s): %s', (name, value, rule) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(new ConfigError(`These settings are invalid:\n  ${name} ${rule}`));
  });

  test('is reported together with all others', () => {
    const read = () => readConfig({ PORT: 'x', SECRET_KEY: 'x' });
    expect(read).toThrow(/\n {2}PORT must.*\n {2}SECRET_KEY must/);
  });
});
