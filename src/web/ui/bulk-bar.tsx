/** What can be done with the selected rows of a table, at the lower edge of the window while the table is longer. */
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

interface BulkBarProps {
  count: number;
  label: string;
  act: () => void;
  clear: () => void;
}

export function BulkBar({ count, label, act, clear }: BulkBarProps) {
  const words = useWords().general.table;
  return (
    <section className="bulk-bar" aria-label={words.selection}>
      <span>{words.selected(count)}</span>
      <Button look="quiet" onPress={clear}>
        {words.clear}
      </Button>
      <Button look="danger" onPress={act}>
        {label}
      </Button>
    </section>
  );
}
