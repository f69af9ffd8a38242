/** The table of who can do what. It scrolls on its own, with the names of the rows always in view. */
import './matrix.css';
import { Fragment, type RefObject, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useMay } from '../../../../api/session.tsx';
import type { Grantee } from '../../../../features/access-requests/account-grants.ts';
import type { Noun } from '../../../../features/permissions/levels.ts';
import { useWords } from '../../../../words/words.tsx';
import { LevelCell, PermissionCell } from './cells.tsx';
import type { DraftState } from './drafts.ts';
import type { Holder, Role } from './holders.ts';
import { LevelMenu } from './level-menu.tsx';
import { useOneTabStop } from './one-tab-stop.ts';
import { PeopleOfNoun, PeopleOfPermission } from './people.tsx';
import type { Row } from './search.ts';

interface MatrixTableProps {
  wrapper: RefObject<HTMLDivElement | null>;
  rows: readonly Row[];
  holders: readonly Holder[];
  drafts: DraftState;
  /** Users with permissions on request, who are counted. */
  grantees: readonly Grantee[];
  /** Whether the columns are everybody, so that users can be counted. */
  areAllShown: boolean;
  /** Whether each row shows its permissions. */
  isUnfolded: boolean;
}

interface Open {
  noun: Noun;
  role: Role;
  button: HTMLElement;
}

export function MatrixTable({ wrapper, rows, holders, drafts, grantees, areAllShown, isUnfolded }: MatrixTableProps) {
  const { matrix: words, server } = useWords();
  const edits = useMay()('UPDATE_ROLE');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>();
  const table = useRef<HTMLTableElement>(null);
  const tabStop = useOneTabStop(table);
  const counts = areAllShown && holders.every(({ people }) => people !== undefined);
  const isOpen = ({ key }: Noun) => isUnfolded || unfolded.has(key);
  const toggle = ({ key }: Noun) => {
    const after = new Set(unfolded);
    if (!after.delete(key)) after.add(key);
    setUnfolded(after);
  };
  const held = ({ role, permissions }: Holder) => (role ? drafts.permissionsOf(role) : permissions);
  const people = { holders, grantees, permissionsOf: held };
  return (
    <div ref={wrapper} className="matrix card">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrow keys move through its cells */}
      <table ref={table} role="grid" aria-label={words.title} {...tabStop}>
        <thead>
          <tr>
            <th scope="col">{words.noun}</th>
            {counts && (
              <th scope="col" data-tip={words.peopleTip}>
                {words.people}
              </th>
            )}
            {holders.map((holder) => (
              <HolderHeader key={holder.key} holder={holder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ noun, shown }) => (
            <Fragment key={noun.key}>
              <tr>
                <th scope="row">
                  <button
                    type="button"
                    className="matrix-noun"
                    tabIndex={-1}
                    aria-expanded={isOpen(noun)}
                    onClick={() => toggle(noun)}
                  >
                    <span className="matrix-arrow" aria-hidden="true" />
                    <bdi>{server.noun(noun.name)}</bdi>
                  </button>
                </th>
                {counts && <PeopleOfNoun noun={noun} people={people} />}
                {holders.map((holder) => (
                  <LevelCell
                    key={holder.key}
                    noun={noun}
                    holder={holder}
                    permissions={held(holder)}
                    choose={
                      edits && holder.role
                        ? (button) => setOpen({ noun, role: holder.role as Role, button })
                        : undefined
                    }
                  />
                ))}
              </tr>
              {isOpen(noun) &&
                shown.map((info) => (
                  <tr key={info.name} className="matrix-permission">
                    <th scope="row">
                      <bdi>{info.title}</bdi>
                      <code className="minor">{info.name}</code>
                    </th>
                    {counts && <PeopleOfPermission info={info} people={people} />}
                    {holders.map((holder) => (
                      <PermissionCell
                        key={holder.key}
                        info={info}
                        holder={holder}
                        permissions={held(holder)}
                        drafts={edits ? drafts : undefined}
                      />
                    ))}
                  </tr>
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="nothing">{words.nothing}</p>}
      {open && (
        <LevelMenu
          {...open}
          drafts={drafts}
          unfold={() => setUnfolded(new Set(unfolded).add(open.noun.key))}
          close={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

function HolderHeader({ holder: { name, href, kind, people } }: { holder: Holder }) {
  const words = useWords().matrix;
  const shown = kind === 'superAdmins' ? name : <bdi>{name}</bdi>;
  return (
    <th scope="col">
      {href ? (
        <Link href={href} tabIndex={-1}>
          {shown}
        </Link>
      ) : (
        shown
      )}
      {people !== undefined && <span className="minor">{words.users(people)}</span>}
    </th>
  );
}
