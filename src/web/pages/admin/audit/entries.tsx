/** The log of changes, as a list. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { ChangedValues } from '../../../features/history/changed-values.tsx';
import { isSignIn } from '../../../features/history/sign-in.ts';
import type { DataColumn } from '../../../ui/data-table.tsx';
import type { ListState } from '../../../ui/list-state.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type Entry, logsDocument } from './documents.ts';
import { argumentsOf, type Filter, isLockout, type Period, searchFor } from './filters.ts';
import { Record } from './record.tsx';
import { Who } from './who.tsx';

export interface Shown {
  list: ListState & { filter: Filter };
  period: Period;
  readsUsers: boolean;
  /** Whether the access log is shown. */
  isReadings: boolean;
}

export function useEntries({ list, period, readsUsers, isReadings }: Shown) {
  const words = useWords().audit;
  const formats = useFormats();
  const may = useMay();
  const variables = {
    ...list.variables,
    ...argumentsOf(list.filter),
    search: searchFor(period, 'created_at', list.filter),
    user_id: list.get('user') ?? null,
    personal_access_token_id: list.get('token') ?? null,
    readsUsers,
    readsRoles: may('READ_ROLE'),
    readsTokens: may('READ_PERSONAL_ACCESS_TOKEN'),
    readsProjects: may('READ_PROJECT'),
  };
  const query = useQuery({
    queryKey: ['logs', variables],
    queryFn: async () => (await send(logsDocument, variables)).logs,
    placeholderData: keepPreviousData,
    enabled: !isReadings,
  });
  const columns: DataColumn<Entry>[] = [
    {
      id: 'when',
      label: words.columns.when,
      attribute: 'created_at',
      cell: ({ created_at }) => <span className="day">{formats.instant(created_at)}</span>,
    },
    {
      id: 'what',
      label: words.columns.what,
      isHeader: true,
      wraps: true,
      cell: ({ message, level, previous, current }) => (
        <>
          {level !== 'INFO' && (
            <span className="badge warning">{isLockout({ current }) ? words.locked : words.warning}</span>
          )}
          <bdi lang="en">{message}</bdi>
          <ChangedValues previous={previous} current={current} />
        </>
      ),
    },
    {
      id: 'record',
      label: words.columns.record,
      cell: ({ loggable_type, loggable_id, loggable }) => (
        <Record type={loggable_type} id={loggable_id} name={nameOf(loggable)} />
      ),
    },
    { id: 'who', label: words.columns.who, cell: (entry) => <Who {...entry} {...personOf(entry)} /> },
  ];
  return { query, columns };
}

const nameOf = (loggable: Entry['loggable']) => (loggable && 'name' in loggable ? loggable.name : undefined);

function personOf(entry: Entry) {
  if (!isSignIn(entry)) return {};
  const { loggable_id: id, loggable } = entry;
  const name = nameOf(loggable);
  return { user_id: id, user: name === undefined ? null : { id, name } };
}
