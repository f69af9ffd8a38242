/** A caller who may not read a row gets the same error for an existing row as for an unknown one. */

import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import * as passwordPolicy from '../../src/domain/sign-in/password-policy.ts';
import { done, request } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import { type Ask, grant as grantOn, inBrowser, made, project, revoke, rowsOf, world } from '../tokens/acts.ts';
import { contents, expectRefusal } from './writing.ts';

const unknown = '987654321';
const document =
  (name: string, args: string, answer = '{ __typename }') =>
  (id: string) =>
    `mutation { ${name}(${args.replaceAll('ID', id)}) ${answer} }`;

/** Mutations that name a user. */
const ofUsers: Record<string, (id: string) => string> = {
  'updateUser with a name': document('updateUser', 'id: ID, input: { name: "Renamed" }'),
  'updateUser with a weak password': document('updateUser', 'id: ID, input: { password: "short" }'),
  'updateUser with a good password': document('updateUser', 'id: ID, input: { password: "walnut orbit hesitant 91" }'),
  'updateUser with an invalid user name': document('updateUser', 'id: ID, input: { username: "a b" }'),
  'updateUser that unsets the role': document('updateUser', 'id: ID, input: { unset_role_id: true }'),
  'updateUser that disables the user': document('updateUser', 'id: ID, input: { enabled: false }'),
  resendUserCreationEmail: document('resendUserCreationEmail', 'user_id: ID'),
  createPersonalAccessToken: document('createPersonalAccessToken', 'input: { name: "x", user_id: ID }'),
  'createPersonalAccessToken with permissions': document(
    'createPersonalAccessToken',
    'input: { name: "x", user_id: ID, permissions: [READ_ALL_LOGS] }',
  ),
  'createPersonalAccessToken of an analysis token': document(
    'createPersonalAccessToken',
    'input: { name: "x", user_id: ID, type: GLOBAL_ANALYSIS }',
  ),
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const someone = async (...permissions: Parameters<typeof at.as.having>) => {
    const who = await at.as.having(...permissions);
    return { ...who, by: await inBrowser(at.server, who) };
  };
  const roleOf = async ({ ask }: { ask: Ask }) => (await ask('{ me { role_id } }')).data.me.role_id as string;

  /** Expects equal answers, apart from the ids, for the existing and an unknown id, and that nothing was written. */
  async function expectAlike(by: Ask, query: (id: string) => string, existing: string, code = 'NOT_FOUND') {
    const before = await contents(at.server);
    const answers = [];
    for (const id of [existing, unknown]) {
      const { data, errors, status } = await by(query(id));
      expect(errors?.[0]?.extensions.code).toBe(code);
      const { message, extensions } = (errors as NonNullable<typeof errors>)[0] as NonNullable<typeof errors>[number];
      answers.push({
        data,
        status,
        message: message.replaceAll(id, 'ID'),
        extensions: JSON.stringify(extensions).replaceAll(id, 'ID'),
      });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await contents(at.server)).toBe(before);
  }

  test.each(Object.entries(ofUsers))(
    'a caller without READ_USER gets the same error for an existing and an unknown user: %s',
    async (_, query) => {
      const blind = await someone('CREATE_USER', 'UPDATE_USER', 'CREATE_PERSONAL_ACCESS_TOKEN');
      const reader = await someone('CREATE_USER', 'UPDATE_USER', 'CREATE_PERSONAL_ACCESS_TOKEN', 'READ_USER');
      for (const subject of [await someone('READ_ALL_LOGS'), await at.as.owner()]) {
        await expectAlike(blind.by, query, subject.id);
        await expectRefusal(at.server, 'FORBIDDEN', () => reader.by(query(subject.id)));
      }
      await expectRefusal(at.server, 'NOT_FOUND', () => reader.by(query(unknown)));
    },
  );

  test('a caller without READ_USER gets the same error for a disabled and an unknown user: createPersonalAccessToken', async () => {
    const blind = await someone('CREATE_PERSONAL_ACCESS_TOKEN');
    const { id } = await at.as.having();
    await at.owner(`mutation { updateUser(id: ${id}, input: { enabled: false }) { id } }`);
    await expectAlike(blind.by, ofUsers.createPersonalAccessToken as (id: string) => string, id);
  });

  test('a caller without READ_USER gets the same error for an unknown user and one who lacks the permissions of the new token', async () => {
    const blind = await someone('CREATE_PERSONAL_ACCESS_TOKEN', 'CREATE_USER');
    const { id } = await at.as.having();
    const picked = 'input: { name: "x", user_id: ID, permissions: [CREATE_USER] }';
    await expectAlike(blind.by, document('createPersonalAccessToken', picked), id);
  });

  test('a caller without READ_ROLE gets the same error for an existing and an unknown role', async () => {
    const { by, id: byId } = await someone('CREATE_USER', 'UPDATE_USER', 'UPDATE_ROLE', 'DELETE_ROLE');
    const role = await roleOf(await at.as.having('READ_ALL_LOGS'));
    await expectAlike(by, document('updateRole', 'id: ID, input: { name: "Renamed" }'), role);
    await expectAlike(by, document('updateRole', 'id: ID, input: { name: " " }'), role);
    await expectAlike(by, document('updateRole', 'id: ID, input: { applied_permissions: [] }'), role);
    await expectAlike(by, document('deleteRole', 'id: ID'), role);
    const names = 'name: "N", public_name: "N", username: "n-ID", email_address: "n-ID@example.com"';
    await expectAlike(by, document('createUser', `input: { ${names}, role_id: ID }`), role, 'INVALID_INPUT');
    await expectAlike(by, document('updateUser', `id: ${byId}, input: { role_id: ID }`), role, 'INVALID_INPUT');
  });

  test('a caller without READ_PERSONAL_ACCESS_TOKEN gets the same error for an active, a revoked and an unknown token', async () => {
    const blind = await someone('CREATE_PERSONAL_ACCESS_TOKEN', 'UPDATE_PERSONAL_ACCESS_TOKEN', 'READ_USER');
    const owner = await someone('READ_ALL_LOGS');
    const revoked = await made(owner.by);
    await revoke(owner.by, revoked.id);
    for (const { id } of [await made(owner.by), revoked]) {
      await expectAlike(blind.by, document('updatePersonalAccessToken', 'id: ID, input: { name: "Mine" }'), id);
      await expectAlike(blind.by, document('updatePersonalAccessToken', 'id: ID, input: { name: " " }'), id);
      await expectAlike(blind.by, document('regeneratePersonalAccessToken', 'id: ID'), id);
      await expectAlike(blind.by, document('copyPersonalAccessToken', 'id: ID, input: { name: "Mine" }'), id);
      await expectAlike(blind.by, document('shrinkPersonalAccessToken', 'id: ID, input: {}'), id);
      await expectAlike(blind.by, document('restorePersonalAccessToken', 'id: ID'), id);
    }
  });

  test('a caller without READ_ACCESS_REQUEST gets the same error for an existing and an unknown access request', async () => {
    const blind = await someone('UPDATE_ACCESS_REQUEST');
    const asker = await someone('READ_USER');
    const { id } = await done(request(asker.by, { permissions: ['READ_ALL_LOGS'] }));
    await expectAlike(blind.by, document('grantAccess', 'id: ID'), id);
    await asker.by(`mutation { endAccess(id: ${id}) { id } }`);
    await expectAlike(blind.by, document('declineAccess', 'id: ID'), id);
  });

  test('a caller gets the same error for an existing project without a grant and an unknown one', async () => {
    const { by } = await someone('READ_USER');
    const { id } = await project(at);
    await expectAlike(by, document('updateProject', 'id: ID, input: { name: "Mine" }'), id, 'FORBIDDEN');
  });

  test('revoking a grant that does not exist gives the same answer for an existing and an unknown user or role', async () => {
    const { by, id } = await someone();
    const { key } = await project(at);
    await grantOn(at, 'grant', key, { user_id: id }, 'ADMINISTER_PROJECT');
    const subject = await at.as.having();
    const role = await roleOf(subject);
    const entries = () => rowsOf(at.server, sql`select count(*) from logs`);
    const before = await entries();
    for (const [name, existing] of [
      ['user_id', subject.id],
      ['role_id', role],
    ] as const)
      for (const holder of [existing, unknown]) {
        const input = `input: { project_key: "${key}", permission: ADMINISTER_PROJECT, ${name}: ID }`;
        const { data, errors } = await by(document('revokeProjectPermission', input, '{ success }')(holder));
        expect({ data, errors }).toEqual({ data: { revokeProjectPermission: { success: true } }, errors: undefined });
      }
    expect(await entries()).toEqual(before);
  });

  test('a caller with READ_USER is shown why a password was refused only where the caller may set that password', async () => {
    const { by } = await someone('UPDATE_USER', 'READ_USER');
    const beyond = await at.as.having('READ_ALL_LOGS');
    const within = await at.as.having();
    // The first refusal would store the default policy.
    await passwordPolicy.read(at.server.db);
    const weak = (id: string) => () => by(`mutation { updateUser(id: ${id}, input: { password: "short" }) { id } }`);
    await expectRefusal(at.server, 'FORBIDDEN', weak(beyond.id));
    const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', weak(within.id));
    expect(Object.keys(extensions.fields ?? {})).toEqual(['password']);
    const unfit = (id: string) => () => by(`mutation { updateUser(id: ${id}, input: { username: "a b" }) { id } }`);
    await expectRefusal(at.server, 'FORBIDDEN', unfit(beyond.id));
    await expectRefusal(at.server, 'INVALID_INPUT', unfit(within.id));
  });
});
