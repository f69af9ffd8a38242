/** Permissions granted on one project count like those of a role: no caller gains them by editing their holder or through a role. */
import { describe, expect, test } from '@jest/globals';
import { expectRefusal } from '../../access/writing.ts';
import { kinds } from '../../server.ts';
import { freshName, grant, holding, inBrowser, made, project, world } from '../../tokens/acts.ts';

const update =
  'mutation ($id: Int64Bit!, $input: UpdateUserMutationInput) { updateUser(id: $id, input: $input) { id } }';
const create = 'mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }';
const newLink = 'mutation ($id: Int64Bit!) { resendUserCreationEmail(user_id: $id) { success } }';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  const clerk = async () => {
    const who = await at.as.having('READ_USER', 'READ_ROLE', 'CREATE_USER', 'UPDATE_USER');
    return { ...who, by: await inBrowser(at.server, who) };
  };
  const roleOf = async (who: { ask: typeof at.owner }) => (await who.ask('{ me { role_id } }')).data.me.role_id;
  const person = (more: object) => {
    const username = freshName('user').replaceAll(' ', '-');
    const email_address = `${username}@example.com`;
    return { name: username, username, public_name: username, email_address, ...more };
  };

  test('a user with a grant on a project can be changed, and sent a one-time link, only by a caller with the same permission there', async () => {
    const { by, id } = await clerk();
    const subject = await at.as.having();
    const { key } = await project(at);
    await grant(at, 'grant', key, { user_id: subject.id }, 'ADMINISTER_PROJECT');
    const acts = [
      () => by(update, { id: subject.id, input: { password: 'walnut orbit hesitant 91' } }),
      () => by(update, { id: subject.id, input: { email_address: 'mine@example.com' } }),
      () => by(newLink, { id: subject.id }),
    ];
    for (const act of acts) {
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', act);
      expect(extensions.missing_permissions).toEqual(['ADMINISTER_PROJECT']);
    }
    await grant(at, 'grant', key, { user_id: id }, 'ADMINISTER_PROJECT');
    expect((await by(newLink, { id: subject.id })).errors).toBeUndefined();
  });

  test('a caller cannot put a user into a role with a project permission that the caller lacks', async () => {
    const { by, id } = await clerk();
    const role_id = await roleOf(await at.as.having());
    const { key } = await project(at);
    await grant(at, 'grant', key, { role_id }, 'EXECUTE_ANALYSIS');
    const other = await at.as.having();
    const acts = [
      () => by(update, { id, input: { role_id } }),
      () => by(update, { id: other.id, input: { role_id } }),
      () => by(create, { input: person({ role_id }) }),
    ];
    for (const act of acts) {
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', act);
      expect(extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
    }
    await grant(at, 'grant', key, { user_id: id }, 'EXECUTE_ANALYSIS');
    expect((await by(create, { input: person({ role_id }) })).errors).toBeUndefined();
  });

  test('a token cannot give a project permission of its owner that is outside its cap', async () => {
    const { by, id } = await clerk();
    const role_id = await roleOf(await at.as.having());
    const { key } = await project(at);
    for (const holder of [{ role_id }, { user_id: id }]) await grant(at, 'grant', key, holder, 'ADMINISTER_PROJECT');
    const minted = async (permissions: string[]) => holding(at.server, (await made(by, { permissions })).token);
    const narrow = await minted(['READ_USER', 'READ_ROLE', 'CREATE_USER']);
    await expectRefusal(at.server, 'FORBIDDEN', () => narrow(create, { input: person({ role_id }) }));
    const wide = await minted(['READ_USER', 'CREATE_USER', 'ADMINISTER_PROJECT']);
    expect((await wide(create, { input: person({ role_id }) })).errors).toBeUndefined();
  });
});
