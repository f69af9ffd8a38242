/** `latchkey apply` on a database and with a session on a server: plan, changes, secrets, removal, and what stops it. */
import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { roles } from '../../schema/roles.ts';
import { sessions } from '../../schema/sessions.ts';
import { personalAccessTokens as tokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';
import { enrollApp } from '../sign-in/factor-acts.ts';
import { ask, type Person, people } from '../test-users.ts';
import { type Applying, applying, modes } from './applying.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey(kind);
  });
  afterAll(() => server?.stop());

  describe.each(modes)('with the %s', (mode) => {
    let owner: Person;
    let run: Applying;
    /** Makes the names of each test its own. */
    let own: string;
    let number = 0;
    beforeAll(async () => {
      owner = await people(server).owner();
      await owner.signedIn();
      run = applying(server, mode, owner);
      run.write('team.graphql', 'query Team { users { entities { name role { name } } } }\n');
    });
    afterAll(() => run?.remove());
    beforeEach(() => {
      own = `${mode}-${++number}`;
    });

    const keep = [`sh`, `-c`, `cat > "$0/$LATCHKEY_TOKEN_ACCOUNT-$LATCHKEY_TOKEN_NAME"`];
    const command = (program = keep) => JSON.stringify([...program, run.folder]);
    const permission = () => `ISSUE_${own.toUpperCase().replace('-', '_')}`;
    const whole = (more = '', token = '') => `name: ${own}
permissions:
  ${permission()}: { group: Billing, description: Create invoices. }
roles:
  Role ${own}: { permissions: [${permission()}, READ_USER, READ_ROLE] }
permission_sets:
  Set ${own}: { permissions: [${permission()}] }
service_accounts:
  bot-${own}:
    email_address: bot-${own}@example.com
    role: Role ${own}
    tokens:
      team:
        documents: [team.graphql]
        secret_command: ${command()}
      nightly:
        permission_set: Set ${own}
        expires_in: 90d
        renew_before: 14d
        allowed_subnets: [127.0.0.0/8]
        secret_command: ${command()}
${token}${more}`;

    /** The number of changes in the log, without sign-ins. */
    const entries = async () => {
      const changes = inArray(logs.type, ['CREATED', 'UPDATED', 'DELETED']);
      return (await server.db.select({ all: count() }).from(logs).where(changes))[0]?.all;
    };
    const roleNamed = async (name: string) => (await server.db.select().from(roles).where(eq(roles.name, name)))[0];
    const tokenNamed = async (name: string) => {
      const found = await server.db
        .select({ token: tokens })
        .from(tokens)
        .innerJoin(users, eq(users.id, tokens.userId))
        .where(and(eq(users.username, `bot-${own}`), eq(tokens.name, name)))
        .orderBy(sql`${tokens.id} desc`);
      return found[0]?.token;
    };
    const secretOf = (name: string) => run.read(`bot-${own}-${name}`);
    const works = async (secret: string) => {
      const answer = await ask(server, { Authorization: `Bearer ${secret}` }, '{ me { username } }');
      return answer.data?.me?.username ?? answer.errors?.[0]?.message;
    };

    test('a plan lists all changes with exit code 2, and writes nothing', async () => {
      const before = await entries();
      const { code, out } = await run.apply(whole(), { dryRun: true });
      expect(out).toContain(`+ permission ${permission()} is created`);
      expect(out).toContain(`    permissions: ${permission()}, READ_USER, READ_ROLE`);
      expect(out).toMatch(/\n6 changes to make\.$/);
      expect(code).toBe(2);
      expect(await entries()).toBe(before);
      expect(await roleNamed(`Role ${own}`)).toBeUndefined();
    });

    test('everything is created, the secrets are delivered and work, and the second run changes nothing', async () => {
      const first = await run.apply(whole());
      expect(first).toMatchObject({ code: 0, err: '' });
      expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
      expect(await tokenNamed('team')).toMatchObject({
        permissions: ['READ_USER', 'READ_ROLE'],
        methods: ['users'],
        managedBy: own,
        awaitsDelivery: false,
      });
      const team = await ask(server, { Authorization: `Bearer ${secretOf('team')}` }, run.read('team.graphql'));
      expect(team.errors).toBeUndefined();
      const before = await entries();
      const second = await run.apply(whole());
      expect(second).toEqual({ code: 0, out: 'Nothing is to be changed.', err: '' });
      expect((await run.apply(whole(), { dryRun: true })).code).toBe(0);
      expect(await entries()).toBe(before);
      const shown = [first.out, ...server.logged, JSON.stringify(await server.db.select().from(logs))].join('\n');
      for (const name of ['nightly', 'team']) expect(shown).not.toContain(secretOf(name));
    });

    test('a change made by hand is shown with its values, and taken back', async () => {
      await run.apply(whole());
      const role = await roleNamed(`Role ${own}`);
      const token = await tokenNamed('nightly');
      await owner.ask(
        'mutation ($id: Int64Bit!) { updateRole(id: $id, input: { applied_permissions: [READ_ALL_LOGS] }) { id } }',
        {
          id: role?.id,
        },
      );
      const { ask: inSession } = await owner.signedIn();
      const edited = await inSession(
        `mutation ($id: Int64Bit!) {
          updatePersonalAccessToken(id: $id, input: { unset_expires_at: true, unset_allowed_subnets: true, unset_permissions: true }) { id }
        }`,
        { id: token?.id },
      );
      expect(edited.errors).toBeUndefined();
      const { code, out } = await run.apply(whole(), { dryRun: true });
      expect(out).toContain(
        `~ role Role ${own} is changed\n    permissions: + ${permission()}, + READ_USER, + READ_ROLE, - READ_ALL_LOGS\n`,
      );
      expect(out).toContain(`~ token bot-${own}/nightly is changed\n    permission_set: none → Set ${own}\n`);
      expect(out).toContain('    allowed_subnets: none → 127.0.0.0/8\n    expires_at: none → in 90d\n');
      expect(code).toBe(2);
      expect((await run.apply(whole())).code).toBe(0);
      expect((await roleNamed(`Role ${own}`))?.appliedPermissions).toEqual([permission(), 'READ_USER', 'READ_ROLE']);
      expect((await tokenNamed('nightly'))?.allowedSubnets).toEqual(['127.0.0.0/8']);
      expect((await run.apply(whole(), { dryRun: true })).code).toBe(0);
      // The token was edited and has kept its secret.
      expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
    });

    test('a token that was revoked by hand is issued again', async () => {
      await run.apply(whole());
      const { ask: inSession } = await owner.signedIn();
      const old = secretOf('nightly');
      await inSession('mutation ($id: Int64Bit!) { deletePersonalAccessToken(id: $id) { success } }', {
        id: (await tokenNamed('nightly'))?.id,
      });
      expect((await run.apply(whole())).out).toContain(`+ token bot-${own}/nightly is created`);
      expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
      expect(secretOf('nightly')).not.toBe(old);
    });

    test('a token gets a new secret before it expires, and the old one still works', async () => {
      await run.apply(whole());
      const old = secretOf('nightly');
      const token = await tokenNamed('nightly');
      const soon = sql`clock_timestamp() + interval '13 days'`;
      await server.db
        .update(tokens)
        .set({ expiresAt: soon })
        .where(eq(tokens.id, String(token?.id)));
      const { code, out } = await run.apply(whole());
      expect(out).toContain(`~ token bot-${own}/nightly gets a new secret, because it expires`);
      expect(code).toBe(0);
      expect(secretOf('nightly')).not.toBe(old);
      expect(await works(old)).toBe(`bot-${own}`);
      expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
      expect(await tokenNamed('nightly')).toMatchObject({ id: token?.id, awaitsDelivery: false });
      expect((await run.apply(whole(), { dryRun: true })).code).toBe(0);
    });

    test('what only the file created is removed with --prune, and reported without it', async () => {
      await run.apply(whole());
      const kept = await owner.ask(
        `mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }`,
        { name: `By hand ${own}` },
      );
      expect(kept.errors).toBeUndefined();
      const empty = `name: ${own}\n`;
      const without = await run.apply(empty);
      expect(without.code).toBe(0);
      expect(without.out).toContain(`! role Role ${own} is no longer in the file. With --prune it is removed.`);
      expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
      const { code, out } = await run.apply(empty, { prune: true });
      expect(out).toMatch(/^- token bot-\S+ is revoked\n(.*\n)*6 changes made\.$/);
      expect(code).toBe(0);
      expect(await roleNamed(`Role ${own}`)).toBeUndefined();
      expect(await roleNamed(`By hand ${own}`)).toBeDefined();
      expect(await works(secretOf('nightly'))).not.toBe(`bot-${own}`);
      const [account] = await server.db
        .select()
        .from(users)
        .where(eq(users.username, `bot-${own}`));
      expect(account).toMatchObject({ enabled: false, roleId: null });
      const { data } = await owner.ask('{ permissions { name } }');
      expect(data.permissions.map(({ name }: { name: string }) => name)).not.toContain(permission());
      expect(await run.apply(empty, { prune: true })).toMatchObject({ code: 0, out: 'Nothing is to be changed.' });
    });

    test('a permission that something else has is retired', async () => {
      await run.apply(whole());
      await owner.ask(
        `mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [${permission()}] }) { id } }`,
        { name: `Also ${own}` },
      );
      expect((await run.apply(`name: ${own}\n`, { prune: true })).code).toBe(0);
      const { data } = await owner.ask(
        'query ($name: String) { custom_permissions(name: $name) { entities { retired_at } } }',
        {
          name: permission(),
        },
      );
      expect(data.custom_permissions.entities).toEqual([{ retired_at: expect.any(String) }]);
      expect((await run.apply(`name: ${own}\n`, { prune: true })).out).toBe('Nothing is to be changed.');
    });

    test('a new token whose secret cannot be delivered is revoked, and the next run issues it again', async () => {
      const failing = `      other:
        permissions: [READ_USER]
        secret_command: [sh, -c, 'base64 >&2; exit 3']\n`;
      const { code, out, err } = await run.apply(whole('', failing));
      expect(code).toBe(1);
      expect(err).toMatch(
        /access\.yaml:\d+:7 The secret of bot-\S+\/other could not be delivered: sh ended with exit code 3\. Its output is not shown, because it could contain the secret\. The token was revoked\.$/,
      );
      // In base64, `lku_` begins so.
      expect(err + out).not.toMatch(/lku_|bGt1X/);
      expect((await tokenNamed('other'))?.revokedAt).not.toBeNull();
      expect((await tokenNamed('team'))?.revokedAt).toBeNull();
      const repaired = failing.replace(/\[sh, .*\]/, command());
      expect((await run.apply(whole('', repaired))).code).toBe(0);
      expect(await works(secretOf('other'))).toBe(`bot-${own}`);
    });

    test.each([
      ['its path is not one', ['/dev/null/program']],
      ['an argument is too long', ['cat', 'x'.repeat(200_000)]],
      ['an argument contains a null character', ['cat', 'a\0b']],
      ['it does not exist', ['/nowhere/program']],
    ])(
      'a command that cannot be started because %s is reported with its line, the token is revoked, and others are delivered',
      async (_why, program) => {
        const failing = `      a-first:
        permissions: [READ_USER]
        secret_command: ${JSON.stringify(program)}\n`;
        const { code, err } = await run.apply(whole().replace('      team:\n', `${failing}      team:\n`));
        expect(err).toMatch(
          /^\S+access\.yaml:13:7 The secret of bot-\S+\/a-first could not be delivered: The command cannot be started: .*\. The token was revoked\.$/,
        );
        expect(code).toBe(1);
        expect((await tokenNamed('a-first'))?.revokedAt).not.toBeNull();
        expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
      },
    );

    test('a renewed token whose secret cannot be delivered keeps the old one, and the next run delivers another', async () => {
      await run.apply(whole());
      const old = secretOf('nightly');
      const id = String((await tokenNamed('nightly'))?.id);
      await server.db
        .update(tokens)
        .set({ expiresAt: sql`clock_timestamp() + interval '1 day'` })
        .where(eq(tokens.id, id));
      const broken = whole().replaceAll(command(), '["false"]');
      const { code, err } = await run.apply(broken);
      expect(err).toMatch(/false ended with exit code 1\. Its output .* The next run delivers it again/);
      expect(code).toBe(1);
      expect(await works(old)).toBe(`bot-${own}`);
      expect((await run.apply(whole())).out).toContain('gets a new secret, because the last one was not delivered');
      expect(await works(secretOf('nightly'))).toBe(`bot-${own}`);
      expect(secretOf('nightly')).not.toBe(old);
    });

    test('a token without a command for its secret is refused, and nothing is written; --secret-to is one', async () => {
      const text = whole().replace(`        secret_command: ${command()}\n`, '');
      const refused = await run.apply(text);
      expect(refused.err).toMatch(/access\.yaml:13:7 The token bot-\S+\/team needs secret_command, or --secret-to/);
      expect(refused.code).toBe(1);
      expect(await roleNamed(`Role ${own}`)).toBeUndefined();
      const secretTo = `cat > '${run.folder}'/"$LATCHKEY_TOKEN_ACCOUNT-$LATCHKEY_TOKEN_NAME"`;
      expect((await run.apply(text, { secretTo })).code).toBe(0);
      expect(existsSync(`${run.folder}/bot-${own}-team`)).toBe(true);
    });

    test('references to what does not exist are refused with their lines, and nothing is written', async () => {
      const text = `name: ${own}
roles:
  Role ${own}: { permissions: [READ_EVERYTHING] }
service_accounts:
  bot-${own}: { email_address: bot-${own}@example.com, role: Nobody, tokens: { a: { permission_set: None } } }
  ${owner.username}: { email_address: other@example.com }
`;
      const { code, err } = await run.apply(text, { secretTo: 'cat' });
      const lines = err.split('\n').map((line) => line.replace(/^.*access\.yaml:(\d+):\d+/, '$1'));
      expect(lines).toEqual([
        `3 The role Role ${own}: there is no permission READ_EVERYTHING.`,
        `5 The service account bot-${own}: there is no role Nobody.`,
        `5 The token bot-${own}/a: there is no permission set None.`,
        `6 The user ${owner.username} is a person and not a service account.`,
      ]);
      expect(code).toBe(1);
      expect(await roleNamed(`Role ${own}`)).toBeUndefined();
    });

    describe('allowed_resources', () => {
      /** A permission with a resource kind, if it declares one, and a token with a resource. */
      const limited = (resource: string, kind?: string) => `name: ${own}
${kind ? `permissions:\n  ${permission()}: { group: Billing, description: Create invoices., resource_kinds: [${kind}] }\n` : ''}service_accounts:
  bot-${own}:
    email_address: bot-${own}@example.com
    tokens:
      shop: { allowed_resources: ['${resource}'], secret_command: ${command()} }
`;
      const nothing = { code: 0, out: 'Nothing is to be changed.', err: '' };
      const shown = () => `    allowed_resources: ${own}:42`;

      test('can have a kind that the same file declares, and the second run changes nothing', async () => {
        const text = limited(`${own}:42`, own);
        const planned = await run.apply(text, { dryRun: true });
        expect(planned).toMatchObject({ code: 2, out: expect.stringContaining(shown()) });
        expect(await run.apply(text)).toMatchObject({ code: 0, err: '' });
        expect((await tokenNamed('shop'))?.allowedResources).toEqual([`${own}:42`]);
        expect(await run.apply(text)).toEqual(nothing);
        expect(await run.reach(text)).toMatchObject({ code: 0, err: '' });
      });

      test('can have a kind that is declared already', async () => {
        const { ask: inSession } = await owner.signedIn();
        const { errors } = await inSession(
          `mutation ($input: CreatePermissionMutationInput) { createPermission(input: $input) { id } }`,
          { input: { name: permission(), group: 'Billing', description: 'Create invoices.', resource_kinds: [own] } },
        );
        expect(errors).toBeUndefined();
        const text = limited(`${own}:42`);
        expect(await run.apply(text)).toMatchObject({ code: 0, err: '', out: expect.stringContaining(shown()) });
        expect(await run.apply(text)).toEqual(nothing);
        const more = await run.apply(text.replace(`'${own}:42'`, `'${own}:42', '${own}:43'`));
        expect(more).toMatchObject({ code: 0, out: expect.stringContaining(`allowed_resources: + ${own}:43`) });
      });

      test.each([undefined, 'car'])(
        'of a kind that nothing declares are refused with the line, where the file declares %s',
        async (kind) => {
          const before = await entries();
          const { code, err } = await run.apply(limited('boat:1', kind));
          expect(err).toMatch(
            kind
              ? /access\.yaml:8:7 The token bot-\S+\/shop: no custom permission declares the resource kind boat\.$/
              : /access\.yaml:6:7 The token bot-\S+\/shop: no custom permission declares the resource kind boat\.$/,
          );
          expect(code).toBe(1);
          expect(await entries()).toBe(before);
        },
      );
    });

    test('a refused change is reported with its line; the database has none of the changes, a server those before it', async () => {
      // Nobody but its owner may have this email address.
      const text = whole().replace(`bot-${own}@example.com`, `${owner.username}@example.com`);
      const { code, err } = await run.apply(text);
      expect(err).toMatch(/access\.yaml:9:3 The service account bot-\S+: .*is taken/);
      expect(code).toBe(1);
      const made = await roleNamed(`Role ${own}`);
      expect(made === undefined).toBe(mode === 'database');
      if (mode === 'server') expect(err).toContain('3 of 6 changes were made. Run it again for the others.');
      expect((await run.apply(whole())).code).toBe(0);
    });

    test('control characters in names and descriptions are printed as escapes, in JSON too', async () => {
      const text = `name: ${own}
roles:
  "Role ${own}\\e[2J\\nNothing is to be changed.\\u202e": { permissions: [] }
permission_sets:
  Set ${own}: { description: "one\\rtwo\\u009b", permissions: [] }
`;
      const { out } = await run.apply(text, { dryRun: true });
      expect(out).toContain(`+ role Role ${own}\\u{1b}[2J\\u{a}Nothing is to be changed.\\u{202e} is created\n`);
      expect(out).toContain('    description: one\\u{d}two\\u{9b}\n');
      const { out: json } = await run.apply(text, { dryRun: true, json: true });
      expect(json.match(/[^\n\P{C}]/gu)).toBeNull();
      expect(JSON.parse(json).changes[0].name).toBe(`Role ${own}\x1b[2J\nNothing is to be changed.\u202e`);
      const wrong = text.replace('permissions: []', 'permissions: [NONE]');
      const reached = [
        await run.reach(wrong),
        await run.reach(text.replace('permissions: []', 'permissions: [READ_USER]')),
      ];
      expect(reached[0]?.err).toMatch(/The role Role \S+\\u\{1b\}.*\\u\{202e\}: there is no permission NONE\.$/);
      expect(reached[1]?.out).toMatch(/^role Role \S+\\u\{1b\}.*\\u\{202e\} \(new\)$/m);
    });

    test('--json prints the changes for programs, without secrets', async () => {
      const { out } = await run.apply(whole(), { json: true });
      const { changes, left, done } = JSON.parse(out);
      expect(changes).toHaveLength(6);
      expect(changes[1]).toEqual({
        act: 'create',
        kind: 'role',
        name: `Role ${own}`,
        place: expect.stringMatching(/access\.yaml:5:3$/),
        fields: [{ field: 'permissions', before: null, after: [permission(), 'READ_USER', 'READ_ROLE'] }],
      });
      expect({ left, done }).toEqual({ left: [], done: true });
      expect(out).not.toContain('lku_');
    });
  });

  describe('a session on a server', () => {
    let run: Applying | undefined;
    afterEach(() => run?.remove());
    const role = (name: string) => `name: sessions\nroles:\n  ${name}: { permissions: [READ_USER] }\n`;
    const left = (id: string) => server.db.select().from(sessions).where(eq(sessions.userId, id));

    test('ends with the command', async () => {
      const owner = await people(server).owner();
      await owner.signedIn();
      await server.db.delete(sessions).where(eq(sessions.userId, owner.id));
      run = applying(server, 'server', owner);
      expect((await run.apply(role('Ended'))).code).toBe(0);
      expect((await run.apply(role('Ended').replace('READ_USER', 'READ_EVERYTHING'))).code).toBe(1);
      expect(await left(owner.id)).toEqual([]);
    });

    test('needs the permissions for what is changed, and the error names the line', async () => {
      const reader = await people(server).having('READ_ROLE', 'READ_USER', 'READ_PERSONAL_ACCESS_TOKEN');
      await reader.signedIn();
      run = applying(server, 'server', reader);
      const { code, err } = await run.apply(role('Refused'));
      expect(err).toMatch(/access\.yaml:3:3 The role Refused: This requires CREATE_ROLE\./);
      expect(code).toBe(1);
      expect((await run.apply(role('Refused'), { dryRun: true, token: reader.token })).code).toBe(2);
    });

    test('a wrong password is refused', async () => {
      const stranger = await people(server).owner();
      run = applying(server, 'server', stranger);
      expect(await run.apply(role('Unknown'))).toMatchObject({
        code: 1,
        err: 'The user name or the password is wrong.',
      });
    });

    test('a second factor is asked for, and the password is sent again where each change requires it', async () => {
      const owner = await people(server).owner();
      const { ask: inSession } = await owner.signedIn();
      const policy = (minutes: number) =>
        owner.signedIn().then(({ ask }) =>
          ask(
            'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { tokens_per_user } }',
            {
              input: { password_confirmation_minutes: minutes, current_password: 'plum tractor seldom 47' },
            },
          ),
        );
      expect((await policy(0)).errors).toBeUndefined();
      run = applying(server, 'server', owner);
      expect((await run.apply(role('Confirmed'))).code).toBe(0);
      expect((await policy(10)).errors).toBeUndefined();
      const { app } = await enrollApp(inSession);
      run.remove();
      const asked: (readonly string[])[] = [];
      run = applying(server, 'server', {
        username: owner.username,
        code: async (types) => {
          asked.push(types);
          return app(1);
        },
      });
      expect(await run.apply(role('Two factors'))).toMatchObject({ code: 0, err: '' });
      expect(asked).toEqual([['TOTP']]);
    });
  });
});
