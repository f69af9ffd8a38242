/** What tests of `apply` share: a server, each way to reach it, and an access file whose names are those of the test. */
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { roles } from '../../schema/roles.ts';
import { personalAccessTokens as tokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { type Kind, kinds, type Latchkey, startLatchkey } from '../server.ts';
import { ask, type Person, people } from '../test-users.ts';
import { type Applying, applying, type Mode, modes } from './applying.ts';

export interface World {
  server: Latchkey;
  mode: Mode;
  owner: Person;
  run: Applying;
  /** Makes the names of each test its own. */
  own: string;
}

type Place = readonly [Kind, Mode];

/** Declares the tests of a block on each kind of database, with the database itself and with a server. */
export const everywhere = (declare: (at: World) => void): void =>
  at(
    kinds.flatMap((kind) => modes.map((mode): Place => [kind, mode])),
    declare,
  );

/** The same, each way on one kind of database: for what does not depend on it. */
export const inBothWays = (declare: (at: World) => void): void =>
  at(
    [
      ['pglite', 'database'],
      ['postgres', 'server'],
    ],
    declare,
  );

function at(places: readonly Place[], declare: (at: World) => void): void {
  describe.each(places)('on %s with the %s', (kind, mode) => {
    const world = { mode } as World;
    let number = 0;
    beforeAll(async () => {
      const server = await startLatchkey(kind);
      Object.assign(world, { server });
      const owner = await people(server).owner();
      await owner.signedIn();
      Object.assign(world, { owner, run: applying(server, mode, owner) });
      world.run.write('team.graphql', 'query Team { users { entities { name role { name } } } }\n');
    });
    afterAll(async () => {
      world.run?.remove();
      await world.server?.stop();
    });
    beforeEach(() => {
      world.own = `${mode}-${++number}`;
    });
    declare(world);
  });
}

const keep = [`sh`, `-c`, `cat > "$0/$LATCHKEY_TOKEN_ACCOUNT-$LATCHKEY_TOKEN_NAME"`];

/** The command that writes a secret to a file, or another one. */
export const command = ({ run }: World, program = keep) => JSON.stringify([...program, run.folder]);

export const permissionOf = ({ own }: World) => `ISSUE_${own.toUpperCase().replace('-', '_')}`;

/** A file with one of each kind, and two tokens. `token`: further tokens of the account, `more`: further sections. */
export const whole = (at: World, { token = '', more = '' } = {}) => `name: ${at.own}
permissions:
  ${permissionOf(at)}: { group: Billing, description: Create invoices. }
roles:
  Role ${at.own}: { permissions: [${permissionOf(at)}, READ_USER, READ_ROLE] }
permission_sets:
  Set ${at.own}: { permissions: [${permissionOf(at)}] }
service_accounts:
  bot-${at.own}:
    email_address: bot-${at.own}@example.com
    role: Role ${at.own}
    tokens:
      team:
        documents: [team.graphql]
        secret_command: ${command(at)}
      nightly:
        permission_set: Set ${at.own}
        expires_in: 90d
        renew_before: 14d
        allowed_subnets: [127.0.0.0/8]
        secret_command: ${command(at)}
${token}${more}`;

/** The number of changes in the log, without sign-ins. */
export async function entries({ server }: World) {
  const changes = inArray(logs.type, ['CREATED', 'UPDATED', 'DELETED']);
  return (await server.db.select({ all: count() }).from(logs).where(changes))[0]?.all;
}

export const roleNamed = async ({ server }: World, name: string) =>
  (await server.db.select().from(roles).where(eq(roles.name, name)))[0];

/** The newest one of the account of the test. */
export async function tokenNamed({ server, own }: World, name: string) {
  const found = await server.db
    .select({ token: tokens })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(eq(users.username, `bot-${own}`), eq(tokens.name, name)))
    .orderBy(sql`${tokens.id} desc`);
  return found[0]?.token;
}

/** The secret that was delivered. */
export const secretOf = ({ run, own }: World, name: string) => run.read(`bot-${own}-${name}`);

/** The user name of the token's owner, or why it does not work. */
export async function works({ server }: World, secret: string) {
  const answer = await ask(server, { Authorization: `Bearer ${secret}` }, '{ me { username } }');
  return answer.data?.me?.username ?? answer.errors?.[0]?.message;
}

export const nothing = { code: 0, out: 'Nothing is to be changed.', err: '' };
