/** Whether what one may do leads to more: the table against every world there is, in hundreds of small models. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escalations, type Holder } from '../../src/domain/escalation.ts';
import type { Permission } from '../../src/domain/permissions.ts';
import { found, type Grant, type Rules, type World } from './escalation-model.ts';

const models = Number(process.env.ESCALATION_MODELS ?? 100);

type Some = readonly Permission[];

interface Shape {
  universe: Some;
  person: boolean;
  /** Of the role that the person, or the token's owner, is in. */
  role: Some;
  /** Of the role there is besides; null: there is none. */
  other: Some | null;
  otherUserIn: number;
  /** What the other user may do on a project that is there. */
  otherUserMay: readonly Grant[];
  cap: Some | null;
  methods: readonly string[] | null;
  expires: boolean;
  placed: boolean;
  rules: Rules;
}

const isHeld = ({ role, cap }: Shape) => role.filter((one) => !cap || cap.includes(one));

function worldOf({ person, role, other, otherUserIn, otherUserMay, cap, methods, expires, placed }: Shape): World {
  const user = { exists: true, role: 0, ours: false, granted: [] };
  return {
    users: [
      { ...user, ours: person },
      { ...user, role: otherUserIn, granted: otherUserMay },
      { ...user, exists: false, role: -1 },
    ],
    roles: [role, other, null],
    tokens: [person ? null : { owner: 0, cap, issuer: null, methods, expires, placed }, null],
    made: false,
  };
}

function told(shape: Shape): string[] {
  const { person, role, other, cap, methods, expires, placed, rules } = shape;
  const holder: Holder = {
    person,
    everywhere: new Set(person ? role : isHeld(shape)),
    onProjects: new Set(),
    cap: cap && !person ? new Set(cap) : null,
    methods: methods && !person ? new Set(methods) : null,
    bound: false,
    expires: expires && !person,
    placed: placed && !person,
  };
  const roles = [role, other ?? []].map((grants) => new Set(grants));
  const facts = { mailed: rules.mailed, tokensMayRotateThemselves: rules.rotation, roles };
  return escalations(holder, facts, 'TOKEN')
    .map(({ leadsTo }) => leadsTo)
    .sort();
}

const universes: Permission[][] = [
  ['CREATE_ROLE', 'CREATE_USER', 'PROVISION_PROJECT', 'READ_ROLE'],
  ['CREATE_USER', 'PROVISION_PROJECT', 'READ_ROLE', 'UPDATE_ROLE'],
  ['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'PROVISION_PROJECT'],
  ['CREATE_PERSONAL_ACCESS_TOKEN', 'CREATE_USER', 'PROVISION_PROJECT'],
  ['CREATE_USER', 'PROVISION_PROJECT', 'UPDATE_PERSONAL_ACCESS_TOKEN'],
  ['UPDATE_ROLE', 'UPDATE_USER', 'PROVISION_PROJECT'],
  ['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS', 'PROVISION_PROJECT', 'UPDATE_USER'],
];
const methods = ['createRole', 'updateRole', 'createUser', 'createProject', 'regeneratePersonalAccessToken'];

const shapes = fc.constantFrom(...universes).chain((universe) =>
  fc.record({
    universe: fc.constant(universe),
    person: fc.constantFrom(true, false, false),
    role: fc.subarray(universe, { minLength: 2 }).map((some) => some.toSorted()),
    other: fc.option(fc.subarray(universe).map((some) => some.toSorted())),
    otherUserIn: fc.constantFrom(-1, 0, 1),
    otherUserMay: fc.constantFrom([], ['ADMINISTER_PROJECT on old' as const]),
    cap: fc.oneof(fc.constant(null), fc.subarray(universe), fc.subarray(universe, { minLength: universe.length - 1 })),
    methods: fc.option(fc.subarray(methods, { minLength: 2 })),
    expires: fc.boolean(),
    placed: fc.boolean(),
    rules: fc.record({
      mailed: fc.boolean(),
      rotation: fc.boolean(),
      projectsCount: fc.constant(true),
      beforeCounts: fc.constant(true),
      issuerCounts: fc.constant(true),
    }),
  }),
);

test(`the table tells what trying everything finds, in ${models} small models`, () => {
  const counted: Record<string, number> = { worlds: 0, 'nothing more': 0 };
  fc.assert(
    fc.property(shapes, (shape) => {
      const { kinds, worlds } = found(worldOf(shape), shape.rules, shape.universe);
      expect(told(shape)).toEqual(kinds);
      counted.worlds = (counted.worlds ?? 0) + worlds;
      for (const kind of kinds.length > 0 ? kinds : ['nothing more']) counted[kind] = (counted[kind] ?? 0) + 1;
    }),
    { numRuns: models },
  );
  process.stderr.write(`escalation: ${JSON.stringify(counted)}\n`);
}, 3_600_000);

/** A person who administers in a world with somebody else who may do more. */
const administrator: Shape = {
  universe: [],
  person: true,
  role: [],
  other: null,
  otherUserIn: -1,
  otherUserMay: [],
  cap: null,
  methods: null,
  expires: false,
  placed: false,
  rules: { mailed: false, rotation: false, projectsCount: true, beforeCounts: true, issuerCounts: true },
};

const ways: [string, keyof Rules, Partial<Shape>][] = [
  [
    'what is held on a project did not count',
    'projectsCount',
    { universe: ['UPDATE_USER'], role: ['UPDATE_USER'], otherUserMay: ['ADMINISTER_PROJECT on old'] },
  ],
  [
    'a role could be narrowed by whoever could not grant it: its user is taken over, and the role widened again',
    'beforeCounts',
    {
      universe: ['UPDATE_ROLE', 'UPDATE_USER', 'READ_ROLE'],
      role: ['UPDATE_ROLE', 'UPDATE_USER'],
      other: ['READ_ROLE'],
      otherUserIn: 1,
    },
  ],
  [
    'a token for somebody else were not limited by its issuer: its owner is promoted',
    'issuerCounts',
    {
      universe: ['CREATE_PERSONAL_ACCESS_TOKEN', 'READ_ROLE'],
      role: ['CREATE_PERSONAL_ACCESS_TOKEN'],
      other: ['READ_ROLE'],
    },
  ],
];
test.each(ways)('trying everything finds the way up there would be if %s', (_if, rule, more) => {
  const shape = { ...administrator, ...more };
  const kinds = (rules: Rules) => found(worldOf(shape), rules, shape.universe).kinds;
  expect(kinds({ ...shape.rules, [rule]: false })).toEqual(['PERMISSIONS']);
  expect(kinds(shape.rules)).toEqual([]);
  expect(told(shape)).toEqual([]);
});
