/** The last enabled super admin: there is always one, whatever happens at the same time. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { expectRefusal } from '../../access/writing.ts';
import { kinds, type Latchkey, startLatchkey } from '../../server.ts';
import { type Person, people } from '../../test-users.ts';

const update = `mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) {
  updateUser(id: $id, input: $input) { id enabled super_admin } }`;

const fall = [{ super_admin: false }, { enabled: false }, { super_admin: false, enabled: false }];

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  let as: ReturnType<typeof people>;
  let owner: Person;
  beforeAll(async () => {
    server = await startLatchkey(kind);
    as = people(server);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.db.execute('update users set super_admin = false');
    owner = await as.owner();
  });

  const count = async () => {
    const found = await server.db.execute('select count(*)::int as count from users where super_admin and enabled');
    return (found as unknown as { rows: { count: number }[] }).rows[0]?.count;
  };

  test.each(fall)('cannot be disabled or demoted: %j', async (input) => {
    const session = await owner.signedIn();
    const { message } = await expectRefusal(server, 'CONFLICT', () => session.ask(update, { id: owner.id, input }));
    expect(message).toContain('last enabled super admin');
  });

  test('a disabled super admin does not count', async () => {
    const other = await as.owner();
    expect((await owner.ask(update, { id: other.id, input: { enabled: false } })).errors).toBeUndefined();
    const session = await owner.signedIn();
    await expectRefusal(server, 'CONFLICT', () => session.ask(update, { id: owner.id, input: { enabled: false } }));
  });

  test('a service account does not count, because it cannot sign in', async () => {
    const other = await as.owner();
    await server.db.execute(`update users set service_account = true where id = ${other.id}`);
    const session = await owner.signedIn();
    await expectRefusal(server, 'CONFLICT', () => session.ask(update, { id: owner.id, input: { enabled: false } }));
    expect((await session.ask(update, { id: other.id, input: { super_admin: false } })).errors).toBeUndefined();
  });

  test('a super admin who is blocked since a restore does not count', async () => {
    const other = await as.owner();
    await server.db.execute(`update users set fenced_at = now() where id = ${other.id}`);
    const session = await owner.signedIn();
    await expectRefusal(server, 'CONFLICT', () => session.ask(update, { id: owner.id, input: { enabled: false } }));
    expect((await session.ask(update, { id: other.id, input: { super_admin: false } })).errors).toBeUndefined();
  });

  test('a super admin may demote their own account while there is another one', async () => {
    await as.owner();
    const session = await owner.signedIn();
    const { data, errors } = await session.ask(update, { id: owner.id, input: { super_admin: false } });
    expect(errors).toBeUndefined();
    expect(data.updateUser.super_admin).toBe(false);
    expect(await count()).toBe(1);
  });

  test.each(fall)(
    'of two super admins who demote or disable each other at the same time, one stays: %j',
    async (input) => {
      for (let round = 0; round < 5; round++) {
        await server.db.execute('update users set super_admin = false');
        const [ada, grace] = [await as.owner(), await as.owner()];
        const answers = await Promise.all([
          ada.ask(update, { id: grace.id, input }),
          grace.ask(update, { id: ada.id, input }),
        ]);
        const won = answers.filter(({ data, errors }) => !errors && data?.updateUser);
        const codes = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions.code) ?? []);
        expect([won.length, codes.length, await count()]).toEqual([1, 1, 1]);
        expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(codes[0]);
      }
    },
  );

  test('of several super admins who demote their own accounts at the same time, one stays', async () => {
    const admins = await Promise.all(Array.from({ length: 3 }, () => as.owner()));
    const sessions = await Promise.all([owner, ...admins].map((admin) => admin.signedIn()));
    await Promise.all(
      sessions.map((session, place) =>
        session.ask(update, { id: [owner, ...admins][place]?.id, input: { super_admin: false } }),
      ),
    );
    expect(await count()).toBe(1);
  });
});
