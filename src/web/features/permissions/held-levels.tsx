/** Permissions as they are chosen, by kind of record: the level of each with its permissions and their risks, and where there are none. */
import './level-list.css';
import './permission-list.css';
import './held-levels.css';
import type { Permission } from '../../api/documents.ts';
import { Fold } from '../../ui/fold.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { type PermissionInfo, useCatalog } from './catalog.ts';
import { levelOf, type Noun, nounsOf } from './levels.ts';
import { nothing } from './selection.ts';

/** More kinds without permissions are folded. */
const mostNone = 3;

export function HeldLevels({ permissions }: { permissions: readonly Permission[] }) {
  const { permissions: words, server } = useWords();
  const { list } = useFormats();
  const { data: catalog } = useCatalog();
  if (!catalog) return <Loading />;
  const selection = { ...nothing, permissions: new Set(permissions) };
  const isHeld = ({ name }: PermissionInfo) => selection.permissions.has(name);
  const nouns = nounsOf(catalog.permissions);
  const held = nouns.filter((noun) => noun.permissions.some(isHeld));
  const none = [...new Set(nouns.filter((noun) => !held.includes(noun)).map(({ name }) => server.noun(name)))];
  const nones = <p className="soft">{words.none(list(none))}</p>;
  return (
    <>
      {held.length > 0 && (
        <div className="levels held">
          {[...new Set(held.map(({ group }) => group))].map((group) => (
            <section key={group}>
              <h3>
                <bdi>{server.group(group)}</bdi>
              </h3>
              <ul>
                {held
                  .filter((noun) => noun.group === group)
                  .map((noun) => (
                    <HeldRow
                      key={noun.key}
                      noun={noun}
                      level={words.levels[levelOf(noun, selection)]}
                      permissions={noun.permissions.filter(isHeld)}
                    />
                  ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {held.length > 0 && none.length > mostNone ? (
        <Fold label={words.noneOthers(none.length)}>{nones}</Fold>
      ) : (
        none.length > 0 && nones
      )}
    </>
  );
}

interface HeldRowProps {
  noun: Noun;
  level: string;
  permissions: readonly PermissionInfo[];
}

function HeldRow({ noun, level, permissions }: HeldRowProps) {
  const { server } = useWords();
  return (
    <li className="level-row">
      <b>
        <bdi>{server.noun(noun.name)}</bdi>
      </b>
      <span className="badge">{level}</span>
      <ul>
        {permissions.map(({ name, title, warning }) => (
          <li key={name}>
            <bdi>{title}</bdi> <code className="soft">{name}</code>
            {warning && (
              <span className="permission-warning">
                <WarningIcon /> <bdi>{warning}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
