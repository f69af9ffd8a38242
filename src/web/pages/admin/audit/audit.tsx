/** Who did what, when and with which credential: the log of changes, and the access log. */
import './audit.css';
import { useMay } from '../../../api/session.tsx';
import { findUsers, useUserOption } from '../../../features/search/find-users.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { SearchSelect } from '../../../ui/search-select.tsx';
import { useWords } from '../../../words/words.tsx';
import { useAccesses } from './accesses.tsx';
import { useEntries } from './entries.tsx';
import { type Filter, filtersOfLog, type Period, periods, usualPeriod } from './filters.ts';

const newestFirst = { attribute: 'created_at', direction: 'DESC' } as const;

export default function AuditPage() {
  const words = useWords().audit;
  const may = useMay();
  const filters: Filter[] = [
    ...(may('READ_ALL_LOGS') ? filtersOfLog : []),
    ...(may('READ_ACCESS_LOG') ? (['readings'] as const) : []),
  ];
  const list = useListState<Filter>({ order: newestFirst, filter: filters[0] ?? 'all' });
  const readsUsers = may('READ_USER');
  const user = useUserOption(readsUsers ? list.get('user') : undefined);
  const token = list.get('token');
  const period = periods.find((one) => one === list.get('period')) ?? usualPeriod;
  const shown = { list, period, readsUsers, isReadings: list.filter === 'readings' };
  const entries = useEntries(shown);
  const accesses = useAccesses(shown);
  const common = {
    words,
    list,
    filters: (
      <>
        <Choice
          label={words.filter.label}
          value={list.filter}
          options={filters.map((value) => ({ value, label: words.filter[value] }))}
          onChange={list.setFilter}
        />
        <Choice<Period>
          label={words.period.label}
          value={period}
          options={periods.map((value) => ({ value, label: words.period[value] }))}
          onChange={(value) => list.set({ period: value === usualPeriod ? undefined : value })}
        />
        {readsUsers && (
          <SearchSelect
            label={words.columns.who}
            none={words.anybody}
            kind="users"
            find={findUsers}
            value={user}
            onChange={(found) => list.set({ user: found?.id })}
          />
        )}
        {token && <Button onPress={() => list.set({ token: undefined })}>{words.onlyToken(token)}</Button>}
      </>
    ),
  };
  return shown.isReadings ? <ListPage {...common} {...accesses} /> : <ListPage {...common} {...entries} />;
}
