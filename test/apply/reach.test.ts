/** `latchkey reach --diff`: what a file would make possible that is not possible now, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { count } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Applying, applying, modes } from './applying.ts';

let server: Latchkey;
let reader: Person;
beforeAll(async () => {
  server = await startLatchkey('pglite');
  reader = await people(server).having('READ_ROLE', 'READ_USER', 'READ_PERSONAL_ACCESS_TOKEN');
  const owner = await people(server).owner();
  await owner.signedIn();
  const run = applying(server, 'database', owner);
  expect((await run.apply(file())).code).toBe(0);
  expect((await run.apply(builders('PROVISION_PROJECT, ADMINISTER_PROJECT, EXECUTE_ANALYSIS'))).code).toBe(0);
  run.remove();
});
afterAll(() => server?.stop());

const builders = (permissions: string) => `name: builders\nroles:\n  Builders: { permissions: [${permissions}] }\n`;

const file = ({
  permissions = 'READ_USER, READ_ROLE',
  token = 'permissions: [READ_USER]',
  more = '',
} = {}) => `name: reach
roles:
  Team: { permissions: [${permissions}] }
${more}service_accounts:
  bot:
    email_address: bot@example.com
    role: Team
    tokens:
      nightly: { ${token}, secret_command: ['true'] }
`;

describe.each(modes)('with the %s', (mode) => {
  let run: Applying;
  beforeAll(() => {
    run = applying(server, mode, reader);
  });
  afterAll(() => run?.remove());
  /** On a server, a token that may only read is enough. */
  const reach = (text: string, json = true) => run.reach(text, { token: reader.token, json });

  test('nothing is reported for a file that was applied, and nothing is written', async () => {
    const before = await server.db.select({ all: count() }).from(logs);
    expect(await reach(file(), false)).toEqual({ code: 0, out: 'Nothing more would be possible.', err: '' });
    expect(await server.db.select({ all: count() }).from(logs)).toEqual(before);
  });

  test('permissions that roles, accounts and tokens would gain and lose are reported, and gaining is exit code 1', async () => {
    const { code, out } = await reach(
      file({ permissions: 'READ_USER, READ_ALL_LOGS', token: 'description: uncapped' }),
    );
    const named = (kind: string) => JSON.parse(out).find((one: { kind: string }) => one.kind === kind);
    expect(named('role')).toMatchObject({ name: 'Team', isNew: false, gained: ['READ_ALL_LOGS'], lost: ['READ_ROLE'] });
    expect(named('service_account')).toMatchObject({ name: 'bot', gained: ['READ_ALL_LOGS'], lost: ['READ_ROLE'] });
    expect(named('token')).toMatchObject({ name: 'bot/nightly', gained: ['READ_ALL_LOGS'], lost: [] });
    expect(code).toBe(1);
  });

  test('losing alone is exit code 0', async () => {
    const { code, out } = await reach(file({ permissions: 'READ_USER' }), false);
    expect(out).toBe(
      'role Team\n  - READ_ROLE\n\nservice account bot\n  - READ_ROLE\n\nNothing more would be possible.',
    );
    expect(code).toBe(0);
  });

  test('an act that leads back to permissions which would be lost is nothing more', async () => {
    const { code, out } = await reach(builders('PROVISION_PROJECT'));
    expect(JSON.parse(out)).toMatchObject([
      { name: 'Builders', gained: [], lost: ['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'], opened: [] },
    ]);
    expect(code).toBe(0);
  });

  test('escalations that would open are reported with their acts, also those through a role that others would have', async () => {
    const { code, out } = await reach(file({ permissions: 'READ_USER, READ_ROLE, CREATE_USER' }));
    const token = file({ permissions: 'READ_USER, READ_ROLE, CREATE_USER', token: 'description: uncapped' });
    const role = JSON.parse(out).find(({ name }: { name: string }) => name === 'Team');
    expect(role.opened.join('\n')).toMatch(/^It leads to .*createUser/);
    expect(code).toBe(1);
    const of = JSON.parse((await reach(token)).out).find(({ kind }: { kind: string }) => kind === 'token');
    expect(of.opened.join('\n')).toMatch(/what only people may do/);
  });

  test('the limit of a bound token to its documents counts', async () => {
    run.write('team.graphql', '{ users { entities { name } } }');
    const permissions = 'READ_USER, READ_ROLE, CREATE_USER';
    const bound = await reach(file({ permissions, token: 'documents: [team.graphql]' }));
    const token = JSON.parse(bound.out).find(({ kind }: { kind: string }) => kind === 'token');
    expect(token?.gained ?? []).toEqual([]);
    expect(token?.opened ?? []).toEqual([]);
    expect(JSON.parse(bound.out).find(({ name }: { name: string }) => name === 'Team').opened).not.toEqual([]);
  });

  test('a permission that the same file declares is known', async () => {
    const more = 'permissions:\n  PAY_REFUND: { group: Refunds, description: Pay refunds. }\n';
    const { out } = await reach(file({ permissions: 'READ_USER, READ_ROLE, PAY_REFUND', more }));
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({ kind: 'role', name: 'Team', gained: ['PAY_REFUND'] }),
    );
  });

  test('a reference to something that does not exist is refused with its line', async () => {
    const { err } = await reach(file({ permissions: 'READ_EVERYTHING' }));
    expect(err).toMatch(/access\.yaml:3:3 The role Team: there is no permission READ_EVERYTHING\.$/);
  });
});
