/** Password confirmation: each mutation declares whether it requires one, and enforces that. The cases come from the schema. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInputObjectType } from 'graphql';
import { type Confirmed, sentence } from '../../src/graphql/access/confirmation.ts';
import { kinds } from '../server.ts';
import { type Person, password } from '../test-users.ts';
import { holding, inBrowser, setPolicy, world } from '../tokens/acts.ts';
import { callOf, pair, type Root, roots } from './calls.ts';
import { expectRefusal } from './writing.ts';

const mutations = roots
  .filter(({ operation }) => operation === 'mutation')
  .map((root) => ({ ...root, confirmed: root.field.extensions.confirmed as Confirmed }));
const never = mutations.filter(({ confirmed }) => confirmed === 'never');

/** The input field as declared, with a sample value if the declaration only names it. */
function sent(root: Root, value: string): string {
  if (value.includes(':')) return value;
  const input = root.field.args.find(({ name }) => name === 'input')?.type;
  const field = isInputObjectType(input) ? input.getFields()[value] : undefined;
  return field ? pair(field) : '';
}

/** Every call that requires password confirmation. */
const confirmed = mutations.flatMap((root) => {
  if (typeof root.confirmed !== 'string')
    return root.confirmed.map((value) => ({ ...root, call: `${root.name} with ${value}`, more: sent(root, value) }));
  return root.confirmed === 'always' ? [{ ...root, call: root.name, more: '' }] : [];
});
const others = mutations.filter(({ confirmed }) => confirmed !== 'always');

test('every mutation declares whether it requires password confirmation, and its description says so', () => {
  expect(mutations.filter(({ confirmed }) => confirmed === undefined)).toEqual([]);
  for (const { confirmed, field } of mutations) expect(field.description).toContain(sentence(confirmed));
  expect(confirmed.filter(({ call, more }) => call.includes(' with ') && !more)).toEqual([]);
});

test('docs/tokens.md lists every mutation with the inputs that require password confirmation', () => {
  const text = readFileSync('docs/tokens.md', 'utf8');
  const [, table = ''] = /\| mutations \| needs a confirmed password \|\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(text) ?? [];
  const listed = table
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [, names = '', needs = ''] = row.split('|').map((cell) => cell.trim());
      const values = [...needs.matchAll(/`([^`]+)`/g)].map(([, value]) => value);
      return [...names.matchAll(/`(\w+)`/g)].map(([, name]) => [name, values.length > 0 ? values : needs]);
    });
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(mutations.map(({ name, confirmed }) => [name, confirmed])),
  );
});

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let person: Person;
  beforeAll(async () => {
    person = await at.as.owner();
  });
  const late = () => inBrowser(at.server, person, 11);
  const codesOf = ({ errors }: Awaited<ReturnType<Person['ask']>>) => errors?.map(({ extensions }) => extensions.code);
  const needed = 'PASSWORD_CONFIRMATION_REQUIRED';

  test.each(confirmed)(
    '$call is refused in a session whose last password confirmation is too long ago',
    async (root) => {
      const by = await late();
      await expectRefusal(at.server, needed, () => by(callOf(root, root.more)));
    },
  );

  test.each(others)('$name without further inputs requires no password confirmation', async (root) => {
    expect(codesOf(await (await late())(callOf(root))) ?? []).not.toContain(needed);
  });

  test.each(confirmed)('$call requires no password confirmation when sent with a token', async (root) => {
    expect(codesOf(await holding(at.server, person.token)(callOf(root, root.more))) ?? []).not.toContain(needed);
  });

  describe('with a confirmation window of 0 minutes', () => {
    beforeAll(() => setPolicy(at, { password_confirmation_minutes: 0 }));
    afterAll(() => setPolicy(at, { password_confirmation_minutes: 10, current_password: password }));

    test.each(confirmed)('$call requires the password in the call itself', async (root) => {
      const by = await inBrowser(at.server, person);
      await expectRefusal(at.server, needed, () => by(callOf(root, root.more)));
      await expectRefusal(at.server, 'INVALID_INPUT', () => by(callOf(root, `${root.more} current_password: "wrong"`)));
      const answer = await by(callOf(root, `${root.more} current_password: "${password}"`));
      expect(codesOf(answer) ?? []).not.toContain(needed);
      expect(answer.errors?.[0]?.extensions.fields?.current_password).toBeUndefined();
      expect(answer.data).toBeDefined();
    });
  });

  test('exactly these mutations, which only take permissions away or give none, never require password confirmation', () => {
    expect(never.map(({ name }) => name)).toEqual([
      'confirmPassword',
      'createAccessLog',
      'createNote',
      'createProject',
      'declineAccess',
      'deleteApplicationFirewallRule',
      'deleteNote',
      'deleteOtherSessions',
      'deletePermission',
      'deletePermissionSet',
      'deleteRole',
      'deleteSession',
      'endAccess',
      'requestAccess',
      'requestOneTimePassword',
      'retirePermission',
      'revokeProjectPermission',
      'submitAnalysis',
      'updateNote',
      'updateProject',
      'verifyOneTimePasswordForAuthenticationFactor',
    ]);
  });
});
