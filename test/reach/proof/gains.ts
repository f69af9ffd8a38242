/**
 * What a gang gained: whatever somebody of it may do that nobody of it could do at the start, or only within limits that
 * are gone. The sentence that is held against it: nothing is gained that the reach of a member who acted did not tell.
 */
import type { Latchkey } from '../../server.ts';
import { type Ask, inBrowser } from '../../tokens/acts.ts';
import { type Member, type Might, nameOf } from './gang.ts';

/** What a member's reach told at the start, and what it could do then. */
export interface Told {
  kinds: Set<string>;
  permissions: Set<string>;
  might: Might;
}

/** What is left when a limit is gone, and what reach calls it. */
const aspects: Record<string, { told: string; isFree: (might: Might) => boolean }> = {
  'at all': { told: 'PERMISSIONS', isFree: () => true },
  'as a person': { told: 'PERSON', isFree: ({ person }) => person },
  'when the token is revoked': { told: 'OUTLIVING', isFree: ({ person }) => person },
  'when the token has expired': { told: 'OUTLIVING', isFree: ({ person, expires }) => person || !expires },
  'by any root field': { told: 'METHODS', isFree: ({ limited }) => !limited },
  'from anywhere': { told: 'PLACES', isFree: ({ placed }) => !placed },
};

const permissionIn = (what: string) => what.split(' ')[0] as string;

/** Everything somebody may do: everywhere, on one of the projects there were, or on one made since. */
const allOf = ({ everywhere, onProjects, superAdmin }: Might, projects: readonly string[]): string[] => [
  ...everywhere,
  ...[...onProjects].map((grant) => {
    const [permission, project] = grant.split(' ') as [string, string];
    return projects.includes(project) ? grant : `${permission} on a new project`;
  }),
  ...(superAdmin ? ['everything as a super admin'] : []),
];

/** Whether it could do that: what is done everywhere is done on each project, and whoever makes one may do there what they may somewhere. */
function could({ everywhere, onProjects, superAdmin }: Might, what: string): boolean {
  if (what.endsWith('super admin')) return superAdmin;
  if (everywhere.has(permissionIn(what)) || onProjects.has(what)) return true;
  return what.endsWith('new project') && [...onProjects].some((grant) => permissionIn(grant) === permissionIn(what));
}

/** What a member gained that neither those who acted nor its own reach told; a sentence each. */
export function untold(
  now: ReadonlyMap<Member, Might>,
  start: readonly Might[],
  projects: readonly string[],
  told: ReadonlyMap<string, Told>,
  acted: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  for (const [member, might] of now) {
    const tellers = [...acted, nameOf(member)].flatMap((name) => told.get(name) ?? []);
    for (const [aspect, { told: kind, isFree }] of Object.entries(aspects)) {
      if (!isFree(might)) continue;
      const free = start.filter(isFree);
      for (const what of allOf(might, projects)) {
        if (free.some((one) => could(one, what))) continue;
        const isTold = tellers.some(
          (one) => tells(one, kind, isFree, what) || (kind === 'OUTLIVING' && lengthens(one, might)),
        );
        if (!isTold) found.push(`${nameOf(member)} came to ${what} ${aspect}`);
      }
    }
  }
  return found;
}

/** Whether a member told of coming to this: to a permission it lacked, or past a limit with what it had or told of. */
function tells(
  { kinds, permissions, might }: Told,
  kind: string,
  isFree: (might: Might) => boolean,
  what: string,
): boolean {
  const permission = permissionIn(what);
  if (isFree(might)) return permissions.has(permission);
  return kinds.has(kind) && (could(might, what) || permissions.has(permission));
}

/** A person who told that tokens go on when they were to expire. */
const lengthens = ({ kinds, might }: Told, gained: Might) => might.person && !gained.person && kinds.has('OUTLIVING');

const admins = new WeakMap<Latchkey, Ask>();

/** What the reach of each tells, as somebody else is told of a token and as an account is told of itself. */
export async function toldBy(server: Latchkey, mights: ReadonlyMap<Member, Might>, admin: { id: string }) {
  const ask = admins.get(server) ?? (await inBrowser(server, admin));
  admins.set(server, ask);
  const told = new Map<string, Told>();
  for (const [member, might] of mights) {
    const by = member.kind === 'token' ? ask : await inBrowser(server, member);
    const of = member.kind === 'token' ? `(personal_access_token_id: ${member.id})` : '';
    const { data, errors } = await by(`{ reach${of} { statement escalations { leads_to permissions } } }`);
    if (errors) throw new Error(`reach: ${errors[0]?.message}`);
    const ways: { leads_to: string; permissions: string[] }[] = data.reach.escalations;
    const kinds = new Set(ways.map(({ leads_to }) => leads_to));
    if ((kinds.size === 0) !== (data.reach.statement === 'Nothing it may do leads to more.'))
      throw new Error(`reach says: ${data.reach.statement}`);
    told.set(nameOf(member), { kinds, permissions: new Set(ways.flatMap(({ permissions }) => permissions)), might });
  }
  return told;
}
