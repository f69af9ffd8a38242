/** Reads the notes on a record: once for the top of its page and its list of notes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { type Noteable, notesDocument } from './documents.ts';

export const firstSize = 10;

export function useNotes({ type, id }: Noteable, size = firstSize) {
  const readsUsers = useMay()('READ_USER');
  const query = useQuery({
    queryKey: ['notes', type, id, size, readsUsers],
    queryFn: () => send(notesDocument, { type, id, size, readsUsers }),
    placeholderData: keepPreviousData,
  });
  const { notes, sticky } = query.data ?? {};
  return {
    ...query,
    total: notes?.page_info.total_count ?? 0,
    notes: notes?.entities.filter((note) => note !== null),
    sticky: sticky?.entities.filter((note) => note !== null) ?? [],
  };
}
