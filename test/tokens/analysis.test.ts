/** Analysis tokens: who may have one, for which project, and what it may do. */
import { describe, expect, test } from '@jest/globals';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import {
  analyse,
  create,
  freshName,
  grant,
  holding,
  inBrowser,
  made,
  project,
  refusal,
  serviceAccount,
  world,
} from './acts.ts';

const projectToken = (project_key: string) => ({ type: 'PROJECT_ANALYSIS', project_key });
const globalToken = { type: 'GLOBAL_ANALYSIS' };

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const person = async (...permissions: Parameters<typeof at.as.having>) => {
    const who = await at.as.having(...permissions);
    return { ...who, by: await inBrowser(at.server, who) };
  };

  test('an analysis token may read only itself, and no other tokens or sessions of its owner', async () => {
    const [{ by }, { key }] = [await person('EXECUTE_ANALYSIS'), await project(at)];
    const other = await made(by, { permissions: ['EXECUTE_ANALYSIS'], description: 'another' });
    for (const type of [projectToken(key), globalToken]) {
      const { id, token } = await made(by, type);
      const ask = holding(at.server, token);
      const { data } = await ask('{ personal_access_tokens { entities { id } } me { sessions { entities { ip } } } }');
      expect(data).toEqual({ personal_access_tokens: { entities: [{ id }] }, me: { sessions: { entities: [] } } });
      const ofOther = `personal_access_token_id: ${other.id}`;
      const { errors } =
        await ask(`{ reach(${ofOther}) { statement } shrink_suggestion(id: ${other.id}) { counted_since }
        required_permissions(document: "{ me { id } }", ${ofOther}) { missing_permissions } }`);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    }
    expect((await by('{ me { sessions { entities { ip } } } }')).data.me.sessions.entities).toHaveLength(1);
  });

  test('an analysis token sees no other token of its owner as the record of a note or of a request', async () => {
    const [{ by }, { key }] = [await person('EXECUTE_ANALYSIS'), await project(at)];
    const other = await made(by, { permissions: ['EXECUTE_ANALYSIS'] });
    const requested = { permissions: ['READ_USER'], reason: 'x', personal_access_token_id: other.id };
    const request =
      'mutation ($input: RequestAccessMutationInput) { requestAccess(input: $input) { personal_access_token { id } } }';
    expect((await by(request, { input: requested })).data.requestAccess.personal_access_token).toEqual({
      id: other.id,
    });
    const remark = (noteable_id: string) =>
      at.owner('mutation ($input: CreateNoteMutationInput) { createNote(input: $input) { id } }', {
        input: { noteable_type: 'PersonalAccessToken', noteable_id, message: 'x', priority: 'NORMAL' },
      });
    await remark(other.id);
    for (const type of [projectToken(key), globalToken]) {
      const { id, token } = await made(by, type);
      await remark(id);
      const { data } = await holding(
        at.server,
        token,
      )(`{ notes { entities { noteable { id } } }
        access_requests { entities { personal_access_token { name } } } }`);
      expect(data.notes.entities).toEqual([{ noteable: { id } }]);
      expect(data.access_requests.entities).toEqual([{ personal_access_token: null }]);
    }
    const { data } = await by('{ notes { entities { noteable { id } } } }');
    expect(data.notes.entities).toHaveLength(3);
  });

  test('a project analysis token can be issued with EXECUTE_ANALYSIS on the project', async () => {
    const [{ by, id }, { key, id: projectId }] = [await person(), await project(at)];
    await grant(at, 'grant', key, { user_id: id });
    const token = await made(by, projectToken(key));
    expect(token).toMatchObject({ type: 'PROJECT_ANALYSIS', project_id: projectId });
    expect(token.token).toMatch(/^lkp_/);
    expect((await analyse(holding(at.server, token.token), key)).errors).toBeUndefined();
  });

  test('a project analysis token can be issued if the role of its owner has EXECUTE_ANALYSIS on the project', async () => {
    const [{ by }, { key }] = [await person('READ_ROLE'), await project(at)];
    const { data } = await by('{ me { role_id } }');
    await grant(at, 'grant', key, { role_id: data.me.role_id });
    const { token } = await made(by, projectToken(key));
    expect((await analyse(holding(at.server, token), key)).errors).toBeUndefined();
  });

  test('a project analysis token can be issued with EXECUTE_ANALYSIS everywhere', async () => {
    const [{ by }, { key }] = [await person('EXECUTE_ANALYSIS'), await project(at)];
    const { token } = await made(by, projectToken(key));
    expect((await analyse(holding(at.server, token), key)).errors).toBeUndefined();
  });

  test('a project analysis token without EXECUTE_ANALYSIS on the project is refused, and the error names the permission', async () => {
    const [{ by, id }, { key }, other] = [await person('READ_PROJECT'), await project(at), await project(at)];
    await grant(at, 'grant', other.key, { user_id: id });
    await grant(at, 'grant', key, { user_id: id }, 'ADMINISTER_PROJECT');
    const ask = () => create(by, { name: freshName(), ...projectToken(key) });
    const error = await expectRefusal(at.server, 'FORBIDDEN', ask);
    expect(error.extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
  });

  test('for an unknown project a caller with EXECUTE_ANALYSIS gets NOT_FOUND, and any other caller the error for a forbidden one', async () => {
    const [known, unknown] = [(await project(at)).key, 'no-such-project'];
    const { by } = await person('EXECUTE_ANALYSIS');
    await expectRefusal(at.server, 'NOT_FOUND', () => create(by, { name: freshName(), ...projectToken(unknown) }));
    const stranger = await person();
    const answers = [known, unknown].map((key) => create(stranger.by, { name: freshName(), ...projectToken(key) }));
    const [forKnown, forUnknown] = await Promise.all(answers);
    expect(refusal(forKnown as never)).toEqual({ code: 'FORBIDDEN', missing: ['EXECUTE_ANALYSIS'] });
    const said = (answer: typeof forKnown) => JSON.stringify(answer?.errors).replaceAll(/no-such-project|p-\w+/g, '…');
    expect(said(forUnknown)).toBe(said(forKnown));
  });

  test('a global analysis token requires EXECUTE_ANALYSIS everywhere', async () => {
    const [{ by, id }, { key }] = [await person(), await project(at)];
    await grant(at, 'grant', key, { user_id: id });
    const ask = () => create(by, { name: freshName(), ...globalToken });
    const error = await expectRefusal(at.server, 'FORBIDDEN', ask);
    expect(error.extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
    const everywhere = await person('EXECUTE_ANALYSIS');
    const { token } = await made(everywhere.by, globalToken);
    expect(token).toMatch(/^lkg_/);
    expect((await analyse(holding(at.server, token), key)).errors).toBeUndefined();
  });

  test('no caller may issue an analysis token for another user, not even a super admin', async () => {
    const [{ id }, { key }] = [await person('EXECUTE_ANALYSIS'), await project(at)];
    for (const type of [projectToken(key), globalToken]) {
      const ask = () => create(at.owner, { name: freshName(), user_id: id, ...type });
      await expectRefusal(at.server, 'FORBIDDEN', ask);
    }
  });

  test('an administrator may issue analysis tokens for a service account with EXECUTE_ANALYSIS', async () => {
    const [robot, { key }] = [await serviceAccount(at), await project(at)];
    const ask = () => create(at.owner, { name: freshName(), user_id: robot.id, ...projectToken(key) });
    const error = await expectRefusal(at.server, 'FORBIDDEN', ask);
    expect(error.extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
    await grant(at, 'grant', key, { user_id: robot.id });
    const token = await made(at.owner, { user_id: robot.id, ...projectToken(key) });
    expect(token.user_id).toBe(robot.id);
    expect((await analyse(holding(at.server, token.token), key)).errors).toBeUndefined();
  });

  test('a caller without EXECUTE_ANALYSIS may not issue an analysis token for a service account', async () => {
    const [robot, { key }] = [await serviceAccount(at), await project(at)];
    await grant(at, 'grant', key, { user_id: robot.id });
    const { by } = await person('CREATE_PERSONAL_ACCESS_TOKEN', 'READ_PROJECT', 'READ_USER');
    const ask = () => create(by, { name: freshName(), user_id: robot.id, ...projectToken(key) });
    const error = await expectRefusal(at.server, 'FORBIDDEN', ask);
    expect(error.extensions.missing_permissions).toEqual(['EXECUTE_ANALYSIS']);
  });

  test.each([
    ['a project token without a project', { type: 'PROJECT_ANALYSIS' }, 'project_key'],
    ['a global token with a project', { type: 'GLOBAL_ANALYSIS', project_key: 'x' }, 'project_key'],
    ['a user token with a project', { type: 'USER', project_key: 'x' }, 'project_key'],
    ['a global token with permissions', { type: 'GLOBAL_ANALYSIS', permissions: ['READ_USER'] }, 'permissions'],
    ['a global token with root fields', { type: 'GLOBAL_ANALYSIS', methods: ['users'] }, 'methods'],
    ['a global token with a permission set', { type: 'GLOBAL_ANALYSIS', permission_set_id: 1 }, 'permission_set_id'],
  ])('%s is refused', async (_what, input, field) => {
    const error = await expectRefusal(at.server, 'INVALID_INPUT', () => create(at.owner, { name: 'x', ...input }));
    expect(Object.keys(error.extensions.fields ?? {})).toEqual([field]);
  });
});
