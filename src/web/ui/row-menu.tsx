/** What can be done with one row, behind three dots. */
import './menu.css';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { IconButton } from './button.tsx';
import { MoreIcon } from './icons.tsx';

export interface RowAct {
  label: string;
  isDangerous?: boolean;
  /** Where it leads, or what it does. */
  href?: string;
  act?: () => void;
}

/** `label` names the row to those who cannot see it. */
export const RowMenu = ({ label, acts }: { label: string; acts: RowAct[] }) => (
  <MenuTrigger>
    <IconButton label={label}>
      <MoreIcon />
    </IconButton>
    <Popover className="popover" placement="bottom end">
      <Menu className="menu">
        {acts.map(({ label, isDangerous, href, act }) => (
          <MenuItem
            key={label}
            {...(href ? { href } : {})}
            {...(act ? { onAction: act } : {})}
            className={isDangerous ? 'danger' : ''}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
);
