/** `reach`: what a role, a token or the caller may do, and to which escalations that leads; the shown escalations are carried out. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType, isCompositeType } from 'graphql';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { called, roots } from '../access/calls.ts';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { startMailServer } from '../kit/mail.ts';
import { kinds, type Latchkey } from '../server.ts';
import { ask } from '../test-users.ts';
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

/** Sets the password with the one-time link and signs in; returns a function that sends queries with the session. */
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
  /** A token with this cap, of an owner with these permissions. */
  async function token(permissions: Permission[], cap: object = {}) {
    const { by } = await person(...permissions);
    const { id, token } = await made(by, cap);
    return { id, by: holding(at.server, token) };
  }

  test('shows the permissions of the caller, and those of a token within its cap', async () => {
    const { by } = await person('READ_USER', 'READ_ROLE');
    expect(await reach(by)).toMatchObject({
      permissions: ['READ_USER', 'READ_ROLE'],
      escalations: [],
      statement: 'No sequence of permitted acts leads to more.',
    });
    const { id, token } = await made(by, { permissions: ['READ_USER'], methods: ['users', 'reach', 'roles'] });
    const { permissions, methods, types } = await reach(by, { token: id });
    expect(permissions).toEqual(['READ_USER']);
    expect(methods.map(({ name }) => name)).toEqual(['reach', 'users']);
    expect(types).toEqual(expect.arrayContaining(['User', 'UserConnection', 'Note', 'Reach']));
    for (const closed of ['Role', 'Log', 'AccessLog', 'Me', 'Query']) expect(types).not.toContain(closed);
    expect(await reach(holding(at.server, token))).toEqual(await reach(by, { token: id }));
  });

  test('shows only the root fields of the documents of a bound token, or all of them if one document is unknown', async () => {
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

  test('requires READ_ROLE for a role and READ_PERSONAL_ACCESS_TOKEN for another user’s token, and accepts only one of both', async () => {
    const [stranger, reader] = [await person(), await person('READ_ROLE', 'READ_PERSONAL_ACCESS_TOKEN')];
    const role = (await reader.by('{ me { role_id } }')).data.me.role_id;
    const { id } = await made(reader.by);
    await expectRefusal(at.server, 'FORBIDDEN', () => stranger.by(query, { role }));
    await expectRefusal(at.server, 'NOT_FOUND', () => stranger.by(query, { token: id }));
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
    'the root fields it shows can be called, and the others are refused: $held $cap',
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

  test('shows that CREATE_USER and READ_USER lead to a person, and to an account that still works after the token ends', async () => {
    const { id, by } = await token(['CREATE_USER', 'READ_USER'], { methods: ['createUser'], expires_at: inDays(1) });
    const shown = await reach(at.owner, { token: id });
    expect(kindsOf(shown)).toEqual(['METHODS', 'PERSON', 'OUTLIVING']);
    for (const { steps } of shown.escalations) expect(steps.map(({ method }) => method)).toEqual(['createUser']);
    expect(shown.statement).toMatch(
      /^A sequence of permitted acts leads to .*; and to a way in that is left when the token has expired/,
    );

    const username = `outliving-${id}`;
    const { data } = await by(createUser('setup_link'), { input: profile(username) });
    await revoke(at.owner, id);
    const browser = await signInBy(at.server, data.createUser.setup_link, username);
    const { token: own } = await made(browser);
    expect((await holding(at.server, own)('{ me { username } }')).data.me).toEqual({ username });
  });

  test('shows no escalation for CREATE_USER if the token cannot read the one-time link in the answer', async () => {
    const { id, by } = await token(['CREATE_USER'], { expires_at: inDays(1) });
    expect(kindsOf(await reach(at.owner, { token: id }))).toEqual([]);
    await expectRefusal(at.server, 'FORBIDDEN', () => by(createUser('setup_link'), { input: profile(`unseen-${id}`) }));
  });

  test('shows an escalation beyond the cap through a role that the token creates', async () => {
    const permissions: Permission[] = ['CREATE_ROLE', 'READ_ROLE', 'CREATE_USER', 'READ_USER', 'PROVISION_PROJECT'];
    const { id, by } = await token([...permissions, 'READ_ALL_LOGS'], { permissions });
    const shown = await reach(at.owner, { token: id });
    expect(kindsOf(shown)).toEqual(['PERMISSIONS', 'PERSON', 'OUTLIVING']);
    const last = stepsTo(shown, 'PERMISSIONS')?.slice(-2);
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

  test('shows project permissions as an escalation for PROVISION_PROJECT, unless the caller has them everywhere', async () => {
    const { by } = await person('PROVISION_PROJECT');
    const shown = await reach(by);
    expect(shown.escalations).toEqual([
      {
        leads_to: 'PERMISSIONS',
        words: 'EXECUTE_ANALYSIS and ADMINISTER_PROJECT on projects that it creates',
        steps: [
          { method: 'createProject', words: 'The person creates a project, on which its account has all permissions.' },
        ],
      },
    ]);
    const all = await person('PROVISION_PROJECT', 'ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS');
    expect(kindsOf(await reach(all.by))).toEqual([]);
  });

  test('shows no escalation for an analysis token, even if its owner may analyse all projects', async () => {
    const { by } = await person('EXECUTE_ANALYSIS', 'PROVISION_PROJECT');
    const { key } = await project(at);
    for (const cap of [{ type: 'PROJECT_ANALYSIS', project_key: key }, { type: 'GLOBAL_ANALYSIS' }]) {
      const { id } = await made(by, cap);
      const shown = await reach(by, { token: id });
      expect([shown.permissions.includes('EXECUTE_ANALYSIS'), kindsOf(shown)]).toEqual([true, []]);
      expect(shown.methods.map(({ name }) => name)).toContain('submitAnalysis');
    }
  });

  test('shows OUTLIVING for a token that may rotate itself, if it has an expiry and may call that root field', async () => {
    await setPolicy(at, { tokens_may_rotate_themselves: true });
    const kindsWith = async (cap: object) => kindsOf(await reach(at.owner, { token: (await token([], cap)).id }));
    expect(await kindsWith({ expires_at: inDays(1) })).toEqual(['OUTLIVING']);
    expect(await kindsWith({})).toEqual([]);
    expect(await kindsWith({ expires_at: inDays(1), methods: ['me'] })).toEqual([]);
    await setPolicy(at, { tokens_may_rotate_themselves: false });
    expect(await kindsWith({ expires_at: inDays(1) })).toEqual([]);
  });

  test('shows no escalation for administering users, roles and tokens', async () => {
    const { by } = await person(
      'READ_USER',
      'UPDATE_USER',
      'CREATE_ROLE',
      'UPDATE_ROLE',
      'CREATE_PERSONAL_ACCESS_TOKEN',
      'UPDATE_PERSONAL_ACCESS_TOKEN',
      'MANAGE_PERMISSION_SETS',
    );
    expect((await reach(by)).statement).toBe('No sequence of permitted acts leads to more.');
  });

  test('shows for a role with UPDATE_USER what a token of a member leaves behind, and the role has no warning', async () => {
    const { by } = await person('UPDATE_USER', 'READ_ROLE');
    const { role_id: role } = (await by('{ me { role_id } }')).data.me;
    const shown = await reach(by, { role });
    expect([kindsOf(shown), stepsTo(shown, 'OUTLIVING')?.at(-1)]).toEqual([['PERSON', 'OUTLIVING'], 'updateUser']);
    expect(shown.statement).toContain('permissions of an existing user that are left when the token has expired');
    expect((await by(`{ roles(id: ${role}) { entities { warnings } } }`)).data.roles.entities).toEqual([
      { warnings: [] },
    ]);
  });

  test('a role warns of its escalations, and an edit that makes one possible is logged as a WARNING', async () => {
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

describe('with a mail server', () => {
  let mailServer: Awaited<ReturnType<typeof startMailServer>>;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world('pglite', () => ({ SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());

  test('a token with CREATE_USER needs no other permission, because it chooses the address of the email', async () => {
    const by = await inBrowser(at.server, await at.as.having('CREATE_USER'));
    const { id, token } = await made(by);
    expect(kindsOf(await reach(by, { token: id }))).toEqual(['PERSON', 'OUTLIVING']);
    const username = `mailed-${id}`;
    await holding(at.server, token)(createUser('__typename'), { input: profile(username) });
    await revoke(by, id);
    const { text } = await mailServer.next(`${username}@example.com`);
    const link = /\/set-password\/(\S+)/.exec(text)?.[1] ?? '';
    const browser = await signInBy(at.server, link, username);
    expect((await browser('{ me { username } }')).data.me).toEqual({ username });
  });
});
