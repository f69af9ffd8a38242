/** What can be done with the selected rows of a table, at the lower edge of the window while the table is longer. */
import './bulk-bar.css';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

/** What can be done with the selected rows. */
export interface SelectionAct<Item> {
  label: (count: number) => string;
  look: 'danger' | 'primary';
  /** The rows to which it applies. Without it: all. */
  isFor?: (item: Item) => boolean;
  act: (items: Item[]) => void;
}

interface BulkBarProps<Item> {
  chosen: Item[];
  acts: SelectionAct<Item>[];
  clear: () => void;
}

export function BulkBar<Item>({ chosen, acts, clear }: BulkBarProps<Item>) {
  const words = useWords().general.table;
  const possible = acts
    .map((one) => ({ ...one, concerned: one.isFor ? chosen.filter(one.isFor) : chosen }))
    .filter(({ concerned }) => concerned.length > 0);
  return (
    <section className="bulk-bar" aria-label={words.selection}>
      <span>{words.selected(chosen.length)}</span>
      <Button look="quiet" onPress={clear}>
        {words.clear}
      </Button>
      {possible.map(({ label, look, act, concerned }) => (
        <Button key={look} look={look} onPress={() => act(concerned)}>
          {label(concerned.length)}
        </Button>
      ))}
    </section>
  );
}
