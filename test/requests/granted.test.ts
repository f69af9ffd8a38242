/** What a grant gives: to whom, where and until when, and that no other user can obtain it through the account or token. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Delivery } from '../../src/domain/outbox/handler.ts';
import { purge } from '../../src/domain/tokens/jobs.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import type { Answer } from '../test-users.ts';
import {
  type Ask,
  analyse,
  copy,
  create,
  done as doneToken,
  edit,
  freshName,
  holding,
  inBrowser,
  made,
  project,
  regenerate,
  revoke,
  rowsOf,
  world,
} from '../tokens/acts.ts';
import { decline, done, end, grant, granted, hoursLater, listed, powerOf, request } from './acts.ts';

const roles = '{ roles { entities { id } } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  /** A user with READ_USER and a session. */
  const someone = async () => {
    const person = await at.as.having('READ_USER');
    return { ...person, by: await inBrowser(at.server, person) };
  };
  const program = async (by: Ask, input: object = {}) => {
    const { id, token } = await made(by, input);
    return { id, ask: holding(at.server, token) };
  };
  const upkeep = (): Delivery => ({
    db: at.server.db,
    mail: at.server.mail,
    now: new Date(),
    failed: (error) => {
      throw error;
    },
  });
  const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

  describe('a grant to an account', () => {
    test('applies to its sessions and to each of its tokens within their caps', async () => {
      const { by } = await someone();
      const [free, capped, limited] = [
        await program(by),
        await program(by, { permissions: ['READ_USER'] }),
        await program(by, { methods: ['users', 'me'] }),
      ];
      await granted(by, at.owner, { permissions: ['READ_ROLE', 'CREATE_ROLE'] });
      const all = ['CREATE_ROLE', 'READ_ROLE', 'READ_USER'];
      for (const asker of [by, free.ask, limited.ask]) expect(await powerOf(asker)).toEqual(all);
      expect(await powerOf(capped.ask)).toEqual(['READ_USER']);
      expect(codeOf(await limited.ask(roles))).toBe('FORBIDDEN');
      const { errors } = await free.ask(
        `mutation { createRole(input: { name: "${freshName()}", applied_permissions: [] }) { id } }`,
      );
      expect(errors).toBeUndefined();
      expect(await powerOf((await someone()).by)).toEqual(['READ_USER']);
    });

    test('for two hours ends after them, and one without a time limit does not', async () => {
      const { by } = await someone();
      const short = await granted(by, at.owner, { permissions: ['READ_ROLE'] }, { for_hours: 2 });
      const long = await granted(by, at.owner, { permissions: ['CREATE_ROLE'] });
      await hoursLater(at.server, short, 1);
      expect(await powerOf(by)).toEqual(['CREATE_ROLE', 'READ_ROLE', 'READ_USER']);
      await hoursLater(at.server, short, 1);
      expect(await powerOf(by)).toEqual(['CREATE_ROLE', 'READ_USER']);
      expect((await listed(by)).map(({ id, state }) => [id, state])).toEqual([
        [short, 'EXPIRED'],
        [long, 'GRANTED'],
      ]);
      const { errors } = await by(roles);
      expect(errors?.[0]?.extensions.request_access).toEqual({
        permissions: ['READ_ROLE'],
        personal_access_token_id: null,
      });
    });

    test('is independent of the role', async () => {
      const { by, id } = await someone();
      const request = await granted(by, at.owner, { permissions: ['READ_ROLE'] });
      await at.owner(`mutation { updateUser(id: ${id}, input: { unset_role_id: true }) { id } }`);
      expect(await powerOf(by)).toEqual(['READ_ROLE']);
      await done(end(by, request));
      expect(await powerOf(by)).toEqual([]);
    });

    test('ends when the account is disabled, and is not restored when it is enabled', async () => {
      const { by, id } = await someone();
      await granted(by, at.owner, { permissions: ['READ_ROLE'] });
      for (const enabled of [false, true])
        await at.owner(`mutation { updateUser(id: ${id}, input: { enabled: ${enabled} }) { id } }`);
      expect(await powerOf(await inBrowser(at.server, { id }))).toEqual(['READ_USER']);
    });

    test('applies to its project analysis tokens', async () => {
      const { by } = await someone();
      const { key } = await project(at);
      const ask = () => create(by, { name: freshName(), type: 'PROJECT_ANALYSIS', project_key: key });
      await expectRefusal(at.server, 'FORBIDDEN', ask);
      const request = await granted(by, at.owner, { permissions: ['EXECUTE_ANALYSIS'] });
      const scanner = holding(at.server, (await doneToken(ask())).token);
      const seen = async () => (await scanner('{ projects { entities { key } } }')).data.projects.entities;
      expect(await seen()).toEqual([{ key }]);
      await doneToken(analyse(scanner, key));
      await done(end(by, request));
      expect(await seen()).toEqual([]);
      await expectRefusal(at.server, 'FORBIDDEN', () => analyse(scanner, key));
    });
  });

  describe('a grant to a token', () => {
    test('applies to that token only, beyond its cap and the permissions of its owner', async () => {
      const { by } = await someone();
      const [chosen, other] = [await program(by, { permissions: ['READ_USER'] }), await program(by)];
      await granted(
        by,
        at.owner,
        { permissions: ['READ_ROLE'], personal_access_token_id: chosen.id },
        { for_hours: 2 },
      );
      expect(await powerOf(chosen.ask)).toEqual(['READ_ROLE', 'READ_USER']);
      expect((await chosen.ask(roles)).errors).toBeUndefined();
      for (const asker of [by, other.ask]) expect(await powerOf(asker)).toEqual(['READ_USER']);
      const { data } = await by(
        `{ required_permissions(document: "${roles}", personal_access_token_id: ${chosen.id}) { missing_permissions } }`,
      );
      expect(data.required_permissions.missing_permissions).toEqual([]);
    });

    test('applies on projects too, beyond the cap of the token', async () => {
      const { by } = await someone();
      const { key } = await project(at);
      const capped = await program(by, { permissions: ['READ_USER'] });
      await granted(by, at.owner, { permissions: ['EXECUTE_ANALYSIS'], personal_access_token_id: capped.id });
      await doneToken(analyse(capped.ask, key));
    });

    test('does not lift the root fields, expiry and revocation of the token', async () => {
      const { by } = await someone();
      const limited = await program(by, { methods: ['users'] });
      await granted(by, at.owner, { permissions: ['READ_ROLE'], personal_access_token_id: limited.id });
      const { errors } = await limited.ask('{ users { entities { role { id } } } }');
      expect(errors).toBeUndefined();
      expect(codeOf(await limited.ask(roles))).toBe('FORBIDDEN');
      await revoke(by, limited.id);
      expect((await limited.ask(roles)).status).toBe(401);
    });

    test('continues when the token is regenerated, is not copied, and is deleted with the token', async () => {
      const { by } = await someone();
      const token = await program(by);
      const id = await granted(by, at.owner, { permissions: ['READ_ROLE'], personal_access_token_id: token.id });
      const anew = await doneToken(regenerate(by, token.id));
      expect(await powerOf(holding(at.server, anew.token))).toEqual(['READ_ROLE', 'READ_USER']);
      const copied = await doneToken(copy(by, token.id, { name: freshName() }));
      expect(await powerOf(holding(at.server, copied.token))).toEqual(['READ_USER']);
      await revoke(by, token.id);
      await at.server.db.execute(
        sql`update personal_access_tokens set revoked_at = revoked_at - interval '91 days' where id = ${token.id}`,
      );
      await purge(upkeep());
      expect(await rowsOf(at.server, sql`select id from access_requests where id = ${id}`)).toEqual([]);
    });
  });

  test('requests that are over are deleted after 90 days, and pending and active ones are kept', async () => {
    const { by, id: userId } = await someone();
    const over = await granted(by, at.owner, { permissions: ['READ_ROLE'] }, { for_hours: 2 });
    await hoursLater(at.server, over, 24 * 89);
    for (const act of [decline, end])
      await done(act(at.owner, (await done(request(by, { permissions: ['READ_PROJECT'] }))).id));
    const holds = await granted(by, at.owner, { permissions: ['CREATE_ROLE'] });
    const waits = await done(request(by, { permissions: ['DELETE_ROLE'] }));
    await purge(upkeep());
    expect(await listed(by)).toHaveLength(5);
    await at.server.db.execute(sql`update access_requests set decided_at = decided_at - interval '91 days',
      ended_at = ended_at - interval '91 days', expires_at = expires_at - interval '2 days',
      created_at = created_at - interval '91 days' where user_id = ${userId}`);
    await purge(upkeep());
    expect((await listed(by)).map(({ id }) => id)).toEqual([holds, waits.id]);
  });

  describe('an administrator cannot obtain the grant of another user', () => {
    let admin: Ask;
    const administrator = [
      'READ_USER',
      'UPDATE_USER',
      'CREATE_PERSONAL_ACCESS_TOKEN',
      'READ_PERSONAL_ACCESS_TOKEN',
      'UPDATE_PERSONAL_ACCESS_TOKEN',
    ] as const;
    beforeAll(async () => {
      admin = await inBrowser(at.server, await at.as.having(...administrator));
    });
    const refusedFor = async (missing: string, ask: () => Promise<Answer>) =>
      expect((await expectRefusal(at.server, 'FORBIDDEN', ask)).extensions.missing_permissions).toEqual([missing]);
    const password = (id: string) => () =>
      admin(`mutation { updateUser(id: ${id}, input: { password: "quiet walnut ferry 52" }) { id } }`);
    const address = (id: string) => () =>
      admin(
        `mutation { updateUser(id: ${id}, input: { email_address: "${freshName('a').replaceAll(' ', '')}@example.com" }) { id } }`,
      );
    const link = (id: string) => () => admin(`mutation { resendUserCreationEmail(user_id: ${id}) { message } }`);

    test('by setting the password or email address of its user, or of the owner of its token', async () => {
      const [granter, one, other] = [at.owner, await someone(), await someone()];
      const token = await program(other.by);
      const ids = [
        await granted(one.by, granter, { permissions: ['READ_ROLE'] }, { for_hours: 2 }),
        await granted(other.by, granter, { permissions: ['READ_ROLE'], personal_access_token_id: token.id }),
      ];
      for (const { id } of [one, other]) for (const act of [address, link]) await refusedFor('READ_ROLE', act(id));
      await refusedFor('READ_ROLE', password(other.id));
      // The user may change their own account, whatever permissions their tokens have.
      expect((await other.by('mutation { updateMe(input: { name: "Renamed" }) { id } }')).errors).toBeUndefined();
      await hoursLater(at.server, ids[0] as string, 2);
      await revoke(other.by, token.id);
      for (const { id } of [one, other]) expect((await address(id)()).errors).toBeUndefined();
    });

    test('by issuing a token for its user', async () => {
      const { id, by } = await someone();
      const make = () => create(admin, { name: freshName(), user_id: id });
      await doneToken(make());
      await granted(by, at.owner, { permissions: ['READ_ROLE'] });
      await refusedFor('READ_ROLE', make);
    });

    test('by regenerating or editing its token, whatever the cap of that token is', async () => {
      const { by } = await someone();
      for (const cap of [{}, { permissions: ['READ_USER'] }]) {
        const { id } = await program(by, cap);
        await doneToken(edit(admin, id, { description: 'Before.' }));
        await granted(by, at.owner, { permissions: ['READ_ROLE'], personal_access_token_id: id });
        await refusedFor('READ_ROLE', () => edit(admin, id, { unset_permissions: true }));
        await refusedFor('READ_ROLE', () => regenerate(admin, id));
      }
    });

    test('or keep an expired grant by choosing it for a token', async () => {
      const { by } = await someone();
      const id = await granted(by, at.owner, { permissions: ['READ_ROLE'] }, { for_hours: 2 });
      const picked = await program(by, { permissions: ['READ_ROLE'] });
      expect(await powerOf(picked.ask)).toEqual(['READ_ROLE']);
      await hoursLater(at.server, id, 2);
      expect(await powerOf(picked.ask)).toEqual([]);
      await refusedFor('READ_ROLE', () => create(by, { name: freshName(), permissions: ['READ_ROLE'] }));
    });

    test('or grant requests with a permission that has expired meanwhile', async () => {
      const person = await at.as.having('READ_ACCESS_REQUEST', 'UPDATE_ACCESS_REQUEST');
      const by = await inBrowser(at.server, person);
      const own = await granted(by, at.owner, { permissions: ['READ_ROLE'] }, { for_hours: 2 });
      const { id } = await done(request((await someone()).by, { permissions: ['READ_ROLE'] }));
      await hoursLater(at.server, own, 2);
      await refusedFor('READ_ROLE', () => grant(by, id));
    });
  });
});
