/**
 * The plan of a document contains what can be known without running it, and lists the rest as unknown. A token issued for
 * the plan runs the document.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { kinds } from '../server.ts';
import { type Ask, freshName, holding, inBrowser, project, world } from '../tokens/acts.ts';
import { cases, ids } from './cases.ts';

/** The root fields without a condition. */
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

  test('no token may run a document that sets a password', async () => {
    const document = 'mutation { updateUser(id: 1, input: { password: "x" }) { __typename } }';
    const { data } = await owner(
      'query ($document: Text!) { required_permissions(document: $document) { personal } }',
      {
        document,
      },
    );
    expect(data.required_permissions.personal).toEqual(['updateUser']);
  });

  describe('the permissions that a refusal suggests to request', () => {
    const request = async (document: string, variables: object, ...held: Parameters<typeof at.as.having>) => {
      const { errors = [] } = await (await at.as.having(...held)).ask(document, variables);
      return errors.map(({ extensions: { code, missing_permissions, request_access } }) => ({
        code,
        missing: missing_permissions,
        asks: request_access?.permissions,
      }));
    };

    test('are all that the document lacks, not only the first refused one', async () => {
      const document = `mutation ($p: [Permission!]) { createRole(input: { name: "n", applied_permissions: $p }) { users { entities { notes { page_info { page } } } } } }`;
      expect(await request(document, { p: ['READ_ACCESS_LOG'] }, 'READ_ROLE')).toEqual([
        {
          code: 'FORBIDDEN',
          missing: ['CREATE_ROLE'],
          asks: ['READ_USER', 'CREATE_ROLE', 'READ_ACCESS_LOG'],
        },
      ]);
    });

    test('are listed for a refused filter too, which names each permission that it requires', async () => {
      const document = `query ($f: [ReverseRelationFilter]) { users(reverse_relation_filters: $f, search: { exists: "logs" }) ${ids} }`;
      expect(await request(document, { f: [{ relation: 'role.users' }] }, 'READ_USER')).toEqual([
        { code: 'INVALID_INPUT', missing: ['READ_ROLE', 'READ_ALL_LOGS'], asks: ['READ_ROLE', 'READ_ALL_LOGS'] },
      ]);
    });

    test('exclude those of fields that the sent variables leave out', async () => {
      const document = `query ($a: Boolean!) { roles ${ids} users @include(if: $a) ${ids} }`;
      expect(await request(document, { a: false })).toEqual([
        { code: 'FORBIDDEN', missing: ['READ_ROLE'], asks: ['READ_ROLE'] },
      ]);
    });

    test('exclude those that a grant on a project makes unnecessary', async () => {
      const person = await at.as.having();
      const { key } = await project(at);
      await at.owner(
        `mutation { grantProjectPermission(input: { project_key: "${key}", permission: ADMINISTER_PROJECT, user_id: ${person.id} }) { success } }`,
      );
      const { errors } = await person.ask(`{ projects { entities { grants { entities { id } } } } roles ${ids} }`);
      expect(errors?.[0]?.extensions.request_access?.permissions).toEqual(['READ_ROLE']);
    });

    test('do not count the held permissions of the document as used', async () => {
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
