/**
 * What the accomplices gained: whatever one of them may do that none of them could do at the start, or only within limits
 * that are gone. The rule to test: nothing is gained that the reach of an acting member did not show.
 */
import type { Latchkey } from '../../server.ts';
import { type Ask, inBrowser } from '../../tokens/acts.ts';
import { type Capabilities, type Member, nameOf } from './accomplices.ts';

/** What the reach of a member showed at the start, and what the member could do then. */
export interface Shown {
  kinds: Set<string>;
  permissions: Set<string>;
  can: Capabilities;
}

/** What remains when a limit is gone, and how reach calls it. */
const aspects: Record<string, { shown: string; isFree: (can: Capabilities) => boolean }> = {
  'at all': { shown: 'PERMISSIONS', isFree: () => true },
  'as a person': { shown: 'PERSON', isFree: ({ person }) => person },
  'when the token is revoked': { shown: 'OUTLIVING', isFree: ({ person }) => person },
  'when the token has expired': { shown: 'OUTLIVING', isFree: ({ person, expires }) => person || !expires },
  'by any root field': { shown: 'METHODS', isFree: ({ limited }) => !limited },
  'from anywhere': { shown: 'PLACES', isFree: ({ placed }) => !placed },
};

const permissionIn = (what: string) => what.split(' ')[0] as string;

/** Everything a member may do: everywhere, on a project of the start, or on a project created since. */
const allOf = ({ everywhere, onProjects, superAdmin }: Capabilities, projects: readonly string[]): string[] => [
  ...everywhere,
  ...[...onProjects].map((grant) => {
    const [permission, project] = grant.split(' ') as [string, string];
    return projects.includes(project) ? grant : `${permission} on a new project`;
  }),
  ...(superAdmin ? ['everything as a super admin'] : []),
];

/** Whether a member could do that: a permission everywhere counts on each project, and a creator of a project has there what it has on any. */
function could({ everywhere, onProjects, superAdmin }: Capabilities, what: string): boolean {
  if (what.endsWith('super admin')) return superAdmin;
  if (everywhere.has(permissionIn(what)) || onProjects.has(what)) return true;
  return what.endsWith('new project') && [...onProjects].some((grant) => permissionIn(grant) === permissionIn(what));
}

/** What a member gained that neither the reach of an acting member nor its own showed; one sentence each. */
export function notShown(
  now: ReadonlyMap<Member, Capabilities>,
  start: readonly Capabilities[],
  projects: readonly string[],
  shown: ReadonlyMap<string, Shown>,
  acted: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  for (const [member, can] of now) {
    const shownByThem = [...acted, nameOf(member)].flatMap((name) => shown.get(name) ?? []);
    for (const [aspect, { shown: kind, isFree }] of Object.entries(aspects)) {
      if (!isFree(can)) continue;
      const free = start.filter(isFree);
      for (const what of allOf(can, projects)) {
        if (free.some((one) => could(one, what))) continue;
        const isShown = shownByThem.some(
          (one) => shows(one, kind, isFree, what) || (kind === 'OUTLIVING' && lengthens(one, can)),
        );
        if (!isShown) found.push(`${nameOf(member)} gained ${what} ${aspect}`);
      }
    }
  }
  return found;
}

/** Whether the reach of a member showed this: a permission that it lacked, or a limit that it escapes. */
function shows(
  { kinds, permissions, can }: Shown,
  kind: string,
  isFree: (can: Capabilities) => boolean,
  what: string,
): boolean {
  const permission = permissionIn(what);
  if (isFree(can)) return permissions.has(permission);
  return kinds.has(kind) && (could(can, what) || permissions.has(permission));
}

/** Whether a person's reach showed that tokens can extend their expiry. */
const lengthens = ({ kinds, can }: Shown, gained: Capabilities) =>
  can.person && !gained.person && kinds.has('OUTLIVING');

const admins = new WeakMap<Latchkey, Ask>();

/** What reach shows of each member: of a token to another user, of an account to itself. */
export async function shownBy(server: Latchkey, members: ReadonlyMap<Member, Capabilities>, admin: { id: string }) {
  const ask = admins.get(server) ?? (await inBrowser(server, admin));
  admins.set(server, ask);
  const shown = new Map<string, Shown>();
  for (const [member, can] of members) {
    const by = member.kind === 'token' ? ask : await inBrowser(server, member);
    const of = member.kind === 'token' ? `(personal_access_token_id: ${member.id})` : '';
    const document = `{ reach${of} { statement escalations { leads_to permissions } } }`;
    let { data, errors } = await by(document);
    // A busy machine: nothing was read yet, so the question is still the same.
    while (errors?.[0]?.extensions.code === 'LIMITED') ({ data, errors } = await by(document));
    if (errors) throw new Error(`reach: ${errors[0]?.message}`);
    const ways: { leads_to: string; permissions: string[] }[] = data.reach.escalations;
    const kinds = new Set(ways.map(({ leads_to }) => leads_to));
    if ((kinds.size === 0) !== (data.reach.statement === 'No sequence of permitted acts leads to more.'))
      throw new Error(`reach says: ${data.reach.statement}`);
    shown.set(nameOf(member), { kinds, permissions: new Set(ways.flatMap(({ permissions }) => permissions)), can });
  }
  return shown;
}
