/** The columns of a table that the user chose, kept with their account: what differs from the columns that everybody sees first. */
import './menu.css';
import { Menu, MenuItem, MenuTrigger, Popover, type Selection } from 'react-aria-components';
import { useKept } from '../api/preferences.ts';
import { useWords } from '../words/words.tsx';
import { IconButton } from './button.tsx';
import type { DataColumn } from './data-table.tsx';
import { CheckIcon, ColumnsIcon } from './icons.tsx';

type Choice = Record<string, boolean>;

const key = 'columns';

const choiceOf = (kept: unknown, name: string): Choice => (kept as Record<string, Choice> | undefined)?.[name] ?? {};

const isShown = <Item,>({ id, isHeader, isOptional }: DataColumn<Item>, choice: Choice) =>
  isHeader || (choice[id] ?? !isOptional);

/** Without a name, those that everybody sees first. */
export function useChosenColumns<Item>(name: string | undefined, columns: DataColumn<Item>[]): DataColumn<Item>[] {
  const [kept] = useKept(key);
  const choice = name ? choiceOf(kept, name) : {};
  return columns.filter((column) => isShown(column, choice));
}

export function ColumnMenu<Item>({ name, columns }: { name: string; columns: DataColumn<Item>[] }) {
  const words = useWords().general.table;
  const [kept, keep] = useKept(key);
  const choice = choiceOf(kept, name);
  const free = columns.filter(({ isHeader }) => !isHeader);
  const choose = (chosen: Selection) => {
    const isChosen = (id: string) => chosen === 'all' || chosen.has(id);
    const differing = free.filter(({ id, isOptional }) => isChosen(id) === (isOptional ?? false));
    keep({
      ...(kept as object | undefined),
      [name]: Object.fromEntries(differing.map(({ id }) => [id, isChosen(id)])),
    });
  };
  return (
    <MenuTrigger>
      <IconButton label={words.columns}>
        <ColumnsIcon />
      </IconButton>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={words.columns}
          selectionMode="multiple"
          selectedKeys={free.filter((column) => isShown(column, choice)).map(({ id }) => id)}
          onSelectionChange={choose}
          shouldCloseOnSelect={false}
        >
          {free.map(({ id, label }) => (
            <MenuItem key={id} id={id} textValue={label}>
              {({ isSelected }) => (
                <>
                  <span>{label}</span>
                  {isSelected && <CheckIcon />}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
