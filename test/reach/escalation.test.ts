/** Whether what one may do leads to more: the table against every world there is, in hundreds of small models. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { type Escalation, escalations, type Kind } from '../../src/domain/reach/escalations.ts';
import type { Holder } from '../../src/domain/reach/holder.ts';
import { found } from './escalation-found.ts';
import type { Grant, Rules, World } from './escalation-model.ts';

const models = Number(process.env.ESCALATION_MODELS ?? 80);
const mostWorlds = Number(process.env.ESCALATION_WORLDS ?? 300);

type Some = readonly Permission[];

interface Shape {
  universe: Some;
  person: boolean;
  /** Of the role that the person, or the token's owner, is in. */
  role: Some;
  /** What the person, or the token's owner, may do on a project that is there. */
  may: readonly Grant[];
  /** Of the role there is besides; null: there is none. */
  other: Some | null;
  otherUserIn: number;
  /** What the other user may do on a project that is there. */
  otherUserMay: readonly Grant[];
  cap: Some | null;
  /** Granted to the token alone. */
  added: Some;
  methods: readonly string[] | null;
  expires: boolean;
  placed: boolean;
  rotation: boolean;
  rules: Rules;
}

/** The accounts that act together with the token or the person: the owner's, and an accomplice's, whose role may give nothing. */
interface Gang {
  owner: boolean;
  accomplice: 'NONE' | 'OF_NO_POWER' | 'OTHER_USER';
}

const emptyRole = 3;

function worldOf(shape: Shape, { owner, accomplice }: Gang): World {
  const { person, role, may, other, otherUserIn, otherUserMay, cap, added, methods, expires, placed } = shape;
  const user = { exists: true, role: 0, ours: false, granted: may };
  const another =
    accomplice === 'OF_NO_POWER'
      ? { role: emptyRole, granted: [] }
      : { role: other || otherUserIn < 1 ? otherUserIn : -1, granted: otherUserMay };
  return {
    users: [
      { ...user, ours: person || owner },
      { ...user, ...another, ours: accomplice !== 'NONE' },
      { ...user, exists: false, role: -1, granted: [] },
    ],
    roles: [role, other, null, ...(accomplice === 'OF_NO_POWER' ? [[]] : [])],
    tokens: [person ? null : { owner: 0, cap, issuer: null, added, methods, expires, placed }, null],
    made: false,
    rotation: shape.rotation,
  };
}

const permissionsOf = (grants: readonly Grant[]) => new Set(grants.map((one) => one.split(' ')[0] as Permission));

function holderOf(shape: Shape): Holder {
  const { person, role, may, added, methods, expires, placed } = shape;
  const cap = shape.cap && !person ? new Set([...shape.cap, ...added]) : null;
  const isWithin = (one: Permission) => !cap || cap.has(one);
  return {
    person,
    everywhere: new Set((person ? role : [...role, ...added]).filter(isWithin)),
    gives: new Set(role.filter((one) => !shape.cap || person || shape.cap.includes(one))),
    onProjects: new Set([...permissionsOf(may)].filter(isWithin)),
    superAdmin: false,
    cap,
    methods: methods && !person ? new Set(methods) : null,
    bound: false,
    expires: expires && !person,
    placed: placed && !person,
  };
}

function waysOf(shape: Shape): Escalation[] {
  const { person, role, may, other, rotation: tokensMayRotateThemselves, rules } = shape;
  const roles = [role, other ?? []].map((grants) => new Set(grants));
  const inRole = new Set(role);
  const owner = person ? null : { everywhere: inRole, onProjects: permissionsOf(may), inRole };
  const facts = { mailed: rules.mailed, tokensMayRotateThemselves, roles, owner, others: true };
  return escalations(holderOf(shape), facts, 'TOKEN');
}

const told = (shape: Shape): string[] => waysOf(shape).map(({ leadsTo }) => leadsTo);

/** Without what somebody else who may do more has to give on the way: those we look at for these may not. */
const toldWithoutHelp = (shape: Shape): string[] =>
  waysOf(shape).flatMap(({ leadsTo, steps }) => (steps.some(({ act }) => act === 'LEND') ? [] : [leadsTo]));

/** What a member tells who signs in: with permissions it has no limit to leave behind, so any kind may come of them. */
function toldOfPerson(shape: Shape, role: Some, may: readonly Grant[]): string[] {
  const kinds = told({ ...shape, person: true, role, may });
  return kinds.includes('PERMISSIONS') ? [...kinds, 'METHODS', 'PERSON', 'PLACES', 'OUTLIVING'] : kinds;
}

const universes: Permission[][] = [
  ['CREATE_ROLE', 'CREATE_USER', 'PROVISION_PROJECT', 'READ_ROLE'],
  ['CREATE_USER', 'PROVISION_PROJECT', 'READ_ROLE', 'UPDATE_ROLE'],
  ['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'PROVISION_PROJECT'],
  ['CREATE_PERSONAL_ACCESS_TOKEN', 'CREATE_USER', 'PROVISION_PROJECT'],
  ['CREATE_USER', 'PROVISION_PROJECT', 'UPDATE_PERSONAL_ACCESS_TOKEN'],
  ['UPDATE_ROLE', 'UPDATE_USER', 'PROVISION_PROJECT'],
  ['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS', 'PROVISION_PROJECT', 'UPDATE_USER'],
  ['ADMINISTER_PROJECT', 'READ_USER', 'UPDATE_ROLE', 'UPDATE_TOKEN_POLICY'],
];
const methods = [
  'createRole',
  'updateRole',
  'createUser',
  'updateUser',
  'createProject',
  'grantProjectPermission',
  'regeneratePersonalAccessToken',
];

const shapes = fc.constantFrom(...universes).chain((universe) =>
  fc.record({
    universe: fc.constant(universe),
    person: fc.constantFrom(true, false, false),
    role: fc.subarray(universe).map((some) => some.toSorted()),
    may: fc.constantFrom([], [], ['ADMINISTER_PROJECT on old' as const]),
    other: fc.option(fc.subarray(universe).map((some) => some.toSorted())),
    otherUserIn: fc.constantFrom(-1, 0, 1),
    otherUserMay: fc.constantFrom([], ['ADMINISTER_PROJECT on old' as const]),
    cap: fc.oneof(fc.constant(null), fc.subarray(universe), fc.subarray(universe, { minLength: universe.length - 1 })),
    added: fc.oneof(fc.constant([]), fc.subarray(universe, { maxLength: 2 })),
    methods: fc.option(fc.subarray(methods, { minLength: 2 })),
    expires: fc.boolean(),
    placed: fc.boolean(),
    rotation: fc.boolean(),
    rules: fc.record({
      mailed: fc.boolean(),
      madeByOthers: fc.subarray(universe).map((some) => [some.toSorted()]),
      projectsCount: fc.constant(true),
      beforeCounts: fc.constant(true),
      issuerCounts: fc.constant(true),
    }),
  }),
);

const accomplice: Gang = { owner: false, accomplice: 'OF_NO_POWER' };
const alone: Gang = { owner: false, accomplice: 'NONE' };

test(`the table tells what trying everything finds, in ${models} small models`, () => {
  const counted: Record<string, number> = { worlds: 0, 'nothing more': 0 };
  const count = (what: string, by = 1) => {
    counted[what] = (counted[what] ?? 0) + by;
  };
  fc.assert(
    fc.property(shapes, (shape) => {
      const by = (gang: Gang) => {
        const rules = { ...shape.rules, madeByOthers };
        const { kinds, worlds } = found(worldOf(shape, gang), rules, shape.universe, mostWorlds);
        count('worlds', worlds);
        return kinds;
      };
      const kinds = told(shape);
      const madeByOthers = [...shape.rules.madeByOthers, [...holderOf(shape).gives].sort()];
      // Nothing is found that is not told; what is told is found with an accomplice who may do nothing, with the owner, or alone.
      const known = by(accomplice);
      expect(kinds).toEqual(expect.arrayContaining(known));
      const open = (found: Kind[]) => toldWithoutHelp(shape).filter((kind) => !found.some((one) => one === kind));
      if (open(known).length > 0) known.push(...by({ ...accomplice, owner: true }));
      if (open(known).length > 0) known.push(...by(alone));
      expect(open(known)).toEqual([]);
      const members = [
        ...kinds,
        ...toldOfPerson(shape, shape.role, shape.may),
        ...toldOfPerson(shape, [[], shape.role, shape.other ?? []][shape.otherUserIn + 1] ?? [], shape.otherUserMay),
      ];
      expect(members).toEqual(expect.arrayContaining(by({ owner: true, accomplice: 'OTHER_USER' })));
      for (const kind of kinds.length > 0 ? kinds : ['nothing more']) count(kind);
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
  may: [],
  other: null,
  otherUserIn: -1,
  otherUserMay: [],
  cap: null,
  added: [],
  methods: null,
  expires: false,
  placed: false,
  rotation: false,
  rules: { mailed: false, madeByOthers: [], projectsCount: true, beforeCounts: true, issuerCounts: true },
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
  const world = worldOf(shape, alone);
  const kinds = (rules: Rules) => found(world, rules, shape.universe).kinds;
  expect(kinds({ ...shape.rules, [rule]: false })).toEqual(['PERMISSIONS']);
  expect(kinds(shape.rules)).toEqual([]);
  expect(told(shape)).toEqual([]);
});
