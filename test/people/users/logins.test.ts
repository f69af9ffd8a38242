/** Users sign in with a user name or an email address: neither may equal the user name or email address of another user. */
import { describe, expect, test } from '@jest/globals';
import { expectRefusal } from '../../access/writing.ts';
import { kinds } from '../../server.ts';
import { freshName, inBrowser, world } from '../../tokens/acts.ts';

const updateMe = 'mutation ($input: UpdateMeMutationInput) { updateMe(input: $input) { id } }';
const createUser = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }';
const address = () => `${freshName('Ann').replaceAll(' ', '.')}@Example.com`;

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const person = async () => inBrowser(at.server, await at.as.having());
  const change = async (input: object) => expect((await (await person())(updateMe, { input })).errors).toBeUndefined();

  test('an email address that equals the user name of another user is taken', async () => {
    const name = address();
    await change({ username: name });
    const by = await person();
    const refused = await expectRefusal(at.server, 'CONFLICT', () =>
      by(updateMe, { input: { email_address: name.toLowerCase() } }),
    );
    expect(refused.extensions.fields).toHaveProperty('email_address');
  });

  test('a user name that equals the email address of another user is taken, for a new user too', async () => {
    const email_address = address();
    await change({ email_address });
    const by = await person();
    const username = email_address.toUpperCase();
    const refused = await expectRefusal(at.server, 'CONFLICT', () => by(updateMe, { input: { username } }));
    expect(refused.extensions.fields).toHaveProperty('username');
    const input = { name: 'New', public_name: 'New', username, email_address: address() };
    await expectRefusal(at.server, 'CONFLICT', () => at.owner(createUser, { input }));
  });

  test('a user may have the same user name and email address', async () => {
    const email_address = address();
    await change({ email_address, username: email_address });
  });

  test('of two users who take the same login at the same time, one as user name and one as email address, one gets it', async () => {
    const login = address();
    const [ann, bob] = await Promise.all([person(), person()]);
    const answers = await Promise.all([
      ann(updateMe, { input: { username: login } }),
      bob(updateMe, { input: { email_address: login } }),
    ]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code).sort()).toEqual(['CONFLICT', undefined]);
  });
});
