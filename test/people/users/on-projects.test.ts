/** What is granted on one project counts as much as a role: nobody comes to it by editing whoever has it, or through a role. */
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

  test('whoever may do more on a project is changed, and given a link, only by those who may do it there too', async () => {
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

  test('nobody puts others or themselves in a role that may do on a project what they may not', async () => {
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

  test('what a token is not capped to does not count as its owner’s to give', async () => {
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
