/** Grants on one project: a project administrator reads the grants of that project only, and only while the permission lasts. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { type Ask, done, grant, holding, inBrowser, made, project, refusal, world } from '../tokens/acts.ts';

const grantsOf = `{ projects { entities { key effective_permissions
  grants { entities { permission project { key } } page_info { total_count } } } } }`;

const forbidden = { code: 'FORBIDDEN', missing: ['ADMINISTER_PROJECT'] };

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let one: { id: string; key: string };
  let other: { id: string; key: string };
  beforeAll(async () => {
    one = await project(at);
    other = await project(at);
  });

  /** A user who administers one project and may read the other, with a session and with a token without limits. */
  async function administrator(...permissions: Permission[]) {
    const who = await at.as.having(...permissions);
    await grant(at, 'grant', one.key, { user_id: who.id }, 'ADMINISTER_PROJECT');
    await grant(at, 'grant', other.key, { user_id: who.id }, 'EXECUTE_ANALYSIS');
    return { ...who, by: await inBrowser(at.server, who) };
  }
  const takeBack = (user_id: string) => grant(at, 'revoke', one.key, { user_id }, 'ADMINISTER_PROJECT');

  test('a project administrator reads the grants of that project and of no other, in rows, counts, aggregates and filters', async () => {
    const who = await administrator();
    const { data: all } = await at.owner(grantsOf);
    const ofOne = all.projects.entities.find(({ key }: { key: string }) => key === one.key).grants;
    expect(ofOne.page_info.total_count).toBeGreaterThan(2);
    for (const by of [who.by, who.ask]) {
      const { data, errors } = await by(grantsOf);
      expect(errors).toBeUndefined();
      const nothing = { entities: [], page_info: { total_count: 0 } };
      expect(data.projects.entities).toEqual([
        { key: one.key, effective_permissions: ['ADMINISTER_PROJECT'], grants: ofOne },
        { key: other.key, effective_permissions: ['EXECUTE_ANALYSIS'], grants: nothing },
      ]);
      const counted = await by(
        '{ projects { entities { grants(aggregation: { field_name: "project_id", aggregation_function: COUNT }) { aggregations { counts { value } } } } } }',
      );
      const places = counted.data.projects.entities.map(
        ({ grants }: { grants: { aggregations: { counts: object[] }[] } }) => grants.aggregations[0]?.counts,
      );
      expect(places).toEqual([[{ value: one.id }], []]);
      const filtered = (filter: string) => by(`{ projects(${filter}) { entities { key } } }`);
      const has = await filtered('reverse_relation_filters: { relation: "grants" }');
      const lacks = await filtered('search: { reverse_relation_filters: { relation: "grants", is_empty: true } }');
      expect([has.data.projects.entities, lacks.data.projects.entities]).toEqual([
        [{ key: one.key }],
        [{ key: other.key }],
      ]);
      const { data: own } = await by('{ me { effective_permissions effective_permissions_on_projects } }');
      expect(own.me.effective_permissions).toEqual([]);
      expect(own.me.effective_permissions_on_projects).toEqual(['EXECUTE_ANALYSIS', 'ADMINISTER_PROJECT']);
    }
  });

  test('a project administrator renames it without changing its key; an invalid name, another project or an unknown id changes nothing', async () => {
    const { by, ask } = await administrator();
    const rename = (who: Ask, id: string, name: string | null) =>
      who(
        'mutation ($id: Int64Bit!, $name: String) { done: updateProject(id: $id, input: { name: $name }) { key name } }',
        {
          id,
          name,
        },
      );
    for (const name of ['Shop', 'The shop'])
      expect(await done(rename(by, one.id, name))).toEqual({ key: one.key, name });
    const [entry] = await lastEntries(at.server);
    expect(entry).toMatchObject({ previous: { name: 'Shop' }, current: { name: 'The shop' } });
    expect(await done(rename(ask, one.id, null))).toEqual({ key: one.key, name: 'The shop' });
    const blank = await expectRefusal(at.server, 'INVALID_INPUT', () => rename(by, one.id, ' '));
    expect(blank.extensions.fields).toHaveProperty('name');
    for (const id of [other.id, '999999']) await expectRefusal(at.server, 'FORBIDDEN', () => rename(by, id, 'Mine'));
    await expectRefusal(at.server, 'NOT_FOUND', () => rename(at.owner, '999999', 'Mine'));
    const capped = holding(at.server, (await made(by, { permissions: ['EXECUTE_ANALYSIS'] })).token);
    await expectRefusal(at.server, 'FORBIDDEN', () => rename(capped, one.id, 'Mine'));
  });

  test('a caller who may not read users and roles cannot learn from an answer which exist', async () => {
    const { by } = await administrator();
    const known = await administrator('READ_USER', 'READ_ROLE');
    const disabled = await at.as.having();
    await at.server.db.update(users).set({ enabled: false }).where(eq(users.id, disabled.id));
    const role_id = (await known.ask('{ me { role_id } }')).data.me.role_id;
    const holders = [{ user_id: known.id }, { user_id: disabled.id }, { user_id: '999999' }, { role_id }];
    for (const what of ['grant', 'revoke']) {
      const text = `mutation ($input: ProjectGrantMutationInput) { done: ${what}ProjectPermission(input: $input) { success } }`;
      const send = (who: Ask, holder: object) =>
        who(text, { input: { project_key: one.key, permission: 'ADMINISTER_PROJECT', ...holder } });
      for (const holder of [...holders, { role_id: '999999' }])
        expect(await done(send(by, holder))).toEqual({ success: true });
      for (const holder of [{ user_id: '999999' }, { role_id: '999999' }])
        await expectRefusal(at.server, 'NOT_FOUND', () => send(at.owner, holder));
    }
  });

  test('after the grant is revoked from the user or the role, the next request is refused', async () => {
    const who = await administrator();
    const role_id = (await who.by('{ me { role_id } }')).data.me.role_id;
    const reads = async (by: Ask) => refusal(await by(grantsOf));
    for (const holder of [{ user_id: who.id }, { role_id }]) {
      await grant(at, 'grant', one.key, holder, 'ADMINISTER_PROJECT');
      for (const by of [who.by, who.ask]) expect(await reads(by)).toEqual({ code: undefined, missing: undefined });
      await grant(at, 'revoke', one.key, holder, 'ADMINISTER_PROJECT');
      for (const by of [who.by, who.ask]) {
        expect(await reads(by)).toEqual(forbidden);
        const filtered = await by(
          '{ projects(reverse_relation_filters: { relation: "grants" }) { entities { key } } }',
        );
        expect(refusal(filtered).code).toBe('INVALID_INPUT');
      }
    }
  });

  test('a token administers the project only if its cap allows, and an analysis token never does', async () => {
    const who = await administrator();
    await grant(at, 'grant', one.key, { user_id: who.id }, 'EXECUTE_ANALYSIS');
    const reads = async (input: object) => {
      const by = holding(at.server, (await made(who.by, input)).token);
      const { data } = await by('{ projects { entities { key effective_permissions } } }');
      const may = data.projects.entities.map((row: { effective_permissions: string[] }) => row.effective_permissions);
      return [refusal(await by(grantsOf)).missing, may];
    };
    const [administers, analyses] = [['ADMINISTER_PROJECT'], ['EXECUTE_ANALYSIS']];
    expect(await reads({ permissions: administers })).toEqual([undefined, [administers, []]]);
    expect(await reads({ permissions: analyses })).toEqual([administers, [analyses, analyses]]);
    expect(await reads({ type: 'PROJECT_ANALYSIS', project_key: one.key })).toEqual([administers, [analyses]]);
  });

  test('reading grants counts as a use of ADMINISTER_PROJECT, and a token that was shrunk by it can no longer read them', async () => {
    const who = await administrator('READ_USER');
    const { id, token } = await made(who.by);
    const by = holding(at.server, token);
    for (const document of ['{ users { entities { id } } }', grantsOf])
      expect((await by(document)).errors).toBeUndefined();
    await at.server.usage.flush();
    const shrink = (input: string) =>
      done(
        who.by(`mutation { done: shrinkPersonalAccessToken(id: ${id}, input: { ${input} }) { latent_permissions } }`),
      );
    const { latent_permissions } = await shrink('unused_for_days: 1');
    expect(latent_permissions).toContain('EXECUTE_ANALYSIS');
    expect(latent_permissions).not.toContain('ADMINISTER_PROJECT');
    expect((await by(grantsOf)).errors).toBeUndefined();
    await shrink('permissions: [ADMINISTER_PROJECT]');
    const { errors } = await by(grantsOf);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      missing_permissions: ['ADMINISTER_PROJECT'],
      latent_permissions: ['ADMINISTER_PROJECT'],
    });
  });

  test('of users and roles a project administrator reads the grants on that project, and users read all of their own', async () => {
    const who = await administrator('READ_USER', 'READ_ROLE');
    const subject = await at.as.having();
    const role_id = (await subject.ask('{ me { role_id } }')).data.me.role_id;
    for (const { key } of [one, other]) {
      await grant(at, 'grant', key, { user_id: subject.id }, 'EXECUTE_ANALYSIS');
      await grant(at, 'grant', key, { role_id }, 'ADMINISTER_PROJECT');
    }
    const grants = 'project_grants { entities { permission project { key } } }';
    const document = `{ users(id: ${subject.id}) { entities { ${grants} role { ${grants} } } } }`;
    const read = async (by: Ask) => {
      const { data, errors } = await by(document);
      expect(errors).toBeUndefined();
      const [{ role, project_grants }] = data.users.entities;
      return [project_grants.entities, role.project_grants.entities];
    };
    const on = (permission: string, ...keys: string[]) => keys.map((key) => ({ permission, project: { key } }));
    expect(await read(who.by)).toEqual([on('EXECUTE_ANALYSIS', one.key), on('ADMINISTER_PROJECT', one.key)]);
    const everywhere = [on('EXECUTE_ANALYSIS', one.key, other.key), on('ADMINISTER_PROJECT', one.key, other.key)];
    expect(await read(at.owner)).toEqual(everywhere);
    await takeBack(who.id);
    expect(refusal(await who.by(document))).toEqual(forbidden);
  });

  test('a change whose answer selects grants is refused before it is made, unless the caller administers a project', async () => {
    const who = await administrator('READ_ROLE', 'CREATE_ROLE');
    const create = (name: string) => () =>
      who.by(
        `mutation { createRole(input: { name: "${name}", applied_permissions: [] }) { id project_grants { entities { id } } } }`,
      );
    const needs = async (): Promise<string[]> => {
      const document = JSON.stringify('{ projects { entities { grants { entities { id } } } } }');
      const { data } = await who.by(
        `{ required_permissions(document: ${document}) { permissions missing_permissions } }`,
      );
      expect(data.required_permissions.permissions).toEqual(['ADMINISTER_PROJECT']);
      return data.required_permissions.missing_permissions;
    };
    expect(await needs()).toEqual([]);
    expect((await create(`Created ${who.id}`)()).errors).toBeUndefined();
    await takeBack(who.id);
    expect(await needs()).toEqual(['ADMINISTER_PROJECT']);
    const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', create(`Refused ${who.id}`));
    expect(extensions.missing_permissions).toEqual(['ADMINISTER_PROJECT']);
  });
});
