/** One group of accomplices in a world of its own: random mutations by its members, and by every account and token that they obtain. */
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../../server.ts';
import { type Answer, ask } from '../../test-users.ts';
import { cookieOf, rowsOf } from '../../tokens/acts.ts';
import { type Capabilities, capabilitiesOf, type Member, nameOf } from './accomplices.ts';
import { notShown, shownBy } from './gains.ts';
import { widen } from './other-users.ts';
import {
  asksSomewhere,
  callOf,
  type Dice,
  diceOf,
  isForPeople,
  type Mutation,
  mutations,
  type Things,
} from './random.ts';
import { createWorld, type World } from './world.ts';

/** How often each mutation succeeded and was refused, by tokens and by persons. */
export type Counts = Map<string, { done: number; refused: number }>;

const perDocument = 10;
const mostMembers = 9;

/**
 * Runs this many mutations; throws if a member gained something that no reach showed. In half of the worlds only members whose
 * reach shows no escalation act, so that nothing at all may be gained.
 */
export async function episode(server: Latchkey, admin: { id: string }, seed: number, steps: number, counts: Counts) {
  const dice = diceOf(seed);
  const world = await createWorld(server, dice);
  const { members, things, atStart } = world;
  const shown = await shownBy(server, atStart, admin);
  const isHarmless = (member: Member) => shown.get(nameOf(member))?.kinds.size === 0;
  const escalating = new Set(members.filter((member) => !isHarmless(member)).map(nameOf));
  const onlyHarmless = dice.chance(0.5) && escalating.size < members.length;
  const acted = new Set<string>();
  const sent: string[] = [];
  for (let left = steps; left > 0; left -= perDocument) {
    const actor = dice.pick(onlyHarmless ? members.filter((member) => !escalating.has(nameOf(member))) : members);
    acted.add(nameOf(actor));
    const now = (await capabilitiesOf(server, [actor])).get(actor) as Capabilities;
    things.permission = dice.chance(0.75) ? [...now.everywhere] : [];
    const chosen = Array.from({ length: Math.min(perDocument, left) }, () => chosenBy(actor, now, dice));
    const calls = chosen.map((one, at) => callOf(one, `m${at}`, wanted(one, now), dice, things));
    const isBound = actor === members[0] && (await isStillBound(server, world));
    const document = isBound && dice.chance(0.5) ? (world.bound as string) : `mutation { ${calls.join(' ')} }`;
    sent.push(`${nameOf(actor)}: ${document}`);
    const answer = await ask(server, actor.headers, document);
    try {
      if (isBound && document !== world.bound && answer.data) throw new Error('a bound token sent another document.');
      if (!isBound) {
        count(answer, chosen, actor, counts);
        await collect(server, world, answer, chosen);
      }
      if (dice.chance(0.3)) await widen(server, world, dice);
      const gained = notShown(
        await capabilitiesOf(server, members),
        [...atStart.values()],
        world.projects,
        shown,
        acted,
      );
      if (gained.length > 0) throw new Error(`${gained.join('; ')}.`);
    } catch (error) {
      const accomplices = [...shown]
        .map(([name, { kinds }]) => `${name} (${[...kinds].join(', ') || 'nothing more'})`)
        .join(', ');
      throw new Error(`Seed ${seed}, ${accomplices}: ${(error as Error).message}\n${sent.join('\n')}`, {
        cause: error,
      });
    }
  }
}

/** Whether the first token is still bound: its owner may unbind it. */
async function isStillBound(server: Latchkey, { bound, members: [first] }: World): Promise<boolean> {
  if (bound === null || !first) return false;
  const query = sql`select 1 from personal_access_tokens where id = ${first.id} and operations_hash is not null`;
  return (await rowsOf(server, query)).length > 0;
}

/** Mostly a mutation that is not refused immediately. */
function chosenBy(actor: Member, { everywhere, onProjects }: Capabilities, dice: Dice): Mutation {
  const asks = ({ extensions }: Mutation) => (extensions.access as { permission?: string }).permission;
  const isHeld = (permission: string | undefined, held: Iterable<string>) =>
    !permission || [...held].some((one) => one.split(' ')[0] === permission);
  const likely = mutations.filter(
    (one) =>
      isHeld(asks(one), everywhere) &&
      isHeld(asksSomewhere(one), [...everywhere, ...onProjects]) &&
      (actor.kind === 'account' || !isForPeople(one)),
  );
  // New accounts make further mutations possible.
  const makes = likely.filter(({ name }) => name === 'createUser');
  if (makes.length > 0 && dice.chance(0.15)) return makes[0] as Mutation;
  return dice.pick(dice.chance(0.8) && likely.length > 0 ? likely : mutations);
}

/** What to select in the answer: the secrets, where the actor may read them. */
function wanted({ name }: Mutation, { everywhere }: Capabilities): string {
  if (name === 'createUser') return everywhere.has('READ_USER') ? 'id setup_link' : '__typename';
  if (/^(create|copy|regenerate)PersonalAccessToken$/.test(name)) return 'id token';
  if (name === 'resendUserCreationEmail') return 'message';
  if (name === 'createRole') return everywhere.has('READ_ROLE') ? 'id' : '__typename';
  return name === 'createPermissionSet' || name === 'requestAccess' ? 'id' : '__typename';
}

function count({ data, errors }: Answer, chosen: readonly Mutation[], actor: Member, counts: Counts): void {
  const fault = errors?.find(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR');
  if (fault) throw new Error(`unexpected error: ${fault.message}`);
  for (const [at, mutation] of chosen.entries()) {
    const isDone = data?.[`m${at}`] != null;
    if (isDone && actor.kind === 'token' && isForPeople(mutation) && mutation.name !== 'regeneratePersonalAccessToken')
      throw new Error(`a token did ${mutation.name}.`);
    const key = `${mutation.name} by ${actor.kind === 'token' ? 'a token' : 'a person'}`;
    const { done, refused } = counts.get(key) ?? { done: 0, refused: 0 };
    counts.set(key, isDone ? { done: done + 1, refused } : { done, refused: refused + 1 });
  }
}

/** Adds the accounts and tokens whose links and secrets are in the answer, and the new ids to name later. */
async function collect(server: Latchkey, { members, things }: World, { data }: Answer, chosen: readonly Mutation[]) {
  const join = (member: Member) => {
    const at = members.findIndex(({ kind, id }) => kind === member.kind && id === member.id);
    if (at >= 0) members[at] = member;
    else if (members.length < mostMembers) members.push(member);
  };
  for (const [at, { name }] of chosen.entries()) {
    const made = data?.[`m${at}`] as { id?: string; token?: string; setup_link?: string; message?: string } | null;
    if (!made) continue;
    const kind = { createRole: 'role', createUser: 'user', createPermissionSet: 'set', requestAccess: 'request' }[name];
    if (made.id && kind) things[kind as keyof Things].push(made.id);
    if (made.token && made.id) {
      things.token.push(made.id);
      join({ kind: 'token', id: made.id, headers: { Authorization: `Bearer ${made.token}` } });
    }
    const link = made.setup_link ?? made.message;
    const account = link && (await accountOf(server, link));
    if (account) join({ kind: 'account', id: account, headers: { Cookie: await cookieOf(server, { id: account }) } });
  }
}

/** The user of a one-time link. Setting the password would take long, so the caller signs the user in directly. */
async function accountOf(server: Latchkey, link: string): Promise<string | undefined> {
  const [found] = await rowsOf<{ user_id: string }>(
    server,
    sql`select user_id::text from password_links where secret_hash = sha256(${link.split('/').at(-1)}::text::bytea)`,
  );
  return found?.user_id;
}
