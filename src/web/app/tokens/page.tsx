/** One's access tokens: what each may do, when it was used, and until when it works. */
import './tokens.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { IconButton } from '../controls/button.tsx';
import { DataTable } from '../controls/data-table.tsx';
import { RefreshIcon } from '../controls/icons.tsx';
import { useListState } from '../controls/list-state.ts';
import { RefusalNote } from '../controls/refusal-note.tsx';
import { SearchBox } from '../controls/search-box.tsx';
import { Choice } from '../controls/select.tsx';
import { Message, Page } from '../shell.tsx';
import { useWords } from '../words/words.tsx';
import { useColumns } from './columns.tsx';
import { tokensDocument } from './documents.ts';
import { type Filter, filters, narrowing } from './states.ts';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'kept' } as const;

export default function TokensPage() {
  const words = useWords();
  const list = useListState<Filter>(newestFirst);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [warningDays, setWarningDays] = useState(7);
  const variables = { ...list.variables, ...narrowing(list.filter, warningDays) };
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['tokens', list.variables, list.filter],
    queryFn: async () => {
      const answer = await ask(tokensDocument, variables);
      if (answer.token_policy) setWarningDays(answer.token_policy.warning_days);
      return answer;
    },
    placeholderData: keepPreviousData,
  });
  const tokens = data?.personal_access_tokens?.entities?.filter((token) => token !== null);
  const total = data?.personal_access_tokens?.page_info.total_count;
  const hasNone = total === 0 && list.search === '' && list.filter === 'kept';
  const columns = useColumns(warningDays);

  return (
    <Page title={words.tokens.title} intro={words.tokens.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {hasNone ? (
        <Message title={words.tokens.empty.title} text={words.tokens.empty.text} />
      ) : (
        <>
          <div className="toolbar">
            <SearchBox label={words.tokens.searchLabel} value={list.search} onChange={list.setSearch} />
            <Choice
              label={words.tokens.filter.label}
              value={list.filter}
              options={filters.map((value) => ({ value, label: words.tokens.filter[value] }))}
              onChange={list.setFilter}
            />
            <IconButton label={words.general.table.refresh} isDisabled={isFetching} onPress={() => refetch()}>
              <RefreshIcon />
            </IconButton>
          </div>
          <DataTable
            label={words.tokens.title}
            columns={columns}
            items={error ? [] : tokens}
            total={total}
            list={list}
            selected={selected}
            onSelect={setSelected}
          />
        </>
      )}
    </Page>
  );
}
