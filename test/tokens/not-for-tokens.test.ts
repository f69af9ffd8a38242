/** Tokens cannot manage tokens, their rules, passwords or their own owner, so that no access remains after a leaked token is revoked. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { schema } from '../../src/graphql/schema.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, holding, inBrowser, made, project, regenerate, setPolicy, world } from './acts.ts';

const tokenFields = '{ id token }';
/** Every act that no token may do, given the ids of the token itself, of another token of its owner, of its owner, of another user and of a permission set. */
const acts: Record<
  string,
  (ids: { itself: string; sibling: string; user: string; other: string; set: string }) => string
> = {
  'issue a token': () => `createPersonalAccessToken(input: { name: "n" }) ${tokenFields}`,
  'issue a token for another user': () => `createPersonalAccessToken(input: { name: "n", user_id: 1 }) ${tokenFields}`,
  'edit itself': ({ itself }) => `updatePersonalAccessToken(id: ${itself}, input: { name: "n" }) ${tokenFields}`,
  'edit another token': ({ sibling }) =>
    `updatePersonalAccessToken(id: ${sibling}, input: { name: "n" }) ${tokenFields}`,
  'copy itself': ({ itself }) => `copyPersonalAccessToken(id: ${itself}, input: { name: "n" }) ${tokenFields}`,
  'copy another token': ({ sibling }) => `copyPersonalAccessToken(id: ${sibling}, input: { name: "n" }) ${tokenFields}`,
  'regenerate another token': ({ sibling }) =>
    `regeneratePersonalAccessToken(id: ${sibling}, input: {}) ${tokenFields}`,
  'shrink itself': ({ itself }) =>
    `shrinkPersonalAccessToken(id: ${itself}, input: { permissions: [READ_USER] }) ${tokenFields}`,
  'restore itself': ({ itself }) => `restorePersonalAccessToken(id: ${itself}) ${tokenFields}`,
  'restore another token': ({ sibling }) => `restorePersonalAccessToken(id: ${sibling}) ${tokenFields}`,
  'revoke itself': ({ itself }) => `deletePersonalAccessToken(id: ${itself}) { success }`,
  'revoke another token': ({ sibling }) => `deletePersonalAccessToken(id: ${sibling}) { success }`,
  'revoke several tokens': ({ sibling }) => `deletePersonalAccessTokens(ids: [${sibling}]) { id }`,
  'revoke all tokens': () => 'deletePersonalAccessTokens(all: true) { id }',
  'confirm itself after a restore': ({ itself }) => `confirmPersonalAccessTokens(ids: [${itself}]) { success }`,
  'confirm the password': () => 'confirmPassword(current_password: "plum tractor seldom 47") { success }',
  'enroll a second factor of its owner': () => 'createAuthenticationFactor(input: { type: TOTP }) { id secret_data }',
  'verify a second factor of its owner': () =>
    'verifyOneTimePasswordForAuthenticationFactor(input: { type: TOTP, one_time_password: "123456" }) { id }',
  'enroll a second factor of its owner anew': () => 'reenrollAuthenticationFactor(id: 1) { secret_data }',
  'rename a passkey of its owner': () => 'updateAuthenticationFactor(id: 1, input: { data: "n" }) { id }',
  'remove a second factor of its owner': () => 'deleteAuthenticationFactor(id: 1) { success }',
  'request a code for its owner': () => 'requestOneTimePassword(type: EMAIL) { message }',
  'reset the second factors of another user': ({ other }) =>
    `resetAuthenticationFactors(user_id: ${other}) { success }`,
  'reset the second factors of its owner': ({ user }) => `resetAuthenticationFactors(user_id: ${user}) { success }`,
  'link a company account to its owner': () => 'linkProviderIdentity(provider_id: "acme") { message }',
  'remove the link of its owner to a company account': () => 'deleteProviderIdentity(id: 1) { success }',
  'remove the link of another user to a company account': ({ other }) =>
    `deleteProviderIdentityOfUser(user_id: ${other}, id: 1) { success }`,
  'require a second factor of everybody': () => 'updateMfaAdminSettings(input: { is_mfa_required: true }) { id }',
  'update the token policy': () => 'updateTokenPolicy(input: { tokens_may_rotate_themselves: true }) { warning_days }',
  'update the password policy': () => 'updatePasswordPolicy(input: { minimum_length: 8 }) { id }',
  'create a permission set': () => 'createPermissionSet(input: { name: "n", permissions: [READ_USER] }) { id }',
  'update a permission set': ({ set }) => `updatePermissionSet(id: ${set}, input: { permissions: [READ_ROLE] }) { id }`,
  'delete a permission set': ({ set }) => `deletePermissionSet(id: ${set}) { success }`,
  'create a custom permission': () =>
    'createPermission(input: { name: "BY_TOKEN", group: "Billing", description: "Bills" }) { id }',
  'update a custom permission': () => 'updatePermission(id: 1, input: { unset_retired: true }) { id }',
  'retire a custom permission': () => 'retirePermission(id: 1) { id }',
  'delete a custom permission': () => 'deletePermission(id: 1) { success }',
  'create a webhook': () =>
    'createWebhook(input: { url: "https://example.com/", event_types: ["token.created"] }) { id }',
  'update a webhook': () => 'updateWebhook(id: 1, input: { enabled: true }) { id }',
  'delete a webhook': () => 'deleteWebhook(id: 1) { success }',
  'give a webhook a new secret': () => 'rotateWebhookSecret(id: 1) { id }',
  'send a test event': () => 'sendWebhookTestEvent(id: 1) { id }',
  'send an event again': () => 'replayWebhookDelivery(id: 1) { id }',
  'register an API': () =>
    'createApi(input: { name: "shop", document: "{openapi: 3.1.0, paths: {/: {get: {security: []}}}}" }) { id }',
  'change an API': () => 'updateApi(id: 1, input: { description: "Shop" }) { id }',
  'delete an API': () => 'deleteApi(id: 1) { success }',
  'update its owner': () => 'updateMe(input: { name: "n" }) { id }',
  'set its owner’s password': () => 'updateMe(input: { password: "quiet walnut ferry 52" }) { id }',
  'update its owner by id': ({ user }) => `updateUser(id: ${user}, input: { name: "n" }) { id }`,
  'set its owner’s password by id': ({ user }) =>
    `updateUser(id: ${user}, input: { password: "quiet walnut ferry 52" }) { id }`,
  'set the password of another user': ({ other }) =>
    `updateUser(id: ${other}, input: { password: "quiet walnut ferry 52" }) { id }`,
  'request access': () => 'requestAccess(input: { permissions: [READ_USER] }) { id }',
  'grant access': () => 'grantAccess(id: 1, input: {}) { id }',
  'decline access': () => 'declineAccess(id: 1) { id }',
  'end access': () => 'endAccess(id: 1) { id }',
  'end a session': () => 'deleteSession(id: 1) { success }',
  'end all other sessions': () => 'deleteOtherSessions { success }',
  'get a one-time link of another user': ({ other }) => `resendUserCreationEmail(user_id: ${other}) { message }`,
  'get one-time links of several users': ({ user, other }) =>
    `sendPasswordLinks(user_ids: [${user}, ${other}]) { message }`,
  'get a one-time link of its owner': ({ user }) => `resendUserCreationEmail(user_id: ${user}) { message }`,
};
const regenerateItself = ({ itself }: { itself: string }) =>
  `regeneratePersonalAccessToken(id: ${itself}, input: {}) ${tokenFields}`;

test('every mutation whose description says that it is not for tokens is one of these acts', () => {
  const named = [...Object.values(acts), regenerateItself].map(
    (act) => act({ itself: '', sibling: '', user: '', other: '', set: '' }).split(/\W/)[0],
  );
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const notForTokens = mutations.filter(({ description }) => description?.includes('No token may call it'));
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
      'a super admin’s token with this cap may do none of them: %s',
      async (cap) => {
        const { id, token } = await made(by, caps[cap]);
        const program = holding(at.server, token);
        for (const [what, act] of Object.entries(acts)) {
          const ask = () => program(`mutation { ${act({ ...ids, itself: id })} }`);
          await expectRefusal(at.server, 'FORBIDDEN', ask).catch((error) => {
            throw new Error(`The token was allowed to ${what}.`, { cause: error });
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

  test('a token that may rotate itself is still limited to its root fields and by the token policy', async () => {
    await setPolicy(at, { tokens_may_rotate_themselves: true });
    const limited = await made(by, { methods: ['me'] });
    await expectRefusal(at.server, 'FORBIDDEN', () => regenerate(holding(at.server, limited.token), limited.id));
    const endless = await made(by);
    await setPolicy(at, { maximum_token_lifetime_days: 30 });
    await expectRefusal(at.server, 'INVALID_INPUT', () => regenerate(holding(at.server, endless.token), endless.id));
    await setPolicy(at, { unset_maximum_token_lifetime_days: true });
  });

  test('a token may read its owner and the tokens of its owner', async () => {
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
