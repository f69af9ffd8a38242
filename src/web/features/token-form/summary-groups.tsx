/** The permissions of a token in their groups. Each group unfolds; where there are few permissions, all are unfolded at first. */
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { PermissionInfo } from '../permissions/catalog.ts';

const few = 8;

export function SummaryGroups({ permissions }: { permissions: readonly PermissionInfo[] }) {
  const { tokens, server } = useWords();
  const words = tokens.summary;
  const [areAllShown, setAllShown] = useState(false);
  const groups = [...new Set(permissions.map(({ group }) => group))];
  const isMany = permissions.length > few;
  return (
    <>
      {groups.map((group) => (
        <Group
          // Unfolded anew when that is chosen, whatever was unfolded by hand.
          key={`${group} ${areAllShown}`}
          name={server.group(group)}
          permissions={permissions.filter((info) => info.group === group)}
          isUnfolded={!isMany || areAllShown}
        />
      ))}
      {isMany && (
        <Button look="quiet" className="show-all" onPress={() => setAllShown(!areAllShown)}>
          {areAllShown ? words.showGroups : words.showAll(permissions.length)}
        </Button>
      )}
    </>
  );
}

interface GroupProps {
  name: string;
  permissions: readonly PermissionInfo[];
  isUnfolded: boolean;
}

function Group({ name, permissions, isUnfolded }: GroupProps) {
  const words = useWords().permissions;
  return (
    <details className="unfolding" open={isUnfolded}>
      <summary>
        <bdi>{name}</bdi> <span className="soft">{words.count(permissions.length)}</span>
        {permissions.some(({ warning }) => warning) && <WarningIcon />}
      </summary>
      <ul>
        {permissions.map(({ name, description }) => (
          <li key={name}>
            <bdi>{description}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
