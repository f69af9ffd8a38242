/** What analysis tokens may do on projects: at most what their owner currently may, and only analyses. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import {
  type Ask,
  analyse,
  freshName,
  grant,
  holding,
  inBrowser,
  made,
  project,
  refusal,
  rowsOf,
  world,
} from './acts.ts';

const seen = async (by: Ask) => {
  const { data } = await by('{ projects { entities { key analyses { entities { revision } } } } }');
  return data.projects.entities.map(({ key }: { key: string }) => key);
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let one: { id: string; key: string };
  let other: { id: string; key: string };
  beforeAll(async () => {
    one = await project(at);
    other = await project(at);
  });

  const forbidden = (missing: string) => ({ code: 'FORBIDDEN', missing: [missing] });
  const row = async (id: string) => {
    const [found] = await rowsOf<object>(
      at.server,
      sql`select xmin::text, updated_at::text, version, t::text as whole from personal_access_tokens t where id = ${id}`,
    );
    return found;
  };

  test('a project analysis token is blocked while its owner lacks the grant and works with it again, without a write to its row', async () => {
    const who = await at.as.having();
    await grant(at, 'grant', one.key, { user_id: who.id });
    const by = await inBrowser(at.server, who);
    const { id, token } = await made(by, { type: 'PROJECT_ANALYSIS', project_key: one.key });
    const program = holding(at.server, token);
    const version = `{ personal_access_tokens(id: ${id}) { entities { _version updated_at } } }`;
    const [before, versionBefore] = [await row(id), (await by(version)).data];
    expect((await analyse(program, one.key)).errors).toBeUndefined();
    for (let time = 0; time < 3; time++) {
      await grant(at, 'revoke', one.key, { user_id: who.id });
      expect(refusal(await analyse(program, one.key))).toEqual(forbidden('EXECUTE_ANALYSIS'));
      expect(await seen(program)).toEqual([]);
      await grant(at, 'grant', one.key, { user_id: who.id });
      expect((await analyse(program, one.key)).errors).toBeUndefined();
      expect(await seen(program)).toEqual([one.key]);
    }
    await at.server.usage.flush(true);
    expect(await row(id)).toEqual(before);
    expect((await by(version)).data).toEqual(versionBefore);
  });

  test('a project analysis token follows a grant to the role and a permission everywhere in the same way', async () => {
    const who = await at.as.having('EXECUTE_ANALYSIS', 'READ_ROLE');
    const roleId = (await who.ask('{ me { role_id } }')).data.me.role_id;
    const by = await inBrowser(at.server, who);
    const { token } = await made(by, { type: 'PROJECT_ANALYSIS', project_key: one.key });
    const program = holding(at.server, token);
    const roles = (permissions: string) =>
      at.owner(`mutation { updateRole(id: ${roleId}, input: { applied_permissions: [${permissions}] }) { id } }`);
    expect((await analyse(program, one.key)).errors).toBeUndefined();
    await roles('READ_ROLE');
    expect(refusal(await analyse(program, one.key))).toEqual(forbidden('EXECUTE_ANALYSIS'));
    expect(await seen(program)).toEqual([]);
    await grant(at, 'grant', one.key, { role_id: roleId });
    expect((await analyse(program, one.key)).errors).toBeUndefined();
    await grant(at, 'revoke', one.key, { role_id: roleId });
    await roles('READ_ROLE, EXECUTE_ANALYSIS');
    expect((await analyse(program, one.key)).errors).toBeUndefined();
    expect(await seen(program)).toEqual([one.key]);
  });

  describe('a project analysis token of a super admin', () => {
    let program: Ask;
    beforeAll(async () => {
      program = holding(at.server, (await made(at.owner, { type: 'PROJECT_ANALYSIS', project_key: one.key })).token);
    });

    test('sees only its project, although its owner administers all', async () => {
      expect(await seen(at.owner)).toEqual([one.key, other.key]);
      expect(await seen(program)).toEqual([one.key]);
      for (const key of [other.key, 'unknown'])
        expect(refusal(await analyse(program, key))).toEqual(forbidden('EXECUTE_ANALYSIS'));
    });

    test('has no permission outside its project', async () => {
      expect((await program('{ me { effective_permissions } }')).data.me.effective_permissions).toEqual([]);
      for (const [query, missing] of [
        ['{ users { entities { id } } }', 'READ_USER'],
        ['{ roles { entities { id } } }', 'READ_ROLE'],
        ['{ all_personal_access_tokens { entities { id } } }', 'READ_PERSONAL_ACCESS_TOKEN'],
        [`mutation { createProject(input: { key: "n", name: "N" }) { id } }`, 'PROVISION_PROJECT'],
      ] as const)
        expect(refusal(await program(query))).toEqual(forbidden(missing));
    });
  });

  test('a global analysis token may analyse and create projects while its owner may everywhere, and not by project grants', async () => {
    const who = await at.as.having('EXECUTE_ANALYSIS', 'PROVISION_PROJECT', 'READ_ROLE');
    const roleId = (await who.ask('{ me { role_id } }')).data.me.role_id;
    const { token } = await made(await inBrowser(at.server, who), { type: 'GLOBAL_ANALYSIS' });
    const program = holding(at.server, token);
    const provision = () =>
      program(
        `mutation { createProject(input: { key: "${freshName('k').replaceAll(' ', '-')}", name: "N" }) { id key } }`,
      );
    const { data } = await provision();
    for (const key of [one.key, other.key, data.createProject.key])
      expect((await analyse(program, key)).errors).toBeUndefined();
    await grant(at, 'grant', one.key, { user_id: who.id });
    await at.owner(`mutation { updateRole(id: ${roleId}, input: { applied_permissions: [READ_ROLE] }) { id } }`);
    for (const key of [one.key, other.key, data.createProject.key])
      expect(refusal(await analyse(program, key))).toEqual(forbidden('EXECUTE_ANALYSIS'));
    expect(refusal(await provision())).toEqual(forbidden('PROVISION_PROJECT'));
    expect(await seen(program)).toEqual([]);
  });

  test('no analysis token may administer projects, not even those that it created', async () => {
    const { id } = await at.as.having();
    const tokens = [{ type: 'GLOBAL_ANALYSIS' }, { type: 'PROJECT_ANALYSIS', project_key: one.key }];
    for (const input of tokens) {
      const program = holding(at.server, (await made(at.owner, input)).token);
      for (const act of ['grant', 'revoke'])
        for (const permission of ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT']) {
          const text = `mutation { ${act}ProjectPermission(input: { project_key: "${one.key}", permission: ${permission}, user_id: ${id} }) { success } }`;
          const error = await expectRefusal(at.server, 'FORBIDDEN', () => program(text));
          expect(error.extensions.missing_permissions).toEqual(['ADMINISTER_PROJECT']);
        }
      const { data, errors } = await program('{ projects { entities { key grants { entities { permission } } } } }');
      expect(JSON.stringify(data)).not.toContain('"permission"');
      expect(errors?.[0]?.extensions.missing_permissions).toEqual(['ADMINISTER_PROJECT']);
    }
  });

  test('a list of permissions as cap applies on projects too', async () => {
    const who = await at.as.having();
    for (const permission of ['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT'])
      await grant(at, 'grant', one.key, { user_id: who.id }, permission);
    const by = await inBrowser(at.server, who);
    const administering = holding(at.server, (await made(by, { permissions: ['ADMINISTER_PROJECT'] })).token);
    expect(refusal(await analyse(administering, one.key))).toEqual(forbidden('EXECUTE_ANALYSIS'));
    const analysing = holding(at.server, (await made(by, { permissions: ['EXECUTE_ANALYSIS'] })).token);
    expect((await analyse(analysing, one.key)).errors).toBeUndefined();
    const text = `mutation { grantProjectPermission(input: { project_key: "${one.key}", permission: EXECUTE_ANALYSIS, user_id: ${who.id} }) { success } }`;
    expect(refusal(await analysing(text))).toEqual(forbidden('ADMINISTER_PROJECT'));
  });
});
