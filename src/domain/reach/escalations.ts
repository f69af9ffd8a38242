/**
 * Finds escalations: sequences of permitted acts that lead to more than the holder has. A table says what each act requires
 * and gives; acts are applied until nothing new is found. Where a fact is known only roughly, it reports too many rather than
 * too few.
 */
import type { Permission } from '../access/permissions.ts';
import { type EscapeKind, escapes } from '../tokens/limits/limits.ts';
import { type Actor, type Step, step } from './act-texts.ts';
import { type Act, type Gained, isWithin, type World, ways } from './acts.ts';
import { grantedByOthers } from './granted-by-others.ts';
import { type Facts, type Holder, holds, type Reached } from './search-state.ts';

export type Kind = 'PERMISSIONS' | 'METHODS' | 'PERSON' | EscapeKind | 'OUTLIVING';

export interface Escalation {
  leadsTo: Kind;
  words: string;
  /** Those gained; empty for other kinds. */
  permissions: Permission[];
  steps: Step[];
}

/** The escalations of a holder, beyond what it has or what `than` has: of each kind the shortest. */
export function escalations(start: Holder, facts: Facts, actor: Actor, than: Holder = start): Escalation[] {
  const reached = closure(start, facts, actor);
  const found: Escalation[] = [];
  for (const [leadsTo, more] of Object.entries(kinds)) {
    const ways = reached.flatMap((one) => {
      const words = more(than, one);
      const permissions = leadsTo === 'PERMISSIONS' ? gained(than, one.holder) : [];
      return words ? [{ leadsTo: leadsTo as Kind, words, permissions, steps: one.steps }] : [];
    });
    const [shortest] = ways.sort((one, other) => one.steps.length - other.steps.length);
    if (shortest) found.push(shortest);
  }
  return found;
}

/** What is reached beyond the start, in words; null: nothing of this kind. */
type More = (start: Holder, reached: Found) => string | null;

const beyondLimits: Record<EscapeKind, More> = Object.assign(
  {},
  ...escapes.map(({ field, kind, words }) => ({
    [kind]: (start: Holder, { holder }: Found) => (start.limits.has(field) && !holder.limits.has(field) ? words : null),
  })),
);

const kinds: Record<Kind, More> = {
  PERMISSIONS: (start, { holder }) => {
    const more = gained(start, holder);
    return more.length > 0 ? `${more.join(' and ')} on projects that it creates` : null;
  },
  METHODS: ({ methods, bound }, { holder }) => {
    if (methods && holder.methods === null) return 'root fields it may not call';
    return bound && !holder.bound ? 'documents it is not bound to' : null;
  },
  PERSON: ({ person }, { holder }) =>
    !person && holder.person ? 'what only people may do, such as issuing tokens and setting passwords' : null,
  ...beyondLimits,
  OUTLIVING: ({ person, expires }, { holder, actor }) => {
    if (!person && holder.person)
      return actor === 'EXISTING_ACCOUNT'
        ? 'permissions of an existing user that are left when the token has expired or was revoked'
        : 'a way in that is left when the token has expired or was revoked';
    if (person && holder.lengthens) return 'tokens that go on when they were to expire';
    return expires && !holder.expires ? 'a way in that is left when the token was to expire' : null;
  },
};

const gained = (start: Holder, reached: Holder) =>
  [...permissionsOf(reached)].filter((permission) => !permissionsOf(start).has(permission));

const permissionsOf = ({ everywhere, onProjects }: Holder) => new Set([...everywhere, ...onProjects]);

interface Found {
  holder: Reached;
  actor: Actor;
  steps: Step[];
}

interface Role {
  grants: ReadonlySet<Permission>;
  steps: Step[];
}

/** All holders that the start can act as. Repeats until a round adds none. */
function closure(start: Holder, facts: Facts, actor: Actor): Found[] {
  const holders = new Map<string, Found>();
  const roles = new Map<string, Role>();
  add(holders, keyOf(start), { holder: start, actor, steps: [] });
  for (const { method, holder } of grantedByOthers(start, facts))
    add(holders, keyOf(holder), { holder, actor, steps: [step(method, 'OTHERS', 'LEND')] });
  for (const grants of facts.roles) add(roles, listed(grants), { grants, steps: [] });
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const found of [...holders.values()]) {
      const { holder: by, actor, steps } = found;
      const world = { ...facts, by, roles: [...roles.values()].map(({ grants }) => grants) };
      const come = (holder: Reached, who: Actor, steps: Step[]) => {
        isMore = add(holders, keyOf(holder), { holder, actor: who, steps }) || isMore;
      };
      for (const act of ways.filter((act) => may(act, world))) {
        const does = typeof act.does === 'string' ? act.does : act.does(world);
        const done = [...steps, step(act.method, actor, does)];
        const role = act.role?.(world);
        if (role) isMore = add(roles, listed(role), { grants: role, steps: done }) || isMore;
        if (act.becomes) come(act.becomes(world), actor, done);
        for (const { gained, before } of accountsOf(act, world, [...roles.values()]))
          come(gained.holder, gained.account, unrepeated([...before, ...done]));
      }
    }
  }
  return [...holders.values()];
}

/** The accounts that an act leads to, with the steps before it, such as creating the role that it requires. */
function accountsOf(act: Act, world: World, roles: readonly Role[]): { gained: Gained; before: Step[] }[] {
  const gained = act.gains?.(world);
  const inRoles = [...roles, ...madeByOthers(world)]
    .filter(({ grants }) => isWithin(grants, world.by))
    .map(({ grants, steps }) => ({ gained: act.puts?.(world, grants), before: steps }));
  return [{ gained, before: [] }, ...inRoles].flatMap(({ gained, before }) => (gained ? [{ gained, before }] : []));
}

/** Roles that other users may create at any time: with all permissions that the acting holder may give, and with none. */
function madeByOthers({ others, by }: World): Role[] {
  const steps = [step('createRole', 'OTHERS', 'MAKE_FITTING_ROLE')];
  return others ? [by.gives, new Set<Permission>()].map((grants) => ({ grants, steps })) : [];
}

function add<T extends { steps: Step[] }>(map: Map<string, T>, key: string, value: T): boolean {
  const known = map.get(key);
  if (known && known.steps.length <= value.steps.length) return false;
  map.set(key, value);
  return true;
}

const may = ({ method, needs, takes }: Act, world: World) =>
  (!world.by.methods || world.by.methods.has(method)) &&
  needs(world).every((permission) => holds(world.by, permission)) &&
  (takes?.(world) ?? true);

const listed = (permissions: ReadonlySet<Permission>) => [...permissions].sort().join();

const keyOf = ({ everywhere, gives, onProjects, methods, fromOthers, ...holder }: Reached) =>
  JSON.stringify([
    listed(everywhere),
    listed(gives),
    listed(onProjects),
    methods && [...methods],
    fromOthers && listed(fromOthers),
    holder.person,
    holder.superAdmin,
    holder.expires,
    holder.lengthens,
  ]);

const unrepeated = (steps: Step[]) => [...new Map(steps.map((step) => [step.words, step])).values()];
