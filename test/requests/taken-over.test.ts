/** An access request ends when another user takes over the account or token that it is for. */
import { describe, expect, test } from '@jest/globals';
import { kinds } from '../server.ts';
import { inBrowser, made, regenerate, world } from '../tokens/acts.ts';
import { done, grant, request } from './acts.ts';

const updateUser =
  'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }';
const resend = 'mutation ($id: Int64Bit!) { resendUserCreationEmail(user_id: $id) { message } }';
const password = 'walnut orbit hesitant 91';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const administrator = async () =>
    inBrowser(
      at.server,
      await at.as.having('READ_USER', 'UPDATE_USER', 'READ_PERSONAL_ACCESS_TOKEN', 'UPDATE_PERSONAL_ACCESS_TOKEN'),
    );
  const asking = async (forToken: boolean) => {
    const who = await at.as.having('READ_USER');
    const by = await inBrowser(at.server, who);
    const token = await made(by);
    const personal_access_token_id = forToken ? token.id : null;
    const { id } = await done(request(by, { permissions: ['READ_ALL_LOGS'], personal_access_token_id }));
    return { who, by, token, id };
  };
  const granting = async (id: string) => (await grant(at.owner, id)).errors?.[0]?.extensions.code;

  test('a request ends when another user sets the password of the requester', async () => {
    const { who, id } = await asking(false);
    await (await administrator())(updateUser, { id: who.id, input: { password } });
    expect(await granting(id)).toBe('CONFLICT');
  });

  test('a request ends when a one-time link that another user issued is used', async () => {
    const { who, id } = await asking(true);
    const { data } = await (await administrator())(resend, { id: who.id });
    const path = /\/set-password\/\w{30}/.exec(data.resendUserCreationEmail.message)?.[0] as string;
    const headers = { 'Content-Type': 'application/json' };
    await at.server.fetch(path, { method: 'POST', headers, body: JSON.stringify({ password }) });
    expect(await granting(id)).toBe('CONFLICT');
  });

  test('a request for a token ends when another user regenerates the token', async () => {
    const { token, id } = await asking(true);
    await done(regenerate(await administrator(), token.id));
    expect(await granting(id)).toBe('CONFLICT');
  });

  test('a request stays pending when the requester changes their password or regenerates the token', async () => {
    const { by, token, id } = await asking(true);
    await done(regenerate(by, token.id));
    const changed = await by('mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }', {
      input: { password },
    });
    expect(changed.errors).toBeUndefined();
    expect(await granting(id)).toBeUndefined();
  });
});
