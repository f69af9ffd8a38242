/** The choice of a level for one kind of record and one role. */
import '../../../../ui/menu.css';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { type Level, levelsOf, type Noun } from '../../../../features/permissions/levels.ts';
import { CheckIcon } from '../../../../ui/icons.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { DraftState } from './drafts.ts';
import type { Role } from './holders.ts';
import { levelOfPermissions, useOffered } from './offered.ts';

interface LevelMenuProps {
  noun: Noun;
  role: Role;
  /** The menu is beside it, and gives the focus back to it. */
  button: HTMLElement;
  drafts: DraftState;
  /** Shows the single permissions of the kind of record. */
  unfold: () => void;
  close: () => void;
}

export function LevelMenu({ noun, role, button, drafts, unfold, close }: LevelMenuProps) {
  const { permissions: words, matrix, server } = useWords();
  const { atLevel, levelsFor } = useOffered();
  const permissions = drafts.permissionsOf(role);
  const present = levelOfPermissions(noun, permissions);
  const possible = levelsFor(noun, role, permissions);
  const choose = (level: Level) => drafts.change(role, atLevel(noun, level, role, permissions));
  return (
    <Popover
      triggerRef={{ current: button }}
      isOpen
      onOpenChange={(isOpen) => !isOpen && close()}
      className="popover"
      placement="bottom"
    >
      <p className="matrix-menu-title" aria-hidden="true">
        <bdi>{role.name}</bdi> · <bdi>{server.noun(noun.name)}</bdi>
      </p>
      <Menu
        className="menu"
        autoFocus="first"
        aria-label={matrix.choice(server.noun(noun.name), role.name)}
        disabledKeys={levelsOf(noun).filter((level) => !possible.includes(level))}
        onClose={close}
        onAction={(key) => (key === 'CUSTOM' ? unfold() : choose(key as Level))}
      >
        {levelsOf(noun).map((level) => (
          <MenuItem key={level} id={level} textValue={words.levels[level]}>
            <span>{words.levels[level]}</span>
            {level === present && <CheckIcon />}
          </MenuItem>
        ))}
        <MenuItem id="CUSTOM">{matrix.custom}</MenuItem>
      </Menu>
    </Popover>
  );
}
