/** Tokens of everybody, or of one user: found, narrowed, changed, copied, given a new value, revoked one or many. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { useMay } from '../../api/session.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { RefreshIcon } from '../../ui/icons.tsx';
import { useListState } from '../../ui/list-state.ts';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Finder } from '../../ui/search-select.tsx';
import { useWords } from '../../words/words.tsx';
import type { Policy } from '../expiry/expiry.ts';
import { findUsers, useUser } from '../search/find-users.ts';
import { useTokenDialogs } from '../token-list/token-dialogs.tsx';
import { useInventoryColumns } from './columns.tsx';
import { inventoryDocument, type OwnedToken } from './documents.ts';
import { furthers, isFurther, ofFurther, ofState, ofText, type Shown, states } from './filters.ts';
import { TokenMenu } from './token-menu.tsx';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'kept' } as const;

/** With `ownerId` only that user's. */
export function Tokens({ policy, ownerId }: { policy: Policy; ownerId?: string }) {
  const { general, tokens, inventory: words } = useWords();
  const client = useQueryClient();
  const may = useMay();
  const list = useListState<Shown>(newestFirst);
  const only = list.get('only');
  const further = isFurther(only) ? only : 'any';
  const owner = useUser(ownerId ? undefined : list.get('owner'));
  const user_id = ownerId ?? list.get('owner') ?? null;
  const readsUsers = may('READ_USER');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useInventoryColumns(policy.warning_days, !ownerId);
  const { paginator, sorter } = list.variables;
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['inventory', list.variables, list.filter, further, user_id],
    queryFn: () =>
      ask(inventoryDocument, {
        paginator,
        sorter,
        user_id,
        readsUsers,
        ...ofText(list.search),
        ...ofState(list.filter),
        ...ofFurther(further),
      }),
    placeholderData: keepPreviousData,
  });
  const page = data?.all_personal_access_tokens;
  const rows = page?.entities.filter((token) => token !== null);
  const chosen = rows?.filter(({ id }) => selected.has(id)) ?? [];
  const { remove, regenerate, dialogs } = useTokenDialogs<OwnedToken>(policy, (removed) => {
    if (removed) setSelected(new Set());
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
  });
  return (
    <>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      <div className="toolbar">
        <SearchBox label={tokens.searchLabel} value={list.search} onChange={list.setSearch} />
        <Choice
          label={words.filter.label}
          value={list.filter}
          options={states.map((value) => ({ value, label: words.filter[value] }))}
          onChange={list.setFilter}
        />
        <Choice
          label={words.further.label}
          value={further}
          options={furthers.map((value) => ({ value, label: words.further[value] }))}
          onChange={(value) => list.set({ only: value === 'any' ? undefined : value })}
        />
        {!ownerId && readsUsers && (
          <Finder
            label={words.owner}
            none={words.anyOwner}
            kind="users"
            find={findUsers}
            value={owner}
            onChange={(found) => list.set({ owner: found?.id })}
          />
        )}
        <IconButton label={general.table.refresh} isDisabled={isFetching} onPress={() => refetch()}>
          <RefreshIcon />
        </IconButton>
        {chosen.length > 0 && (
          <Button look="danger" onPress={() => remove(chosen)}>
            {words.revokeSelected(chosen.length)}
          </Button>
        )}
      </div>
      <DataTable
        label={words.title}
        columns={columns}
        items={error ? [] : rows}
        total={page?.page_info.total_count}
        list={list}
        {...(may('DELETE_PERSONAL_ACCESS_TOKEN') ? { selected, onSelect: setSelected } : {})}
        isFixed={({ state }) => state === 'REVOKED'}
        actions={(token) => (
          <TokenMenu token={token} regenerate={() => regenerate(token)} revoke={() => remove([token])} />
        )}
      />
      {dialogs}
    </>
  );
}
