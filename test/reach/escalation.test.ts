/** Escalations: the table of the program against every reachable world, in hundreds of small models. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { type Escalation, escalations, type Kind } from '../../src/domain/reach/escalations.ts';
import type { Holder } from '../../src/domain/reach/search-state.ts';
import { found } from './escalation-found.ts';
import type { Grant, Rules, World } from './escalation-model.ts';

const models = Number(process.env.ESCALATION_MODELS ?? 40);
const mostWorlds = Number(process.env.ESCALATION_WORLDS ?? 300);

type Some = readonly Permission[];

interface Shape {
  universe: Some;
  person: boolean;
  /** Of the role of the person, or of the token's owner. */
  role: Some;
  /** The grants of the person, or of the token's owner, on the existing project. */
  may: readonly Grant[];
  /** Of the other role; null if there is none. */
  other: Some | null;
  otherUserIn: number;
  /** The grants of the other user on the existing project. */
  otherUserMay: readonly Grant[];
  cap: Some | null;
  /** Granted to this token only. */
  added: Some;
  methods: readonly string[] | null;
  expires: boolean;
  placed: boolean;
  rotation: boolean;
  rules: Rules;
}

/** The accounts that act together with the token or the person: the owner's, and that of an accomplice, whose role may be empty. */
interface Accomplices {
  owner: boolean;
  accomplice: 'NONE' | 'OF_NO_POWER' | 'OTHER_USER';
}

const emptyRole = 3;

function worldOf(shape: Shape, { owner, accomplice }: Accomplices): World {
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
    limits: new Set(placed && !person ? (['allowed_subnets'] as const) : []),
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

const shown = (shape: Shape): string[] => waysOf(shape).map(({ leadsTo }) => leadsTo);

/** Without the steps in which another user with more permissions helps, because the accomplices here have none. */
const shownWithoutHelp = (shape: Shape): string[] =>
  waysOf(shape).flatMap(({ leadsTo, steps }) => (steps.some(({ act }) => act === 'LEND') ? [] : [leadsTo]));

/** What reach shows of an accomplice: a person with more permissions has no limits, so any kind may follow. */
function shownOfPerson(shape: Shape, role: Some, may: readonly Grant[]): string[] {
  const kinds = shown({ ...shape, person: true, role, may });
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

const accomplice: Accomplices = { owner: false, accomplice: 'OF_NO_POWER' };
const alone: Accomplices = { owner: false, accomplice: 'NONE' };

test(`the table contains exactly the escalations that trying everything finds, in ${models} small models`, () => {
  const counted: Record<string, number> = { worlds: 0, 'nothing more': 0 };
  const count = (what: string, by = 1) => {
    counted[what] = (counted[what] ?? 0) + by;
  };
  fc.assert(
    fc.property(shapes, (shape) => {
      const by = (accomplices: Accomplices) => {
        const rules = { ...shape.rules, madeByOthers };
        const { kinds, worlds } = found(worldOf(shape, accomplices), rules, shape.universe, mostWorlds);
        count('worlds', worlds);
        return kinds;
      };
      const kinds = shown(shape);
      const madeByOthers = [...shape.rules.madeByOthers, [...holderOf(shape).gives].sort()];
      // Nothing is found that reach does not show; what it shows is found with a powerless accomplice, with the owner, or alone.
      const known = by(accomplice);
      expect(kinds).toEqual(expect.arrayContaining(known));
      const open = (found: Kind[]) => shownWithoutHelp(shape).filter((kind) => !found.some((one) => one === kind));
      if (open(known).length > 0) known.push(...by({ ...accomplice, owner: true }));
      if (open(known).length > 0) known.push(...by(alone));
      expect(open(known)).toEqual([]);
      const members = [
        ...kinds,
        ...shownOfPerson(shape, shape.role, shape.may),
        ...shownOfPerson(shape, [[], shape.role, shape.other ?? []][shape.otherUserIn + 1] ?? [], shape.otherUserMay),
      ];
      expect(members).toEqual(expect.arrayContaining(by({ owner: true, accomplice: 'OTHER_USER' })));
      for (const kind of kinds.length > 0 ? kinds : ['nothing more']) count(kind);
    }),
    { numRuns: models },
  );
  process.stderr.write(`escalation: ${JSON.stringify(counted)}\n`);
}, 3_600_000);

/** A person with administrative permissions, next to another user who has more. */
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
    'project permissions of the edited user did not count',
    'projectsCount',
    { universe: ['UPDATE_USER'], role: ['UPDATE_USER'], otherUserMay: ['ADMINISTER_PROJECT on old'] },
  ],
  [
    'a role could be narrowed by a user who could not grant it: its users are taken over, and the role is widened again',
    'beforeCounts',
    {
      universe: ['UPDATE_ROLE', 'UPDATE_USER', 'READ_ROLE'],
      role: ['UPDATE_ROLE', 'UPDATE_USER'],
      other: ['READ_ROLE'],
      otherUserIn: 1,
    },
  ],
  [
    'a token for another user was not limited by its issuer: its owner is promoted',
    'issuerCounts',
    {
      universe: ['CREATE_PERSONAL_ACCESS_TOKEN', 'READ_ROLE'],
      role: ['CREATE_PERSONAL_ACCESS_TOKEN'],
      other: ['READ_ROLE'],
    },
  ],
];
test.each(ways)('trying everything finds the escalation that would exist if %s', (_if, rule, more) => {
  const shape = { ...administrator, ...more };
  const world = worldOf(shape, alone);
  const kinds = (rules: Rules) => found(world, rules, shape.universe).kinds;
  expect(kinds({ ...shape.rules, [rule]: false })).toEqual(['PERMISSIONS']);
  expect(kinds(shape.rules)).toEqual([]);
  expect(shown(shape)).toEqual([]);
});
