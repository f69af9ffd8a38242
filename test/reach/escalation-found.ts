/** Explores every reachable world, and returns what the accomplices have gained in one of them. */
import type { Kind } from '../../src/domain/reach/escalations.ts';
import {
  type Actor,
  actors,
  isWithin,
  meanwhile,
  next,
  permissionOf,
  type Rules,
  type Some,
  type World,
} from './escalation-model.ts';

/**
 * What an actor may do: a permission everywhere, which counts on both projects too, or a grant on one. A grant on the old
 * project counts as no new permission on the new one.
 */
const everythingOf = ({ held, granted }: Actor) => [
  ...held.flatMap((one) => [one, `${one} on old`, `${one} on new`]),
  ...granted.flatMap((one) => [one, `${permissionOf(one)} on new`]),
];

/** Whether an actor now has something that no actor had at the start, or there was no actor then. */
function isMore(now: readonly Actor[], start: readonly Actor[]): boolean {
  const had = new Set(start.flatMap(everythingOf));
  return (
    (start.length === 0 && now.length > 0) || now.some((actor) => everythingOf(actor).some((one) => !had.has(one)))
  );
}

/**
 * The kinds of escalation that the accomplices reach together in some world. Stops when every kind was found, or after this
 * many worlds, those with fewer acts first.
 */
export function found(
  start: World,
  rules: Rules,
  universe: Some,
  mostWorlds = Number.POSITIVE_INFINITY,
): { kinds: Kind[]; worlds: number } {
  const [token] = start.tokens;
  const before = actors(start);
  const had = before.flatMap(({ held, granted }) => [...held, ...granted.map(permissionOf)]);
  const kinds = new Set<Kind>();
  const most = token ? 3 + Number(token.methods !== null) + Number(token.placed) : 1 + Number(!start.rotation);
  const seen = new Map([[JSON.stringify(start), start]]);
  let worlds = 0;
  for (const world of seen.values()) {
    if (++worlds > mostWorlds) break;
    const all = actors(world);
    const isMoreOf = (which: (actor: Actor, world: World) => boolean) =>
      isMore(
        all.filter((actor) => which(actor, world)),
        before.filter((actor) => which(actor, start)),
      );
    const isPerson = ({ person }: Actor) => person;
    if (all.some(({ held, granted }) => !isWithin([...held, ...granted.map(permissionOf)], had)))
      kinds.add('PERMISSIONS');
    if (token?.methods && isMoreOf(({ methods }) => methods === null)) kinds.add('METHODS');
    if (token && isMoreOf(isPerson)) kinds.add('PERSON');
    const isWithout =
      (limit: 'placed' | 'expires') =>
      (actor: Actor, { tokens }: World) =>
        actor.token === null || !tokens[actor.token]?.[limit];
    if (token?.placed && isMoreOf(isWithout('placed'))) kinds.add('PLACES');
    const isLengthened = token?.expires && !start.users[0]?.ours && !world.tokens[0]?.expires;
    if (token && (isMoreOf(isPerson) || isLengthened || (token.expires && isMoreOf(isWithout('expires')))))
      kinds.add('OUTLIVING');
    if (!token && world.rotation && !start.rotation) kinds.add('OUTLIVING');
    if (kinds.size === most) break;
    for (const one of [...next(world, rules, universe), ...meanwhile(world, start, rules)]) {
      const key = JSON.stringify(one);
      if (!seen.has(key)) seen.set(key, one);
    }
  }
  return { kinds: [...kinds].sort(), worlds };
}
