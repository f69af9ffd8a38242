/** A token never manages tokens, their rules, passwords or its own owner: a leaked one must not outlive its revocation. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { schema } from '../../src/graphql/schema.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, holding, inBrowser, made, project, regenerate, setPolicy, world } from './acts.ts';

const tokenFields = '{ id token }';
/** Every act a token never does: what is asked, given the ids of itself, of another of its owner's, of its owner and of a set. */
const acts: Record<
  string,
  (ids: { itself: string; sibling: string; user: string; other: string; set: string }) => string
> = {
  'make a token': () => `createPersonalAccessToken(input: { name: "n" }) ${tokenFields}`,
  'make one for another': () => `createPersonalAccessToken(input: { name: "n", user_id: 1 }) ${tokenFields}`,
  'edit itself': ({ itself }) => `updatePersonalAccessToken(id: ${itself}, input: { name: "n" }) ${tokenFields}`,
  'edit another': ({ sibling }) => `updatePersonalAccessToken(id: ${sibling}, input: { name: "n" }) ${tokenFields}`,
  'copy itself': ({ itself }) => `copyPersonalAccessToken(id: ${itself}, input: { name: "n" }) ${tokenFields}`,
  'copy another': ({ sibling }) => `copyPersonalAccessToken(id: ${sibling}, input: { name: "n" }) ${tokenFields}`,
  'regenerate another': ({ sibling }) => `regeneratePersonalAccessToken(id: ${sibling}, input: {}) ${tokenFields}`,
  'shrink itself': ({ itself }) =>
    `shrinkPersonalAccessToken(id: ${itself}, input: { permissions: [READ_USER] }) ${tokenFields}`,
  'restore itself': ({ itself }) => `restorePersonalAccessToken(id: ${itself}) ${tokenFields}`,
  'restore another': ({ sibling }) => `restorePersonalAccessToken(id: ${sibling}) ${tokenFields}`,
  'revoke itself': ({ itself }) => `deletePersonalAccessToken(id: ${itself}) { success }`,
  'revoke another': ({ sibling }) => `deletePersonalAccessToken(id: ${sibling}) { success }`,
  'revoke several': ({ sibling }) => `deletePersonalAccessTokens(ids: [${sibling}]) { id }`,
  'revoke all': () => 'deletePersonalAccessTokens(all: true) { id }',
  'confirm the password': () => 'confirmPassword(current_password: "plum tractor seldom 47") { success }',
  'change the policy': () => 'updateTokenPolicy(input: { tokens_may_rotate_themselves: true }) { warning_days }',
  'make a set': () => 'createPermissionSet(input: { name: "n", permissions: [READ_USER] }) { id }',
  'change a set': ({ set }) => `updatePermissionSet(id: ${set}, input: { permissions: [READ_ROLE] }) { id }`,
  'delete a set': ({ set }) => `deletePermissionSet(id: ${set}) { success }`,
  'change its owner': () => 'updateMe(input: { name: "n" }) { id }',
  'set its owner’s password': () => 'updateMe(input: { password: "quiet walnut ferry 52" }) { id }',
  'change its owner by id': ({ user }) => `updateUser(id: ${user}, input: { name: "n" }) { id }`,
  'set its owner’s password by id': ({ user }) =>
    `updateUser(id: ${user}, input: { password: "quiet walnut ferry 52" }) { id }`,
  'set another’s password': ({ other }) =>
    `updateUser(id: ${other}, input: { password: "quiet walnut ferry 52" }) { id }`,
  'ask for access': () => 'requestAccess(input: { permissions: [READ_USER] }) { id }',
  'grant access': () => 'grantAccess(id: 1, input: {}) { id }',
  'decline access': () => 'declineAccess(id: 1) { id }',
  'end access': () => 'endAccess(id: 1) { id }',
  'end a session': () => 'deleteSession(id: 1) { success }',
  'end all other sessions': () => 'deleteOtherSessions { success }',
  'have a link for another’s password': ({ other }) => `resendUserCreationEmail(user_id: ${other}) { message }`,
  'have a link for its owner’s password': ({ user }) => `resendUserCreationEmail(user_id: ${user}) { message }`,
};
const regenerateItself = ({ itself }: { itself: string }) =>
  `regeneratePersonalAccessToken(id: ${itself}, input: {}) ${tokenFields}`;

test('every mutation that says it is not for tokens is among these acts', () => {
  const named = [...Object.values(acts), regenerateItself].map(
    (act) => act({ itself: '', sibling: '', user: '', other: '', set: '' }).split(/\W/)[0],
  );
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const notForTokens = mutations.filter(({ description }) => description?.includes('Not for tokens'));
  expect(notForTokens.length).toBeGreaterThan(9);
  expect(notForTokens.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
});

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let caps: Record<string, object>;
  let by: Ask;
  let ids: { itself: string; sibling: string; user: string; other: string; set: string };
  beforeAll(async () => {
    const { key } = await project(at);
    const owner = await at.as.owner();
    by = await inBrowser(at.server, owner);
    const { data } = await by('{ permission_sets { entities { id name } } }');
    const full = data.permission_sets.entities.find(({ name }: { name: string }) => name === 'Full access');
    const methods = ['me', ...Object.keys(schema.getMutationType()?.getFields() ?? {})];
    const set = await by('mutation { createPermissionSet(input: { name: "Mine", permissions: [READ_USER] }) { id } }');
    ids = {
      itself: '',
      sibling: (await made(by)).id,
      user: owner.id,
      other: (await at.as.having()).id,
      set: set.data.createPermissionSet.id,
    };
    caps = {
      none: {},
      set: { permission_set_id: full.id },
      permissions: { permissions: [...everyPermission] },
      methods: { methods },
      'project analysis': { type: 'PROJECT_ANALYSIS', project_key: key },
      'global analysis': { type: 'GLOBAL_ANALYSIS' },
    };
  });

  describe.each(['off', 'on'])('with tokens_may_rotate_themselves %s', (rotation) => {
    beforeAll(() => setPolicy(at, { tokens_may_rotate_themselves: rotation === 'on' }));

    test.each(['none', 'set', 'permissions', 'methods', 'project analysis', 'global analysis'])(
      'a super admin’s token with this cap does none of them: %s',
      async (cap) => {
        const { id, token } = await made(by, caps[cap]);
        const program = holding(at.server, token);
        for (const [what, act] of Object.entries(acts)) {
          const ask = () => program(`mutation { ${act({ ...ids, itself: id })} }`);
          await expectRefusal(at.server, 'FORBIDDEN', ask).catch((error) => {
            throw new Error(`It was to be refused to ${what}.`, { cause: error });
          });
        }
        const regenerating = () => program(`mutation { ${regenerateItself({ itself: id })} }`);
        if (rotation === 'off') {
          await expectRefusal(at.server, 'FORBIDDEN', regenerating);
          expect((await program('{ me { id } }')).data.me).toEqual({ id: ids.user });
          return;
        }
        const { data, errors } = await regenerating();
        expect(errors).toBeUndefined();
        expect(data.regeneratePersonalAccessToken).toEqual({ id, token: expect.not.stringContaining(token) });
        expect((await program('{ me { id } }')).status).toBe(401);
      },
    );
  });

  test('a token that may rotate itself still keeps to its methods and to the policy', async () => {
    await setPolicy(at, { tokens_may_rotate_themselves: true });
    const limited = await made(by, { methods: ['me'] });
    await expectRefusal(at.server, 'FORBIDDEN', () => regenerate(holding(at.server, limited.token), limited.id));
    const endless = await made(by);
    await setPolicy(at, { maximum_token_lifetime_days: 30 });
    await expectRefusal(at.server, 'INVALID_INPUT', () => regenerate(holding(at.server, endless.token), endless.id));
    await setPolicy(at, { unset_maximum_token_lifetime_days: true });
  });

  test('reading about oneself and one’s tokens is fine', async () => {
    const { token } = await made(by);
    const { errors } = await holding(
      at.server,
      token,
    )(
      '{ me { id effective_permissions } personal_access_tokens { entities { id } } token_policy { warning_days } permission_sets { entities { id } } }',
    );
    expect(errors).toBeUndefined();
  });
});
