/** One's access tokens: what each may do, when it was used, until when it works, and what can be done with them. */
import '../../../features/token-list/columns.css';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../../api/ask.ts';
import type { Policy } from '../../../features/expiry/expiry.ts';
import { type Token, tokensDocument } from '../../../features/token-form/documents.ts';
import { usePolicy } from '../../../features/token-form/queries.ts';
import { useColumns } from '../../../features/token-list/columns.tsx';
import { type Filter, filters, narrowing } from '../../../features/token-list/states.ts';
import { useTokenDialogs } from '../../../features/token-list/token-dialogs.tsx';
import { Button, IconButton, LinkButton } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { RefreshIcon } from '../../../ui/icons.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { useWords } from '../../../words/words.tsx';
import { Message, Page } from '../../shell.tsx';
import { TokenMenu } from './token-menu.tsx';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'kept' } as const;

export default function TokensPage() {
  const words = useWords();
  const policy = usePolicy();
  return (
    <Page
      title={words.tokens.title}
      intro={words.tokens.intro}
      actions={
        <LinkButton href="/account/tokens/new" look="primary">
          {words.tokens.generate}
        </LinkButton>
      }
    >
      {policy.error && <RefusalNote refusal={policy.error} retry={policy.refetch} />}
      {policy.data && <Tokens policy={policy.data} />}
    </Page>
  );
}

function Tokens({ policy }: { policy: Policy }) {
  const { general, tokens: words } = useWords();
  const client = useQueryClient();
  const list = useListState<Filter>(newestFirst);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useColumns(policy.warning_days);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['tokens', list.variables, list.filter],
    queryFn: () => ask(tokensDocument, { ...list.variables, ...narrowing(list.filter, policy.warning_days) }),
    placeholderData: keepPreviousData,
  });
  const tokens = data?.personal_access_tokens?.entities.filter((token) => token !== null);
  const total = data?.personal_access_tokens?.page_info.total_count;
  const chosen = tokens?.filter(({ id }) => selected.has(id)) ?? [];
  const { remove, regenerate, dialogs } = useTokenDialogs<Token>(policy, (removed) => {
    if (removed) setSelected(new Set());
    client.invalidateQueries({ queryKey: ['tokens'] });
  });

  if (error) return <RefusalNote refusal={error} retry={refetch} />;
  if (total === 0 && list.search === '' && list.filter === 'kept')
    return (
      <Message title={words.empty.title} text={words.empty.text}>
        <LinkButton href="/account/tokens/new" look="primary">
          {words.generate}
        </LinkButton>
        <Button look="quiet" onPress={() => list.setFilter('all')}>
          {words.empty.revoked}
        </Button>
      </Message>
    );
  return (
    <>
      <div className="toolbar">
        <SearchBox label={words.searchLabel} value={list.search} onChange={list.setSearch} />
        <Choice
          label={words.filter.label}
          value={list.filter}
          options={filters.map((value) => ({ value, label: words.filter[value] }))}
          onChange={list.setFilter}
        />
        <IconButton label={general.table.refresh} isDisabled={isFetching} onPress={() => refetch()}>
          <RefreshIcon />
        </IconButton>
        {chosen.length > 0 && (
          <Button look="danger" onPress={() => remove(chosen)}>
            {words.removeSelected(chosen.length)}
          </Button>
        )}
      </div>
      <DataTable
        label={words.title}
        columns={columns}
        items={tokens}
        total={total}
        list={list}
        selected={selected}
        onSelect={setSelected}
        isFixed={({ state }) => state === 'REVOKED'}
        actions={(token) => (
          <TokenMenu token={token} regenerate={() => regenerate(token)} remove={() => remove([token])} />
        )}
      />
      {dialogs}
    </>
  );
}
