/** Which rows of a list are shown, with buttons to turn pages. Nothing if all rows are shown. */
import { useFormats, useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import type { ListState } from './list-state.ts';

export function Pager({ list: { page, size, setPage }, total }: { list: ListState; total: number }) {
  const words = useWords().general.table;
  const { number } = useFormats();
  if (total <= size && page === 1) return null;
  const last = Math.max(1, Math.ceil(total / size));
  const from = Math.min(total, (page - 1) * size + 1);
  return (
    <nav className="pager" aria-label={words.pages}>
      <span role="status">{words.range(number(from), number(Math.min(total, page * size)), number(total))}</span>
      <Button isDisabled={page <= 1} onPress={() => setPage(page - 1)}>
        {words.previous}
      </Button>
      <Button isDisabled={page >= last} onPress={() => setPage(page + 1)}>
        {words.next}
      </Button>
    </nav>
  );
}
