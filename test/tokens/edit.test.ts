/** Editing and copying tokens: what they change, what they never change, and what is refused without writing. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  copy,
  create,
  dayIn,
  done,
  edit,
  freshName,
  grant,
  holding,
  inBrowser,
  inDays,
  made,
  project,
  refusal,
  revoke,
  rowsOf,
  setPolicy,
  world,
} from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let by: Ask;
  let id: string;
  beforeAll(async () => {
    const who = await at.as.having('READ_USER', 'READ_ROLE');
    ({ id } = who);
    by = await inBrowser(at.server, who);
  });
  const hashes = (tokenId: string) =>
    rowsOf(at.server, sql`select secret_hash::text, type, user_id from personal_access_tokens where id = ${tokenId}`);

  describe('editing', () => {
    test('changes name, description, expiry and cap, and never the secret', async () => {
      const token = await made(by);
      const before = await hashes(token.id);
      const cap = { permissions: ['READ_USER'], methods: ['users', 'me'], allowed_subnets: ['127.0.0.0/8'] };
      const words = { name: ' New name ', description: ' What for ', expires_on: dayIn(9) };
      const edited = await done(edit(by, token.id, { ...cap, ...words }));
      expect(edited).toMatchObject({
        ...cap,
        id: token.id,
        name: 'New name',
        description: 'What for',
        expires_at: `${dayIn(9)}T00:00:00.000+00:00`,
        token: null,
        last_four: token.last_four,
      });
      expect(edited._version).not.toBe(token._version);
      expect(await hashes(token.id)).toEqual(before);
      expect((await holding(at.server, token.token)('{ me { id } }')).data.me).toEqual({ id });
    });

    test('ignores null, and unsets a field only with unset_…', async () => {
      const cap = { permissions: ['READ_USER'], methods: ['me'], allowed_subnets: ['127.0.0.0/8'] };
      const token = await made(by, { ...cap, description: 'd', expires_at: inDays(5) });
      const empty = { name: null, description: null, expires_at: null, permissions: null, methods: null };
      for (const input of [empty, {}, { name: 'Other' }])
        expect(await done(edit(by, token.id, input))).toMatchObject({
          ...cap,
          description: 'd',
          expires_at: token.expires_at,
        });
      const unset = {
        unset_expires_at: true,
        unset_permissions: true,
        unset_methods: true,
        unset_allowed_subnets: true,
      };
      expect(await done(edit(by, token.id, unset))).toMatchObject({
        name: 'Other',
        expires_at: null,
        permissions: null,
        methods: null,
        allowed_subnets: null,
      });
    });

    test('a permission set replaces a list of permissions, and a list a permission set', async () => {
      const { data } = await by('{ permission_sets(name: "Read only") { entities { id } } }');
      const set = data.permission_sets.entities[0].id;
      const token = await made(by, { permissions: ['READ_USER'] });
      expect(await done(edit(by, token.id, { permission_set_id: set }))).toMatchObject({
        permission_set_id: set,
        permissions: null,
      });
      expect(await done(edit(by, token.id, { permissions: ['READ_ROLE'] }))).toMatchObject({
        permission_set_id: null,
        permissions: ['READ_ROLE'],
      });
    });

    test('refuses a taken, blank or too long name, and accepts the current name in another case', async () => {
      const [token, other] = [await made(by), await made(by)];
      await expectRefusal(at.server, 'CONFLICT', () => edit(by, token.id, { name: other.name.toUpperCase() }));
      for (const name of ['', 'x'.repeat(101)])
        await expectRefusal(at.server, 'INVALID_INPUT', () => edit(by, token.id, { name }));
      expect((await done(edit(by, token.id, { name: token.name.toUpperCase() }))).name).toBe(token.name.toUpperCase());
    });

    test('of many who choose one name at the same time, one gets it and the others get CONFLICT', async () => {
      const tokens = await Promise.all(Array.from({ length: 6 }, () => made(by)));
      const name = freshName('contested');
      const answers = await Promise.all([
        ...tokens.map((token) => edit(by, token.id, { name })),
        ...tokens.map((token) => copy(by, token.id, { name })),
        ...tokens.map(() => create(by, { name })),
      ]);
      const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code);
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(17);
    });

    test('does not change the cap of an analysis token', async () => {
      const { key } = await project(at);
      const token = await made(at.owner, { type: 'PROJECT_ANALYSIS', project_key: key });
      for (const input of [{ permissions: ['READ_USER'] }, { methods: ['me'] }, { permission_set_id: '1' }])
        await expectRefusal(at.server, 'INVALID_INPUT', () => edit(at.owner, token.id, input));
      expect((await done(edit(at.owner, token.id, { name: freshName() }))).type).toBe('PROJECT_ANALYSIS');
    });

    test('a revoked token cannot be edited', async () => {
      const token = await made(by);
      await revoke(by, token.id);
      await expectRefusal(at.server, 'CONFLICT', () => edit(by, token.id, { name: 'x' }));
    });

    test('without a permission another user’s token is NOT_FOUND, like an unknown one', async () => {
      const token = await made(at.owner);
      const answers = [await edit(by, token.id, { name: 'x' }), await edit(by, '987654', { name: 'x' })];
      expect(answers.map((answer) => refusal(answer).code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
      const [theirs, unknown] = answers.map(({ errors }) => errors?.[0]?.message.replace(/\d+/, ''));
      expect(theirs).toBe(unknown);
    });

    test('a caller who may read another user’s token gets the permission that editing requires in the error', async () => {
      const token = await made(by);
      const reader = await inBrowser(at.server, await at.as.having('READ_PERSONAL_ACCESS_TOKEN'));
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => edit(reader, token.id, { name: 'x' }));
      expect(extensions.request_access?.permissions).toEqual(['UPDATE_PERSONAL_ACCESS_TOKEN']);
    });
  });

  describe('copying', () => {
    test('issues a token with the same cap, a new name and a new secret, and does not change the original', async () => {
      const cap = { permissions: ['READ_USER'], methods: ['me', 'users'], allowed_subnets: ['127.0.0.0/8'] };
      const token = await made(by, { ...cap, description: 'd', expires_at: inDays(5) });
      const whole = sql`select t::text from personal_access_tokens t where id = ${token.id}`;
      const before = await rowsOf(at.server, whole);
      const copied = await done(copy(by, token.id, { name: freshName('copy') }));
      expect(copied).toMatchObject({
        ...cap,
        description: 'd',
        expires_at: token.expires_at,
        user_id: id,
        type: 'USER',
      });
      expect(copied.id).not.toBe(token.id);
      expect(copied.token).not.toBe(token.token);
      expect(await rowsOf(at.server, whole)).toEqual(before);
      for (const secret of [token.token, copied.token])
        expect((await holding(at.server, secret)('{ me { id } }')).data.me).toEqual({ id });
    });

    test('requires a name that is not taken', async () => {
      const token = await made(by);
      await expectRefusal(at.server, 'CONFLICT', () => copy(by, token.id, { name: token.name }));
      await expectRefusal(at.server, 'INVALID_INPUT', () => copy(by, token.id, { name: ' ' }));
    });

    test('gives no permission that the owner has lost since', async () => {
      const who = await at.as.having('READ_USER', 'READ_ROLE');
      const roleId = (await who.ask('{ me { role_id } }')).data.me.role_id;
      const theirs = await inBrowser(at.server, who);
      const { key } = await project(at);
      await grant(at, 'grant', key, { user_id: who.id });
      const tokens = [
        await made(theirs, { permissions: ['READ_USER'] }),
        await made(theirs, { type: 'PROJECT_ANALYSIS', project_key: key }),
      ];
      await grant(at, 'revoke', key, { user_id: who.id });
      await at.owner(`mutation { updateRole(id: ${roleId}, input: { applied_permissions: [READ_ROLE] }) { id } }`);
      const missing = [];
      for (const token of tokens) {
        const error = await expectRefusal(at.server, 'FORBIDDEN', () => copy(theirs, token.id, { name: freshName() }));
        missing.push(...(error.extensions.missing_permissions ?? []));
      }
      expect(missing).toEqual(['READ_USER', 'EXECUTE_ANALYSIS']);
    });

    test('of a global analysis token requires what issuing one requires, and may do what its owner still may', async () => {
      const who = await at.as.having('EXECUTE_ANALYSIS', 'PROVISION_PROJECT', 'READ_ROLE');
      const roleId = (await who.ask('{ me { role_id } }')).data.me.role_id;
      const theirs = await inBrowser(at.server, who);
      const token = await made(theirs, { type: 'GLOBAL_ANALYSIS' });
      const keep = (permissions: string) =>
        at.owner(`mutation { updateRole(id: ${roleId}, input: { applied_permissions: [${permissions}] }) { id } }`);
      const mayDo = async (secret: string) =>
        (await holding(at.server, secret)('{ me { effective_permissions } }')).data.me.effective_permissions;

      const whole = await done(copy(theirs, token.id, { name: freshName() }));
      expect(await mayDo(whole.token)).toEqual(['EXECUTE_ANALYSIS', 'PROVISION_PROJECT']);
      await keep('EXECUTE_ANALYSIS');
      const less = await done(copy(theirs, token.id, { name: freshName() }));
      expect(less.type).toBe('GLOBAL_ANALYSIS');
      for (const { token: secret } of [whole, less]) {
        expect(await mayDo(secret)).toEqual(['EXECUTE_ANALYSIS']);
        const create = `mutation { createProject(input: { key: "${freshName('k').replaceAll(' ', '-')}", name: "n" }) { id } }`;
        expect(refusal(await holding(at.server, secret)(create))).toEqual({
          code: 'FORBIDDEN',
          missing: ['PROVISION_PROJECT'],
        });
      }
      await keep('PROVISION_PROJECT');
      const error = await expectRefusal(at.server, 'FORBIDDEN', () => copy(theirs, token.id, { name: freshName() }));
      expect(error.extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
    });

    test('counts towards the number of tokens that a user may have', async () => {
      const theirs = await inBrowser(at.server, await at.as.having());
      const token = await made(theirs);
      await setPolicy(at, { tokens_per_user: 2 });
      await expectRefusal(at.server, 'CONFLICT', () => copy(theirs, token.id, { name: freshName() }));
      await setPolicy(at, { tokens_per_user: 8 });
      const many = await Promise.all(Array.from({ length: 12 }, () => copy(theirs, token.id, { name: freshName() })));
      expect(many.filter(({ errors }) => !errors)).toHaveLength(6);
      await setPolicy(at, { tokens_per_user: 100 });
    });
  });
});
