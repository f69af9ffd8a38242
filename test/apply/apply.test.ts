/** `latchkey apply` on a database and with a session on a server: what it plans, changes and refuses. */
import { expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { logs } from '../../schema/logs.ts';
import { personalAccessTokens as tokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { ask } from '../test-users.ts';
import { entries, everywhere, nothing, permissionOf, roleNamed, secretOf, tokenNamed, whole, works } from './world.ts';

everywhere((at) => {
  test('a plan lists all changes with exit code 2, and writes nothing', async () => {
    const before = await entries(at);
    const { code, out } = await at.run.apply(whole(at), { dryRun: true });
    expect(out).toContain(`+ permission ${permissionOf(at)} is created`);
    expect(out).toContain(`    permissions: ${permissionOf(at)}, READ_USER, READ_ROLE`);
    expect(out).toMatch(/\n6 changes to make\.$/);
    expect(code).toBe(2);
    expect(await entries(at)).toBe(before);
    expect(await roleNamed(at, `Role ${at.own}`)).toBeUndefined();
  });

  test('everything is created, the secrets are delivered and work, and the second run changes nothing', async () => {
    const first = await at.run.apply(whole(at));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(await works(at, secretOf(at, 'nightly'))).toBe(`bot-${at.own}`);
    expect(await tokenNamed(at, 'team')).toMatchObject({
      permissions: ['READ_USER', 'READ_ROLE'],
      methods: ['users'],
      managedBy: at.own,
      awaitsDelivery: false,
    });
    const team = await ask(at.server, { Authorization: `Bearer ${secretOf(at, 'team')}` }, at.run.read('team.graphql'));
    expect(team.errors).toBeUndefined();
    const before = await entries(at);
    expect(await at.run.apply(whole(at))).toEqual(nothing);
    expect((await at.run.apply(whole(at), { dryRun: true })).code).toBe(0);
    expect(await entries(at)).toBe(before);
    const shown = [first.out, ...at.server.logged, JSON.stringify(await at.server.db.select().from(logs))].join('\n');
    for (const name of ['nightly', 'team']) expect(shown).not.toContain(secretOf(at, name));
  });

  test('a token that is blocked since a restore is named, and a new secret confirms it', async () => {
    await at.run.apply(whole(at));
    const nightly = await tokenNamed(at, 'nightly');
    const change = (values: object) =>
      at.server.db
        .update(tokens)
        .set(values)
        .where(eq(tokens.id, nightly?.id as string));
    await change({ fencedAt: new Date() });
    const name = `bot-${at.own}/nightly`;
    const line = `! token ${name} is blocked since the database was restored, until somebody confirms it.`;
    expect(await at.run.apply(whole(at))).toEqual({ code: 0, out: `${line}\n\nNothing is to be changed.`, err: '' });
    expect(JSON.parse((await at.run.apply(whole(at), { json: true })).out).fenced).toEqual([name]);
    await change({ expiresAt: new Date(Date.now() + 24 * 3_600_000) });
    const { code, out } = await at.run.apply(whole(at));
    expect([code, out]).toEqual([0, expect.not.stringContaining('is blocked')]);
    expect(await works(at, secretOf(at, 'nightly'))).toBe(`bot-${at.own}`);
  });

  test('a change made by hand is shown with its values, and taken back', async () => {
    await at.run.apply(whole(at));
    const role = await roleNamed(at, `Role ${at.own}`);
    const token = await tokenNamed(at, 'nightly');
    await at.owner.ask(
      'mutation ($id: Int64Bit!) { updateRole(id: $id, input: { applied_permissions: [READ_ALL_LOGS] }) { id } }',
      { id: role?.id },
    );
    const { ask: inSession } = await at.owner.signedIn();
    const edited = await inSession(
      `mutation ($id: Int64Bit!) {
        updatePersonalAccessToken(id: $id, input: { unset_expires_at: true, unset_allowed_subnets: true, unset_permissions: true }) { id }
      }`,
      { id: token?.id },
    );
    expect(edited.errors).toBeUndefined();
    const { code, out } = await at.run.apply(whole(at), { dryRun: true });
    expect(out).toContain(
      `~ role Role ${at.own} is changed\n    permissions: + ${permissionOf(at)}, + READ_USER, + READ_ROLE, - READ_ALL_LOGS\n`,
    );
    expect(out).toContain(`~ token bot-${at.own}/nightly is changed\n    permission_set: none → Set ${at.own}\n`);
    expect(out).toContain('    allowed_subnets: none → 127.0.0.0/8\n    expires_at: none → in 90d\n');
    expect(code).toBe(2);
    expect((await at.run.apply(whole(at))).code).toBe(0);
    const permissions = [permissionOf(at), 'READ_USER', 'READ_ROLE'];
    expect((await roleNamed(at, `Role ${at.own}`))?.appliedPermissions).toEqual(permissions);
    expect((await tokenNamed(at, 'nightly'))?.allowedSubnets).toEqual(['127.0.0.0/8']);
    expect((await at.run.apply(whole(at), { dryRun: true })).code).toBe(0);
    // The token was edited and has kept its secret.
    expect(await works(at, secretOf(at, 'nightly'))).toBe(`bot-${at.own}`);
  });

  test('names and texts in another form than the stored one are no difference', async () => {
    const text = whole(at)
      .replace('description: Create invoices. }', 'description: "  Create invoices.\\n" }')
      .replaceAll(`Role ${at.own}`, `Rôle ${at.own} `.normalize('NFD'))
      .replaceAll(`Set ${at.own}`, `Sét ${at.own}`.normalize('NFD'))
      .replace(
        `{ permissions: [${permissionOf(at)}] }`,
        `{ permissions: [${permissionOf(at)}], description: "One\\n" }`,
      )
      .replace('    role:', '    name: "  Bòt\\n"\n    role:'.normalize('NFD'))
      .replace(`bot-${at.own}@example.com`, `" bot-${at.own}@example.com "`)
      .replace(
        '      nightly:\n',
        '      nïghtly:\n        description: |\n          Two\n          lines\n'.normalize('NFD'),
      );
    expect(await at.run.apply(text)).toMatchObject({ code: 0, err: '' });
    expect((await tokenNamed(at, 'nïghtly'.normalize('NFC')))?.description).toBe('Two\nlines');
    expect(await at.run.apply(text)).toEqual(nothing);
    expect(await at.run.reach(text)).toMatchObject({ code: 0, err: '' });
  });

  test('references to what does not exist are refused with their lines, and nothing is written', async () => {
    const text = `name: ${at.own}
roles:
  Role ${at.own}: { permissions: [READ_EVERYTHING] }
service_accounts:
  bot-${at.own}: { email_address: bot-${at.own}@example.com, role: Nobody, tokens: { a: { permission_set: None } } }
  ${at.owner.username}: { email_address: other@example.com }
`;
    const { code, err } = await at.run.apply(text, { secretTo: 'cat' });
    const lines = err.split('\n').map((line) => line.replace(/^.*access\.yaml:(\d+):\d+/, '$1'));
    expect(lines).toEqual([
      `3 The role Role ${at.own}: there is no permission READ_EVERYTHING.`,
      `5 The service account bot-${at.own}: there is no role Nobody.`,
      `5 The token bot-${at.own}/a: there is no permission set None.`,
      `6 The user ${at.owner.username} is a person and not a service account.`,
    ]);
    expect(code).toBe(1);
    expect(await roleNamed(at, `Role ${at.own}`)).toBeUndefined();
  });

  test('a refused change is reported with its line; the database has none of the changes, a server those before it', async () => {
    // Nobody but its owner may have this email address.
    const text = whole(at).replace(`bot-${at.own}@example.com`, `${at.owner.username}@example.com`);
    const { code, err } = await at.run.apply(text);
    expect(err).toMatch(/access\.yaml:9:3 The service account bot-\S+: .*is taken/);
    expect(code).toBe(1);
    const made = await roleNamed(at, `Role ${at.own}`);
    expect(made === undefined).toBe(at.mode === 'database');
    if (at.mode === 'server')
      expect(err).toContain('3 of 6 changes were made. When the fault is corrected, run it again for the others.');
    expect((await at.run.apply(whole(at))).code).toBe(0);
  });

  test('names that the server would refuse are refused before anything is compared, in dry runs too', async () => {
    const text = `name: ${at.own}
roles:
  "Role \\e[2J\\nNothing is to be changed.\\u202e": { permissions: [] }
  "\\u200b": { permissions: [] }
permission_sets:
  Set: { description: "one\\u009btwo", permissions: [] }
service_accounts:
  two words: { email_address: bot@example.com }
`;
    for (const dryRun of [true, false]) {
      const { code, out, err } = await at.run.apply(text, { dryRun });
      expect(err.split('\n').map((line) => line.replace(/^\S+access\.yaml:/, ''))).toEqual([
        expect.stringMatching(
          /^3:3 roles\.Role \\u\{1b\}\[2J\\u\{a\}Nothing is to be changed\.\\u\{202e\} must not contain /,
        ),
        expect.stringMatching(/^4:3 roles\.\\u\{200b\} must not /),
        expect.stringMatching(/^6:10 permission_sets\.Set\.description must not contain /),
        '8:3 service_accounts.two words must not contain spaces.',
      ]);
      expect([code, out]).toEqual([1, '']);
    }
  });

  test('--json prints the changes for programs, without secrets', async () => {
    const { out } = await at.run.apply(whole(at), { json: true });
    const { changes, left, done } = JSON.parse(out);
    expect(changes).toHaveLength(6);
    expect(changes[1]).toEqual({
      act: 'create',
      kind: 'role',
      name: `Role ${at.own}`,
      place: expect.stringMatching(/access\.yaml:5:3$/),
      fields: [{ field: 'permissions', before: null, after: [permissionOf(at), 'READ_USER', 'READ_ROLE'] }],
    });
    expect(changes[4]).toMatchObject({ kind: 'token', delivery: 'delivered' });
    expect({ left, done }).toEqual({ left: [], done: true });
    expect(out).not.toContain('lku_');
  });

  test('what only the file created is removed with --prune, and reported without it', async () => {
    await at.run.apply(whole(at));
    const kept = await at.owner.ask(
      `mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [] }) { id } }`,
      { name: `By hand ${at.own}` },
    );
    expect(kept.errors).toBeUndefined();
    const empty = `name: ${at.own}\n`;
    const without = await at.run.apply(empty);
    expect(without.code).toBe(0);
    expect(without.out).toContain(`! role Role ${at.own} is no longer in the file. With --prune it is removed.`);
    expect(await works(at, secretOf(at, 'nightly'))).toBe(`bot-${at.own}`);
    const { code, out } = await at.run.apply(empty, { prune: true });
    expect(out).toMatch(/^- token bot-\S+ is revoked\n(.*\n)*6 changes made\.$/);
    expect(code).toBe(0);
    expect(await roleNamed(at, `Role ${at.own}`)).toBeUndefined();
    expect(await roleNamed(at, `By hand ${at.own}`)).toBeDefined();
    expect(await works(at, secretOf(at, 'nightly'))).not.toBe(`bot-${at.own}`);
    const [account] = await at.server.db
      .select()
      .from(users)
      .where(eq(users.username, `bot-${at.own}`));
    expect(account).toMatchObject({ enabled: false, roleId: null });
    const { data } = await at.owner.ask('{ permissions { name } }');
    expect(data.permissions.map(({ name }: { name: string }) => name)).not.toContain(permissionOf(at));
    expect(await at.run.apply(empty, { prune: true })).toEqual(nothing);
  });

  test('a permission that something else has is retired', async () => {
    await at.run.apply(whole(at));
    await at.owner.ask(
      `mutation ($name: String!) { createRole(input: { name: $name, applied_permissions: [${permissionOf(at)}] }) { id } }`,
      { name: `Also ${at.own}` },
    );
    expect((await at.run.apply(`name: ${at.own}\n`, { prune: true })).code).toBe(0);
    const { data } = await at.owner.ask(
      'query ($name: String) { custom_permissions(name: $name) { entities { retired_at } } }',
      { name: permissionOf(at) },
    );
    expect(data.custom_permissions.entities).toEqual([{ retired_at: expect.any(String) }]);
    expect((await at.run.apply(`name: ${at.own}\n`, { prune: true })).out).toBe(nothing.out);
  });
});
