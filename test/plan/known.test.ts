/**
 * What can be known of a document without running it is in its plan, and what cannot is said to be unknown. A token made
 * for the plan runs the document.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { kinds } from '../server.ts';
import { type Ask, freshName, holding, inBrowser, project, world } from '../tokens/acts.ts';
import { cases, ids } from './cases.ts';

/** Those without a condition. */
const rootFieldsOf = (document: string) => {
  const [operation] = parse(document).definitions;
  const fields = operation && 'selectionSet' in operation ? operation.selectionSet?.selections : [];
  return [
    ...new Set(fields?.flatMap((field) => ('name' in field && !field.directives?.length ? field.name.value : []))),
  ];
};

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let owner: Ask;
  beforeAll(async () => {
    owner = await inBrowser(at.server, { id: at.ownerId });
    await at.as.having();
    await project(at);
  });

  const plan = async (document: string, variables?: object) => {
    const { data, errors } = await owner(
      `query ($document: Text!, $variables: Text) { required_permissions(document: $document, variables: $variables) {
        permissions methods unknowns { path kind about } } }`,
      { document, variables: variables && JSON.stringify(variables) },
    );
    expect(errors).toBeUndefined();
    return data.required_permissions;
  };

  test.each(Object.entries(cases))('%s', async (_, { document, variables, needs, unknowns = [], notRun }) => {
    const planned = await plan(document, variables);
    expect(planned.permissions).toEqual(needs);
    expect(planned.methods).toEqual(rootFieldsOf(document));
    const said = planned.unknowns.map((one: Record<string, string | null>) =>
      [one.path, one.kind, one.about].filter(Boolean).join(' '),
    );
    expect(said.toSorted()).toEqual(unknowns);
    if (notRun) return;
    const input = { name: freshName(), for_document: { document, variables: variables && JSON.stringify(variables) } };
    const text =
      'mutation ($input: CreatePersonalAccessTokenMutationInput) { createPersonalAccessToken(input: $input) { token } }';
    const { data } = await owner(text, { input });
    const answer = await holding(at.server, data.createPersonalAccessToken.token)(document, variables);
    expect(answer.errors).toBeUndefined();
  });

  test('a document that sets a password is for no token', async () => {
    const document = 'mutation { updateUser(id: 1, input: { password: "x" }) { __typename } }';
    const { data } = await owner(
      'query ($document: Text!) { required_permissions(document: $document) { personal } }',
      {
        document,
      },
    );
    expect(data.required_permissions.personal).toEqual(['updateUser']);
  });

  describe('what a denial says to ask for', () => {
    const request = async (document: string, variables: object, ...held: Parameters<typeof at.as.having>) => {
      const { errors = [] } = await (await at.as.having(...held)).ask(document, variables);
      return errors.map(({ extensions: { code, missing_permissions, request_access } }) => ({
        code,
        missing: missing_permissions,
        asks: request_access?.permissions,
      }));
    };

    test('is everything that the document lacks, and not the first thing refused alone', async () => {
      const document = `mutation ($p: [Permission!]) { createRole(input: { name: "n", applied_permissions: $p }) { users { entities { notes { page_info { page } } } } } }`;
      expect(await request(document, { p: ['READ_ACCESS_LOG'] }, 'READ_ROLE')).toEqual([
        {
          code: 'FORBIDDEN',
          missing: ['CREATE_ROLE'],
          asks: ['READ_USER', 'CREATE_ROLE', 'READ_ACCESS_LOG'],
        },
      ]);
    });

    test('is there as well where a filter was denied, which names each permission it takes', async () => {
      const document = `query ($f: [ReverseRelationFilter]) { users(reverse_relation_filters: $f, search: { exists: "logs" }) ${ids} }`;
      expect(await request(document, { f: [{ relation: 'role.users' }] }, 'READ_USER')).toEqual([
        { code: 'INVALID_INPUT', missing: ['READ_ROLE', 'READ_ALL_LOGS'], asks: ['READ_ROLE', 'READ_ALL_LOGS'] },
      ]);
    });

    test('is not what the variables that were sent leave out', async () => {
      const document = `query ($a: Boolean!) { roles ${ids} users @include(if: $a) ${ids} }`;
      expect(await request(document, { a: false })).toEqual([
        { code: 'FORBIDDEN', missing: ['READ_ROLE'], asks: ['READ_ROLE'] },
      ]);
    });

    test('is not what is held on a project where that will do', async () => {
      const person = await at.as.having();
      const { key } = await project(at);
      await at.owner(
        `mutation { grantProjectPermission(input: { project_key: "${key}", permission: ADMINISTER_PROJECT, user_id: ${person.id} }) { success } }`,
      );
      const { errors } = await person.ask(`{ projects { entities { grants { entities { id } } } } roles ${ids} }`);
      expect(errors?.[0]?.extensions.request_access?.permissions).toEqual(['READ_ROLE']);
    });

    test('to ask for it is no use of what one has', async () => {
      await at.server.usage.flush();
      const person = await at.as.having('READ_USER');
      await person.ask(`{ roles ${ids} skipped: users @skip(if: true) ${ids} }`);
      await at.server.usage.flush();
      const { data } = await owner(
        `query ($id: Int64Bit) { all_personal_access_tokens(user_id: $id) { entities { usage { permissions { permission } } } } }`,
        { id: person.id },
      );
      expect(data.all_personal_access_tokens.entities).toEqual([{ usage: { permissions: [] } }]);
    });
  });
});
