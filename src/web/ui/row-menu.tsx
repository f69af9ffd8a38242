/** The menu of one row. */
import './menu.css';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { IconButton } from './button.tsx';
import { MoreIcon } from './icons.tsx';

export interface RowAct {
  label: string;
  isDangerous?: boolean;
  /** Its address, or what it does. */
  href?: string;
  act?: () => void;
}

/** `label` names the row for screen readers. */
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
