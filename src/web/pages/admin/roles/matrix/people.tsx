/** The cell that counts the enabled users who may do something: through a role, as super admins, or by a grant on request. */
import type { Permission } from '../../../../api/documents.ts';
import type { Grantee } from '../../../../features/access-requests/account-grants.ts';
import type { PermissionInfo } from '../../../../features/permissions/catalog.ts';
import type { Noun } from '../../../../features/permissions/levels.ts';
import { ClockIcon } from '../../../../ui/icons.tsx';
import { isolated } from '../../../../words/isolated.ts';
import { useFormats, useWords } from '../../../../words/words.tsx';
import type { Holder } from './holders.ts';

export interface People {
  /** All holders, each with the people who have exactly its permissions. */
  holders: readonly Holder[];
  grantees: readonly Grantee[];
  permissionsOf: (holder: Holder) => ReadonlySet<Permission> | null;
}

/** Those who have one of the permissions, and who of them have it only by a grant. */
function whoHas({ holders, grantees, permissionsOf }: People, wanted: readonly PermissionInfo[]) {
  const has = (holder: Holder) => {
    const held = permissionsOf(holder);
    return wanted.some(({ name }) => !held || held.has(name));
  };
  const having = holders.filter(has);
  const roles = new Set(having.map(({ role }) => role?.id));
  const granted = grantees.filter(
    ({ roleId, granted }) => !(roleId && roles.has(roleId)) && wanted.some(({ name }) => granted.has(name)),
  );
  return { count: having.reduce((sum, { people = 0 }) => sum + people, granted.length), granted };
}

/** Those who may read, and those who may change. */
export function PeopleOfNoun({ noun, people }: { noun: Noun; people: People }) {
  const words = useWords().matrix;
  const parts = (['READ', 'WRITE'] as const).flatMap((level) => {
    const wanted = noun.permissions.filter((info) => info.level === level);
    return wanted.length === 0 ? [] : [{ level, wanted, ...whoHas(people, wanted) }];
  });
  const granted = new Set(parts.flatMap((part) => part.granted));
  return (
    <td className="matrix-people">
      {parts.map(({ level, count }) => words.peopleAt[level](count)).join(' · ')}
      <Granted grantees={[...granted]} wanted={noun.permissions} />
    </td>
  );
}

export function PeopleOfPermission({ info, people }: { info: PermissionInfo; people: People }) {
  const { count, granted } = whoHas(people, [info]);
  return (
    <td className="matrix-people">
      {count}
      <Granted grantees={granted} wanted={[info]} />
    </td>
  );
}

/** Who is counted because of a grant, and until when. */
function Granted({ grantees, wanted }: { grantees: readonly Grantee[]; wanted: readonly PermissionInfo[] }) {
  const words = useWords().matrix;
  const until = useGrantText();
  if (grantees.length === 0) return null;
  const lines = grantees.flatMap(({ name, granted }) =>
    wanted.flatMap((info) => {
      const end = granted.get(info.name);
      return end === undefined ? [] : [`${isolated(name)}: ${info.title}, ${until(end)}`];
    }),
  );
  return <GrantMark tip={lines.join('\n')} text={words.byGrant(grantees.length)} />;
}

export function GrantMark({ tip, text }: { tip: string; text: string }) {
  return (
    <span className="matrix-grant" data-tip={tip}>
      <ClockIcon />
      <span className="unseen">{text}</span>
    </span>
  );
}

/** What is said of a grant with this end, such as "granted until Nov 29, 2026, 2:00 PM". */
export function useGrantText() {
  const words = useWords().matrix;
  const formats = useFormats();
  return (end: string | null) => (end === null ? words.grantedEver : words.grantedUntil(formats.instant(end)));
}
