/** Which permissions lead to an escalation by themselves, and the words in which its steps are shown. */
import { expect, test } from '@jest/globals';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { escalations } from '../../src/domain/reach/escalations.ts';
import { warningsOf } from '../../src/domain/reach/reach.ts';
import { type Facts, type Holder, unlimited } from '../../src/domain/reach/search-state.ts';

const holder = (person: boolean, permissions: Permission[], more: Partial<Holder> = {}): Holder => ({
  ...unlimited,
  person,
  everywhere: new Set(permissions),
  gives: new Set(permissions),
  onProjects: new Set(),
  ...more,
});
const facts: Facts = { mailed: false, tokensMayRotateThemselves: false, roles: [], owner: null, others: true };
const kindsOf = (one: Holder) => escalations(one, facts, 'TOKEN').map(({ leadsTo }) => leadsTo);
const wordsOf = (one: Holder, roles: Permission[][] = []) =>
  escalations(one, { ...facts, roles: roles.map((role) => new Set(role)) }, 'TOKEN').map(({ steps }) =>
    steps.map(({ words }) => words),
  );

test('with each single permission as cap: three lead to an escalation of a token, and one to that of a person', () => {
  const leading = (person: boolean) =>
    [...everyPermission].flatMap((permission) => {
      const kinds = kindsOf(holder(person, [permission], { cap: new Set([permission]) }));
      return kinds.length > 0 ? [[permission, ...kinds]] : [];
    });
  expect(leading(false)).toEqual([
    ['UPDATE_USER', 'PERSON', 'OUTLIVING'],
    ['UPDATE_ROLE', 'PERSON', 'OUTLIVING'],
    ['ADMINISTER_PROJECT', 'PERSON', 'OUTLIVING'],
  ]);
  expect(leading(true)).toEqual([['UPDATE_TOKEN_POLICY', 'OUTLIVING']]);
});

test('PROVISION_PROJECT without a cap leads to administering a project, which still works after the token ends', () => {
  expect(kindsOf(holder(true, ['PROVISION_PROJECT']))).toEqual(['PERMISSIONS']);
  expect(kindsOf(holder(false, ['PROVISION_PROJECT']))).toEqual(['PERMISSIONS', 'PERSON', 'OUTLIVING']);
});

test('a token escapes its limits by what it gives to an existing user', () => {
  const limits = { methods: new Set(['updateUser']), limits: new Set(['allowed_subnets'] as const), expires: true };
  expect(kindsOf(holder(false, ['UPDATE_USER'], limits))).toEqual(['METHODS', 'PERSON', 'PLACES', 'OUTLIVING']);
  expect(kindsOf(holder(false, ['UPDATE_USER'], { ...limits, methods: new Set(['users']) }))).toEqual([]);
});

test('the shortest escalation is shown, with an existing role, or else with a role that another user creates', () => {
  const put =
    'The token gives an existing user a role with no more permissions than it may pass on, and acts as that user.';
  const made = 'Another user creates a role with some of these permissions, or reduces a role to them.';
  const token = holder(false, ['UPDATE_USER', 'READ_USER']);
  expect(wordsOf(token, [['READ_USER'], ['READ_ROLE']])).toEqual([[put], [put]]);
  expect(wordsOf(token, [[], ['READ_ROLE']])).toEqual([
    [made, put],
    [made, put],
  ]);
  const promoted = 'The token makes an existing user a super admin, and acts as that user.';
  const ofSuperAdmin = holder(false, [...everyPermission], { superAdmin: true, methods: new Set(['updateUser']) });
  expect(wordsOf(ofSuperAdmin)).toEqual([[promoted], [promoted], [promoted]]);
});

test('a project that a token creates is an escalation if its owner may not create one', () => {
  const token = holder(false, ['PROVISION_PROJECT'], { cap: new Set(['PROVISION_PROJECT']) });
  const of = (everywhere: Permission[]) => {
    const owner = { everywhere: new Set(everywhere), onProjects: new Set<Permission>(), inRole: new Set(everywhere) };
    const ways = escalations(token, { ...facts, owner }, 'TOKEN');
    return ways.flatMap(({ leadsTo, steps }) => (steps.some(({ act }) => act === 'LEND') ? [] : [leadsTo]));
  };
  expect(of([])).toEqual(['PERMISSIONS', 'PERSON', 'OUTLIVING']);
  expect(of(['PROVISION_PROJECT'])).toEqual([]);
  expect(of(['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'])).toEqual([]);
});

test('a token that only lacks the permission to pass on its permissions may be given it by another user, if its cap allows', () => {
  const lend = 'Another user grants its owner the permissions that are needed to grant permissions to others.';
  const waysOf = (permission: Permission, inRole: Permission[], more: Partial<Holder> = {}) => {
    const owner = { everywhere: new Set([permission]), onProjects: new Set<Permission>(), inRole: new Set(inRole) };
    return escalations(holder(false, [permission], more), { ...facts, owner }, 'TOKEN').map(({ leadsTo, steps }) => [
      leadsTo,
      steps[0]?.words,
    ]);
  };
  const both = [
    ['PERSON', lend],
    ['OUTLIVING', lend],
  ];
  expect(waysOf('READ_USER', ['READ_USER'])).toEqual([]);
  expect(waysOf('READ_USER', [])).toEqual(both);
  expect(waysOf('READ_USER', [], { cap: new Set(['READ_USER']) })).toEqual([]);
  expect(waysOf('READ_USER', [], { gives: new Set() })).toEqual([]);
  expect(waysOf('EXECUTE_ANALYSIS', ['EXECUTE_ANALYSIS'])).toEqual(both);
  expect(waysOf('EXECUTE_ANALYSIS', ['EXECUTE_ANALYSIS'], { cap: new Set(['EXECUTE_ANALYSIS']) })).toEqual([]);
});

test('a token does not pass on permissions that it has for some hours or only by its own grant', () => {
  for (const permission of ['UPDATE_USER', 'UPDATE_ROLE', 'ADMINISTER_PROJECT'] as const)
    expect(kindsOf(holder(false, [permission], { gives: new Set() }))).toEqual([]);
});

test('a role has no warning that UPDATE_USER, UPDATE_ROLE and ADMINISTER_PROJECT pass permissions on to others', () => {
  expect(warningsOf(['UPDATE_USER', 'UPDATE_ROLE', 'ADMINISTER_PROJECT', 'UPDATE_TOKEN_POLICY'], true)).toEqual([]);
  expect(warningsOf(['CREATE_USER', 'UPDATE_USER'], true)).toHaveLength(2);
});
