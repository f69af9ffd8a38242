/** A mutation shows more of another user's row than its id only to callers who may read that row. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { kinds } from '../server.ts';
import { type Ask, freshName, inBrowser, made, world } from '../tokens/acts.ts';

const onTokens = {
  updatePersonalAccessToken: 'updatePersonalAccessToken(id: $id, input: { description: "theirs" })',
  regeneratePersonalAccessToken: 'regeneratePersonalAccessToken(id: $id)',
  shrinkPersonalAccessToken: 'shrinkPersonalAccessToken(id: $id, input: { permissions: [CREATE_NOTE] })',
  restorePersonalAccessToken: 'restorePersonalAccessToken(id: $id)',
};
const onRequests = {
  declineAccess: 'declineAccess(id: $id)',
  endAccess: 'endAccess(id: $id)',
  grantAccess: 'grantAccess(id: $id)',
};
const held: Permission[] = ['CREATE_NOTE', 'READ_ROLE'];

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  /** May act on all the rows of `by` and read none of them. */
  let acting: Ask;
  let by: Ask;
  beforeAll(async () => {
    const acts = ['UPDATE_PERSONAL_ACCESS_TOKEN', 'UPDATE_ACCESS_REQUEST', 'READ_USER'] as const;
    acting = await inBrowser(at.server, await at.as.having(...acts, ...held, 'CREATE_ROLE'));
    by = await inBrowser(at.server, await at.as.having(...held));
  });

  const newToken = async () => (await made(by, { permissions: held })).id;
  const newRequest = async () => {
    const input = `{ permissions: [CREATE_ROLE], reason: "${freshName()}" }`;
    return (await by(`mutation { requestAccess(input: ${input}) { id } }`)).data.requestAccess.id;
  };
  const versions = async () => (await at.owner(stateText)).data;
  const stateText =
    '{ all_personal_access_tokens { entities { id _version } } access_requests { entities { id _version } } }';

  const cases = [
    ...Object.entries(onTokens).map(
      ([name, act]) => [name, act, 'READ_PERSONAL_ACCESS_TOKEN', () => newToken] as const,
    ),
    ...Object.entries(onRequests).map(([name, act]) => [name, act, 'READ_ACCESS_REQUEST', () => newRequest] as const),
  ];

  test.each(cases)(
    '%s shows a caller who may not read the row of another user only its id',
    async (_, act, permission, make) => {
      const id = await make()();
      const run = (selection: string, which = id) =>
        acting(`mutation ($id: Int64Bit!) { done: ${act} { ${selection} } }`, { id: which });
      const before = await versions();
      const { data, errors } = await run('id created_at');
      expect(data.done).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing_permissions: [permission] });
      // For an unknown id the answer is the same.
      const unknown = await run('created_at', '999999');
      expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing_permissions: [permission] });
      expect(await versions()).toEqual(before);
      const answer = await run('__typename id created_at @skip(if: true)');
      expect(answer.errors).toBeUndefined();
      expect(answer.data.done).toEqual({ __typename: expect.any(String), id: expect.any(String) });
    },
  );

  test('updatePersonalAccessToken shows the owner of the token every field', async () => {
    const own = (await made(acting, {})).id;
    const text =
      'mutation ($id: Int64Bit!) { updatePersonalAccessToken(id: $id, input: { description: "own" }) { id description last_used_ip } }';
    const { data, errors } = await acting(text, { id: own });
    expect(errors).toBeUndefined();
    expect(data.updatePersonalAccessToken.description).toBe('own');
  });
});
