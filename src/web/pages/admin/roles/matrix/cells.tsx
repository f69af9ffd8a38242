/** The cells of the table of who can do what: the level of a kind of record, and whether a single permission is held. */
import type { Permission } from '../../../../api/documents.ts';
import type { PermissionInfo } from '../../../../features/permissions/catalog.ts';
import type { Noun } from '../../../../features/permissions/levels.ts';
import { CheckIcon, DownIcon } from '../../../../ui/icons.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { DraftState } from './drafts.ts';
import type { Holder } from './holders.ts';
import { levelOfPermissions, useOffered } from './offered.ts';
import { GrantMark, useGrantText } from './people.tsx';

interface LevelCellProps {
  noun: Noun;
  holder: Holder;
  /** Null: all. */
  permissions: ReadonlySet<Permission> | null;
  /** Opens the choice of a level. */
  choose: ((button: HTMLElement) => void) | undefined;
}

export function LevelCell({ noun, holder, permissions, choose }: LevelCellProps) {
  const { permissions: words, matrix } = useWords();
  const grantText = useGrantText();
  const held = noun.permissions.filter(({ name }) => !permissions || permissions.has(name));
  const level = levelOfPermissions(noun, permissions);
  const before = holder.role ? levelOfPermissions(noun, holder.permissions) : level;
  const isChanged =
    holder.role && noun.permissions.some(({ name }) => permissions?.has(name) !== holder.permissions?.has(name));
  const tip = held.map(({ title, name }) => `${title} (${name})`).join('\n') || undefined;
  const grants = noun.permissions.flatMap(({ name, title }) => {
    const end = holder.granted.get(name);
    return end === undefined ? [] : [`${title} (${name}), ${grantText(end)}`];
  });
  const text = (
    <>
      {level === 'NONE' ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="unseen">{words.levels.NONE}</span>
        </>
      ) : (
        <span className="matrix-level">{words.levels[level]}</span>
      )}
      {isChanged && <span className="unseen"> {matrix.before(words.levels[before])}</span>}
    </>
  );
  return (
    <td data-level={level} data-changed={isChanged || undefined}>
      {choose ? (
        <button
          type="button"
          className="matrix-button"
          tabIndex={-1}
          aria-haspopup="menu"
          data-tip={tip}
          onClick={({ currentTarget }) => choose(currentTarget)}
        >
          {text}
          <DownIcon />
        </button>
      ) : (
        <span data-tip={tip}>{text}</span>
      )}
      {grants.length > 0 && <GrantMark tip={grants.join('\n')} text={`(${grants.join('; ')})`} />}
    </td>
  );
}

interface PermissionCellProps {
  info: PermissionInfo;
  holder: Holder;
  permissions: ReadonlySet<Permission> | null;
  /** Undefined where nothing can be changed. */
  drafts: DraftState | undefined;
}

export function PermissionCell({
  info,
  holder: { role, permissions: before, granted },
  permissions,
  drafts,
}: PermissionCellProps) {
  const words = useWords().matrix;
  const { isOffered } = useOffered();
  const grantText = useGrantText();
  const end = granted.get(info.name);
  const has = !permissions || permissions.has(info.name);
  const isChanged = role !== undefined && has !== before?.has(info.name);
  const text = has ? <CheckIcon /> : <span aria-hidden="true">–</span>;
  const toggle = () => {
    const after = new Set(permissions);
    if (!after.delete(info.name)) after.add(info.name);
    if (role) drafts?.change(role, after);
  };
  return (
    <td data-held={has} data-changed={isChanged || undefined}>
      {role && drafts && isOffered(role)(info) ? (
        <button
          type="button"
          className="matrix-button"
          tabIndex={-1}
          aria-pressed={has}
          aria-label={words.permissionOf(info.title, role.name)}
          onClick={toggle}
        >
          {text}
        </button>
      ) : (
        <>
          {text}
          <span className="unseen">{has ? words.may : words.mayNot}</span>
          {end !== undefined && <GrantMark tip={grantText(end)} text={`(${grantText(end)})`} />}
        </>
      )}
    </td>
  );
}
