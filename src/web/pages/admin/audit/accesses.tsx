/** The access log, as a list. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type Access, accessesDocument } from './documents.ts';
import type { Shown } from './entries.tsx';
import { searchFor } from './filters.ts';
import { Record } from './record.tsx';
import { Who } from './who.tsx';

export function useAccesses({ list, period, readsUsers, isReadings }: Shown) {
  const words = useWords().audit;
  const formats = useFormats();
  const variables = {
    ...list.variables,
    search: searchFor(period, 'created_at', list.filter),
    user_id: list.get('user') ?? null,
    personal_access_token_id: list.get('token') ?? null,
    readsUsers,
  };
  const query = useQuery({
    queryKey: ['access logs', variables],
    queryFn: async () => (await send(accessesDocument, variables)).access_logs,
    placeholderData: keepPreviousData,
    enabled: isReadings,
  });
  const columns: DataColumn<Access>[] = [
    {
      id: 'when',
      label: words.columns.when,
      attribute: 'created_at',
      cell: ({ access_datetime }) => <span className="day">{formats.instant(access_datetime)}</span>,
    },
    {
      id: 'what',
      label: words.columns.what,
      isHeader: true,
      cell: ({ entity_name }) => words.wasRead(entity_name ?? ''),
    },
    {
      id: 'record',
      label: words.columns.record,
      cell: ({ accessloggable_type, accessloggable_id, entity_name }) => (
        <Record type={accessloggable_type ?? ''} id={accessloggable_id ?? ''} name={entity_name ?? undefined} />
      ),
    },
    { id: 'who', label: words.columns.who, cell: (access) => <Who {...access} /> },
  ];
  return { query, columns };
}
