/** Numeric bounds: the values that `schema/api.graphql` states are accepted, and those just outside are refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  getNamedType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { kinds } from '../server.ts';
import type { Answer } from '../test-users.ts';
import { inBrowser, made, regenerate, type World, world } from '../tokens/acts.ts';

const printed = buildSchema(readFileSync('schema/api.graphql', 'utf8'));

/** Every argument or input field of type Int with "from … to …" in its description. */
function stated(): { place: string; least: number; most: number }[] {
  const found: { place: string; least: number; most: number }[] = [];
  const look = (place: string, { type, description }: GraphQLArgument | GraphQLInputField) => {
    const [, least, most] = /\bfrom ([\d,]+)(?: \([^)]*\))? to ([\d,]+)/i.exec(description ?? '') ?? [];
    if (isListType(type) || getNamedType(type).name !== 'Int' || !least || !most) return;
    found.push({ place, least: Number(least.replaceAll(',', '')), most: Number(most.replaceAll(',', '')) });
  };
  for (const type of Object.values(printed.getTypeMap())) {
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (isObjectType(type))
      for (const field of Object.values(type.getFields()))
        for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name})`, argument);
  }
  return found;
}

type Try = (at: World, value: number) => Promise<Answer>;

const setting =
  (name: string): Try =>
  async ({ server, owner }, value) => {
    await server.db.execute(sql`update token_policies set password_confirmation_minutes = 10`);
    return owner(
      'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { warning_days } }',
      { input: { [name]: value } },
    );
  };

const passwordRule =
  (name: string): Try =>
  ({ owner }, value) =>
    owner('mutation ($input: UpdatePasswordPolicyMutationInput) { updatePasswordPolicy(input: $input) { id } }', {
      input: { [name]: value },
    });

const pending: Try = async ({ server, as, owner }, for_hours) => {
  const by = await inBrowser(server, await as.having());
  const asked = await by('mutation { requestAccess(input: { permissions: [READ_USER], reason: "r" }) { id } }');
  const text =
    'mutation ($id: Int64Bit!, $input: GrantAccessMutationInput) { grantAccess(id: $id, input: $input) { id } }';
  return owner(text, { id: asked.data.requestAccess.id, input: { for_hours } });
};

const tries: Record<string, Try> = {
  'GrantAccessMutationInput.for_hours': pending,
  'Paginator.records_per_page': ({ owner }, value) =>
    owner('query ($value: Int!) { users(paginator: { page: 1, records_per_page: $value }) { entities { id } } }', {
      value,
    }),
  'PersonalAccessToken.usage(days)': ({ owner }, value) =>
    owner('query ($value: Int!) { personal_access_tokens { entities { usage(days: $value) { since } } } }', { value }),
  'Role.unused_permissions(days)': async ({ as, owner }, value) => {
    await as.having();
    return owner('query ($value: Int!) { roles { entities { unused_permissions(days: $value) } } }', { value });
  },
  'Query.shrink_suggestion(unused_for_days)': async ({ owner }, value) => {
    const { id } = await made(owner);
    const text =
      'query ($id: Int64Bit!, $value: Int!) { shrink_suggestion(id: $id, unused_for_days: $value) { counted_since } }';
    return owner(text, { id, value });
  },
  'RegeneratePersonalAccessTokenMutationInput.overlap_minutes': async ({ owner }, overlap_minutes) =>
    regenerate(owner, (await made(owner)).id, { overlap_minutes }),
  'ShrinkPersonalAccessTokenMutationInput.unused_for_days': async ({ owner }, unused_for_days) => {
    const { id } = await made(owner, { permissions: ['READ_USER'] });
    const text =
      'mutation ($id: Int64Bit!, $input: ShrinkPersonalAccessTokenMutationInput) { shrinkPersonalAccessToken(id: $id, input: $input) { id } }';
    return owner(text, { id, input: { unused_for_days } });
  },
  ...Object.fromEntries(
    ['minimum_length', 'minimum_password_strength'].map((name) => [
      `UpdatePasswordPolicyMutationInput.${name}`,
      passwordRule(name),
    ]),
  ),
  ...Object.fromEntries(
    [
      'maximum_token_lifetime_days',
      'password_confirmation_minutes',
      'tokens_per_user',
      'revoke_unused_after_days',
      'warning_days',
      'restore_latent_within_days',
    ].map((name) => [`UpdateTokenPolicyMutationInput.${name}`, setting(name)]),
  ),
};

test('every numeric bound that schema/api.graphql states is tested here', () => {
  expect(
    stated()
      .map(({ place }) => place)
      .toSorted(),
  ).toEqual(Object.keys(tries).toSorted());
});

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  test.each(stated())(
    '$place accepts $least and $most, and refuses the values just outside',
    async ({ place, least, most }) => {
      const run = tries[place] as Try;
      for (const value of [least, most]) {
        const { errors = [] } = await run(at, value);
        // A value within the bounds may still be a CONFLICT, because there is nothing to change.
        expect({ value, refused: errors.filter(({ extensions }) => extensions.code !== 'CONFLICT') }).toEqual({
          value,
          refused: [],
        });
      }
      const name = /(\w+)\)?$/.exec(place)?.[1] as string;
      for (const value of [least - 1, most + 1]) {
        const { errors } = await run(at, value);
        expect({ value, code: errors?.[0]?.extensions.code }).toEqual({ value, code: 'INVALID_INPUT' });
        expect(Object.keys(errors?.[0]?.extensions.fields ?? {}).join()).toMatch(new RegExp(`\\b${name}$`));
      }
      await at.server.db.execute(sql`delete from token_policies`);
      await at.server.db.execute(sql`insert into token_policies (id) values (1)`);
    },
  );
});
