/** `reach`: what a role, a token or oneself may do, and whether that leads to more; each way it tells is gone for real. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType, isCompositeType } from 'graphql';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { called, roots } from '../access/calls.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { startPostOffice } from '../kit/mail.ts';
import { ask } from '../people.ts';
import { kinds, type Latchkey } from '../server.ts';
import { type Ask, holding, inBrowser, inDays, made, project, revoke, setPolicy, world } from '../tokens/acts.ts';

const query = `query ($role: Int64Bit, $token: Int64Bit) { reach(role_id: $role, personal_access_token_id: $token) {
  permissions methods { name } types statement escalations { leads_to words steps { method words } } } }`;

interface Reach {
  permissions: string[];
  methods: { name: string }[];
  types: string[];
  statement: string;
  escalations: { leads_to: string; words: string; steps: { method: string; words: string }[] }[];
}

async function reach(by: Ask, variables: object = {}): Promise<Reach> {
  const { data, errors } = await by(query, variables);
  expect(errors).toBeUndefined();
  return data.reach;
}
const kindsOf = ({ escalations }: Reach) => escalations.map(({ leads_to }) => leads_to);
const stepsTo = ({ escalations }: Reach, kind: string) =>
  escalations.find(({ leads_to }) => leads_to === kind)?.steps.map(({ method }) => method);

const profile = (username: string) => ({
  name: username,
  username,
  public_name: username,
  email_address: `${username}@example.com`,
});
const createUser = (selected: string) =>
  `mutation ($input: CreateUserMutationInput) { createUser(input: $input) { ${selected} } }`;
const password = 'walnut orbit hesitant 91';

/** Sets the password by the link and signs in: somebody at a browser from then on. */
async function signInBy(server: Latchkey, link: string, username: string): Promise<Ask> {
  const post = (to: string, body: object) =>
    server.fetch(to, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post(`/set-password/${link.split('/').at(-1)}`, { password })).status).toBe(200);
  const [cookie = ''] = (await post('/sign-in', { username, password })).headers.getSetCookie();
  return (text, variables) => ask(server, { Cookie: cookie.split(';')[0] ?? '' }, text, variables);
}

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const person = async (...permissions: Permission[]) => {
    const who = await at.as.having(...permissions);
    return { ...who, by: await inBrowser(at.server, who) };
  };
  /** A token of an owner who may do this, with this cap. */
  async function token(permissions: Permission[], cap: object = {}) {
    const { by } = await person(...permissions);
    const { id, token } = await made(by, cap);
    return { id, by: holding(at.server, token) };
  }

  test('of oneself it tells what one may do, and of a token what its cap leaves', async () => {
    const { by } = await person('READ_USER', 'READ_ROLE');
    expect(await reach(by)).toMatchObject({
      permissions: ['READ_USER', 'READ_ROLE'],
      escalations: [],
      statement: 'Nothing it may do leads to more.',
    });
    const { id, token } = await made(by, { permissions: ['READ_USER'], methods: ['users', 'reach', 'roles'] });
    const { permissions, methods, types } = await reach(by, { token: id });
    expect(permissions).toEqual(['READ_USER']);
    expect(methods.map(({ name }) => name)).toEqual(['reach', 'users']);
    expect(types).toEqual(expect.arrayContaining(['User', 'UserConnection', 'Note', 'Reach']));
    for (const closed of ['Role', 'Log', 'AccessLog', 'Me', 'Query', 'PersonalAccessToken'])
      expect(types).not.toContain(closed);
    expect(await reach(holding(at.server, token))).toEqual(await reach(by, { token: id }));
  });

  test('a token bound to documents calls their root fields alone; where a text is not known, all that it may', async () => {
    const { by } = await person('READ_USER', 'CREATE_USER');
    const report = { document: '{ users { entities { name } } me { id } }' };
    const cap = { permissions: ['READ_USER', 'CREATE_USER'] };
    const bound = await reach(by, { token: (await made(by, { ...cap, operations: [report] })).id });
    expect(bound.methods.map(({ name }) => name)).toEqual(['me', 'users']);
    expect(bound).toMatchObject({ escalations: [], permissions: ['CREATE_USER', 'READ_USER'] });
    const operations = [report, { hash: 'ab'.repeat(32) }];
    const open = await reach(by, { token: (await made(by, { ...cap, operations })).id });
    expect(open.methods.map(({ name }) => name)).toContain('createUser');
    expect(kindsOf(open)).toContain('PERSON');
  });

  test('roles are for those who read roles, others’ tokens for those who read tokens, and one is asked at a time', async () => {
    const [nobody, reader] = [await person(), await person('READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN')];
    const role = (await reader.by('{ me { role_id } }')).data.me.role_id;
    const { id } = await made(reader.by);
    await expectRefusal(at.server, 'FORBIDDEN', () => nobody.by(query, { role }));
    await expectRefusal(at.server, 'NOT_FOUND', () => nobody.by(query, { token: id }));
    await expectRefusal(at.server, 'NOT_FOUND', () => reader.by(query, { role: '999999' }));
    await expectRefusal(at.server, 'INVALID_INPUT', () => reader.by(query, { role, token: id }));
    expect((await reach(reader.by, { role })).permissions).toEqual(['READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN']);
    expect((await reach(at.owner, { token: id })).permissions).toEqual(['READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN']);
  });

  test.each([
    { held: [] },
    { held: ['READ_USER', 'CREATE_NOTE'] },
    { held: ['CREATE_USER', 'UPDATE_ROLE', 'READ_ALL_LOGS'] },
    { held: ['READ_ROLE', 'READ_USER', 'DELETE_ROLE'], cap: { methods: ['roles', 'deleteRole', 'updateMe'] } },
    { held: ['READ_USER', 'PROVISION_PROJECT'], cap: { permissions: ['READ_USER'] } },
  ] as { held: Permission[]; cap?: object }[])(
    'the root fields it tells run, and the others are refused: $held $cap',
    async ({ held, cap }) => {
      const { id, by } = await token(held, cap);
      const methods = new Set((await reach(at.owner, { token: id })).methods.map(({ name }) => name));
      for (const { operation, name, field, access } of roots.filter(({ access }) => !('public' in access) || cap)) {
        const answer = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
        const call = called(field).replace('permission: ADMINISTER_PROJECT', '$&, user_id: 1');
        const { errors } = await by(`${operation} { ${call} ${answer} }`);
        const isRefused = errors?.[0]?.extensions.code === 'FORBIDDEN';
        expect({ name, access, isRefused }).toEqual({ name, access, isRefused: !methods.has(name) });
      }
    },
  );

  test('a token that makes accounts and reads users comes to a person, and to a way in that outlives it', async () => {
    const { id, by } = await token(['CREATE_USER', 'READ_USER'], { methods: ['createUser'], expires_at: inDays(1) });
    const told = await reach(at.owner, { token: id });
    expect(kindsOf(told)).toEqual(['METHODS', 'PERSON', 'OUTLIVING']);
    for (const { steps } of told.escalations) expect(steps.map(({ method }) => method)).toEqual(['createUser']);
    expect(told.statement).toMatch(
      /^What it may do leads to .*; and to a way in that is left when the token has expired/,
    );

    const username = `outliving-${id}`;
    const { data } = await by(createUser('setup_link'), { input: profile(username) });
    await revoke(at.owner, id);
    const browser = await signInBy(at.server, data.createUser.setup_link, username);
    const { token: own } = await made(browser);
    expect((await holding(at.server, own)('{ me { username } }')).data.me).toEqual({ username });
  });

  test('one that cannot read the answer with the link comes to nothing', async () => {
    const { id, by } = await token(['CREATE_USER'], { expires_at: inDays(1) });
    expect(kindsOf(await reach(at.owner, { token: id }))).toEqual([]);
    await expectRefusal(at.server, 'FORBIDDEN', () => by(createUser('setup_link'), { input: profile(`unseen-${id}`) }));
  });

  test('a role made on the way leads further than the cap', async () => {
    const permissions: Permission[] = ['CREATE_ROLE', 'READ_ROLE', 'CREATE_USER', 'READ_USER', 'PROVISION_PROJECT'];
    const { id, by } = await token([...permissions, 'READ_ALL_LOGS'], { permissions });
    const told = await reach(at.owner, { token: id });
    expect(kindsOf(told)).toEqual(['PERMISSIONS', 'PERSON', 'OUTLIVING']);
    const last = stepsTo(told, 'PERMISSIONS')?.slice(-2);
    expect(last).toEqual(['createUser', 'createProject']);

    const input = { name: `made on the way ${id}`, applied_permissions: permissions };
    const made = await by('mutation ($input: CreateRoleMutationInput) { createRole(input: $input) { id } }', { input });
    const username = `further-${id}`;
    const asked = { input: { ...profile(username), role_id: made.data.createRole.id } };
    const { data } = await by(createUser('setup_link'), asked);
    const browser = await signInBy(at.server, data.createUser.setup_link, username);
    const key = `further-${id}`;
    await browser('mutation ($input: CreateProjectMutationInput) { createProject(input: $input) { id } }', {
      input: { key, name: key },
    });
    expect((await reach(browser)).permissions).toEqual(
      expect.arrayContaining(['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS']),
    );
    expect((await reach(by)).permissions.toSorted()).toEqual(permissions.toSorted());
  });

  test('who makes projects may do everything on them, which those who may so everywhere had before', async () => {
    const { by } = await person('PROVISION_PROJECT');
    const told = await reach(by);
    expect(told.escalations).toEqual([
      {
        leads_to: 'PERMISSIONS',
        words: 'EXECUTE_ANALYSIS and ADMINISTER_PROJECT on projects it makes',
        steps: [
          { method: 'createProject', words: 'The person makes a project, on which its account may do everything.' },
        ],
      },
    ]);
    const all = await person('PROVISION_PROJECT', 'ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS');
    expect(kindsOf(await reach(all.by))).toEqual([]);
  });

  test('an analysis token comes to nothing, also where its owner may analyse all projects', async () => {
    const { by } = await person('EXECUTE_ANALYSIS', 'PROVISION_PROJECT');
    const { key } = await project(at);
    for (const cap of [{ type: 'PROJECT_ANALYSIS', project_key: key }, { type: 'GLOBAL_ANALYSIS' }]) {
      const { id } = await made(by, cap);
      const told = await reach(by, { token: id });
      expect([told.permissions.includes('EXECUTE_ANALYSIS'), kindsOf(told)]).toEqual([true, []]);
      expect(told.methods.map(({ name }) => name)).toContain('submitAnalysis');
    }
  });

  test('a token that may rotate itself outlives its end, where it has one and may call that', async () => {
    await setPolicy(at, { tokens_may_rotate_themselves: true });
    const kindsWith = async (cap: object) => kindsOf(await reach(at.owner, { token: (await token([], cap)).id }));
    expect(await kindsWith({ expires_at: inDays(1) })).toEqual(['OUTLIVING']);
    expect(await kindsWith({})).toEqual([]);
    expect(await kindsWith({ expires_at: inDays(1), methods: ['me'] })).toEqual([]);
    await setPolicy(at, { tokens_may_rotate_themselves: false });
    expect(await kindsWith({ expires_at: inDays(1) })).toEqual([]);
  });

  test('administering users, roles and tokens leads to no more than one has', async () => {
    const { by } = await person(
      'READ_USER',
      'UPDATE_USER',
      'CREATE_ROLE',
      'UPDATE_ROLE',
      'CREATE_PERSONAL_ACCESS_TOKEN',
      'UPDATE_PERSONAL_ACCESS_TOKEN',
      'MANAGE_PERMISSION_SETS',
    );
    expect((await reach(by)).statement).toBe('Nothing it may do leads to more.');
  });

  test('of a role that edits users it tells what a token of a member leaves, and the role warns of nothing', async () => {
    const { by } = await person('UPDATE_USER', 'READ_ROLE');
    const { role_id: role } = (await by('{ me { role_id } }')).data.me;
    const told = await reach(by, { role });
    expect([kindsOf(told), stepsTo(told, 'OUTLIVING')?.at(-1)]).toEqual([['PERSON', 'OUTLIVING'], 'updateUser']);
    expect(told.statement).toContain('permissions of an existing user that are left when the token has expired');
    expect((await by(`{ roles(id: ${role}) { entities { warnings } } }`)).data.roles.entities).toEqual([
      { warnings: [] },
    ]);
  });

  test('a role warns of what it leads to, and an edit that opens it is logged as a WARNING', async () => {
    const change = (name: string, input: object) =>
      at.owner(
        `mutation ($input: ${name}RoleMutationInput) { done: ${name === 'Create' ? 'createRole(' : `updateRole(id: ${id}, `}input: $input) { id warnings } }`,
        { input },
      );
    let id = '';
    const harmless = await change('Create', { name: `Desk ${Math.random()}`, applied_permissions: ['CREATE_USER'] });
    id = harmless.data.done.id;
    expect(harmless.data.done.warnings).toEqual([]);
    const level = async () =>
      (
        await at.owner(
          `{ logs(sorter: [{ attribute: "id", direction: DESC }], paginator: { page: 1, records_per_page: 1 }) { entities { level } } }`,
        )
      ).data.logs.entities[0].level;
    expect(await level()).toBe('INFO');

    const opened = await change('Update', { applied_permissions: ['CREATE_USER', 'READ_USER'] });
    expect(opened.data.done.warnings).toEqual([
      expect.stringMatching(/^It leads to what only people may do.*createUser/),
      expect.stringMatching(/^It leads to a way in that is left .*createUser/),
    ]);
    expect(await level()).toBe('WARNING');
    const [entry] = await lastEntries(at.server);
    expect(entry?.message).toContain(opened.data.done.warnings[0]);

    expect((await change('Update', { name: `Desk ${Math.random()}` })).data.done.warnings).toHaveLength(2);
    expect(await level()).toBe('INFO');
  });
});

describe('where links are mailed', () => {
  let office: Awaited<ReturnType<typeof startPostOffice>>;
  beforeAll(async () => {
    office = await startPostOffice();
  });
  const at = world('pglite', () => ({ SMTP_URL: office.url }));
  afterAll(() => office.stop());

  test('a token that makes accounts needs to read none: it chooses the address', async () => {
    const by = await inBrowser(at.server, await at.as.having('CREATE_USER'));
    const { id, token } = await made(by);
    expect(kindsOf(await reach(by, { token: id }))).toEqual(['PERSON', 'OUTLIVING']);
    const username = `mailed-${id}`;
    await holding(at.server, token)(createUser('__typename'), { input: profile(username) });
    await revoke(by, id);
    const { text } = await office.next(`${username}@example.com`);
    const link = /\/set-password\/(\S+)/.exec(text)?.[1] ?? '';
    const browser = await signInBy(at.server, link, username);
    expect((await browser('{ me { username } }')).data.me).toEqual({ username });
  });
});
