/** A user who issues, copies, edits or regenerates a token for another user gains no permission that they lack. */
import { describe, expect, test } from '@jest/globals';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { everyPermission } from '../../src/domain/access/permissions.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, copy, create, edit, freshName, grant, inBrowser, made, project, regenerate, world } from './acts.ts';

const administration = [
  'READ_USER',
  'CREATE_PERSONAL_ACCESS_TOKEN',
  'READ_PERSONAL_ACCESS_TOKEN',
  'UPDATE_PERSONAL_ACCESS_TOKEN',
] as const satisfies Permission[];

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  /** An administrator of tokens with these additional permissions. */
  const administrator = async (...more: Permission[]) => {
    const who = await at.as.having(...administration, ...more);
    return { ...who, by: await inBrowser(at.server, who) };
  };

  /** Every way to learn a secret of this owner (a new token, a copy, a regenerated token), and to widen a cap. */
  async function refusesAll(by: Ask, ownerId: string, tokenId: string, missing: string[] | undefined) {
    const ways = [
      () => create(by, { name: freshName(), user_id: ownerId }),
      () => copy(by, tokenId, { name: freshName() }),
      () => regenerate(by, tokenId),
      () => edit(by, tokenId, { unset_permissions: true }),
    ];
    for (const way of ways) {
      const error = await expectRefusal(at.server, 'FORBIDDEN', way);
      expect(error.extensions.missing_permissions).toEqual(missing);
    }
  }

  test('is refused if the owner has a role with permissions that the caller lacks', async () => {
    const owner = await at.as.having('READ_USER', 'DELETE_ROLE', 'UPDATE_ROLE');
    const { id } = await made(await inBrowser(at.server, owner));
    const { by } = await administrator('READ_USER');
    await refusesAll(by, owner.id, id, ['DELETE_ROLE', 'UPDATE_ROLE']);
  });

  test('is refused if the owner has a grant on a project that the caller lacks', async () => {
    const owner = await at.as.having();
    const { key } = await project(at);
    await grant(at, 'grant', key, { user_id: owner.id }, 'ADMINISTER_PROJECT');
    const { id } = await made(await inBrowser(at.server, owner));
    const { by, id: byId } = await administrator();
    await refusesAll(by, owner.id, id, ['ADMINISTER_PROJECT']);
    const capped = { name: freshName(), user_id: owner.id, permissions: ['ADMINISTER_PROJECT'] };
    await expectRefusal(at.server, 'FORBIDDEN', () => create(by, capped));
    await grant(at, 'grant', key, { user_id: byId }, 'ADMINISTER_PROJECT');
    await made(by, { user_id: owner.id });
  });

  test('is refused if the role of the owner has a grant on a project that the caller lacks', async () => {
    const owner = await at.as.having('READ_ROLE');
    const { data } = await owner.ask('{ me { role_id } }');
    const { key } = await project(at);
    await grant(at, 'grant', key, { role_id: data.me.role_id }, 'EXECUTE_ANALYSIS');
    const { by } = await administrator('READ_ROLE');
    const error = await expectRefusal(at.server, 'FORBIDDEN', () =>
      create(by, { name: freshName(), user_id: owner.id }),
    );
    expect(error.extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
    const everywhere = await administrator('READ_ROLE', 'EXECUTE_ANALYSIS');
    await made(everywhere.by, { user_id: owner.id });
  });

  test('is refused if the owner is a super admin, even for a caller with every permission by a role', async () => {
    const superAdmin = await at.as.owner();
    const { id } = await made(await inBrowser(at.server, superAdmin));
    const { by } = await administrator(...everyPermission);
    await refusesAll(by, superAdmin.id, id, undefined);
    await made(by, { user_id: superAdmin.id, permissions: ['READ_USER'] });
  });

  test('is allowed with a cap without the permissions that the caller lacks', async () => {
    const owner = await at.as.having('READ_USER', 'DELETE_ROLE');
    const { by } = await administrator('READ_USER');
    const token = await made(by, { user_id: owner.id, permissions: ['READ_USER'] });
    expect(token.permissions).toEqual(['READ_USER']);
  });

  test('is refused with a cap that exceeds the owner, even if the caller has its permissions', async () => {
    const owner = await at.as.having('READ_USER');
    const input = { name: freshName(), user_id: owner.id, permissions: ['READ_USER', 'READ_ROLE'] };
    const error = await expectRefusal(at.server, 'FORBIDDEN', () => create(at.owner, input));
    expect(error.extensions.missing_permissions).toEqual(['READ_ROLE']);
  });

  test('users issue their own tokens with all of their permissions', async () => {
    const who = await at.as.having('READ_USER');
    const { key } = await project(at);
    await grant(at, 'grant', key, { user_id: who.id }, 'ADMINISTER_PROJECT');
    await made(await inBrowser(at.server, who), { permissions: ['READ_USER', 'ADMINISTER_PROJECT'] });
  });
});
