/** The list of all users' tokens, or of one user's: filtered, edited, copied, regenerated, revoked. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { useMay } from '../../api/session.tsx';
import { Choice } from '../../ui/choice.tsx';
import { List } from '../../ui/list.tsx';
import { useListState } from '../../ui/list-state.ts';
import { SearchSelect } from '../../ui/search-select.tsx';
import { useWords } from '../../words/words.tsx';
import { usePolicy } from '../expiry/policy.ts';
import { findUsers, useUserOption } from '../search/find-users.ts';
import { useTokenDialogs } from '../token-list/token-dialogs.tsx';
import { useAllTokensColumns } from './columns.tsx';
import { allTokensDocument, type OwnedToken } from './documents.ts';
import { isUse, ofState, ofText, ofUse, type StateFilter, states, uses } from './filters.ts';
import { TokenMenu } from './token-menu.tsx';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'kept' } as const;

/** With `ownerId` only that user's. */
export function AllTokens({ ownerId }: { ownerId?: string }) {
  const { tokens, allTokens: words } = useWords();
  const client = useQueryClient();
  const may = useMay();
  const list = useListState<StateFilter>(newestFirst);
  const only = list.get('only');
  const use = isUse(only) ? only : 'any';
  const owner = useUserOption(ownerId ? undefined : list.get('owner'));
  const user_id = ownerId ?? list.get('owner') ?? null;
  const readsUsers = may('READ_USER');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const policy = usePolicy();
  const columns = useAllTokensColumns(policy.data?.warning_days ?? 0, !ownerId);
  const { paginator, sorter } = list.variables;
  const found = useQuery({
    queryKey: ['all tokens', list.variables, list.filter, use, user_id],
    queryFn: async () => {
      const filters = { user_id, ...ofText(list.search), ...ofState(list.filter), ...ofUse(use) };
      return (await ask(allTokensDocument, { paginator, sorter, readsUsers, ...filters })).all_personal_access_tokens;
    },
    placeholderData: keepPreviousData,
  });
  const { revoke, regenerate, dialogs } = useTokenDialogs<OwnedToken>((act) => {
    if (act === 'revoke') setSelected(new Set());
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
  });
  return (
    <>
      <List
        words={{ title: words.title, searchLabel: tokens.searchLabel }}
        filters={
          <>
            <Choice
              label={words.filter.label}
              value={list.filter}
              options={states.map((value) => ({ value, label: words.filter[value] }))}
              onChange={list.setFilter}
            />
            <Choice
              label={words.use.label}
              value={use}
              options={uses.map((value) => ({ value, label: words.use[value] }))}
              onChange={(value) => list.set({ only: value === 'any' ? undefined : value })}
            />
            {!ownerId && readsUsers && (
              <SearchSelect
                label={words.owner}
                none={words.anyOwner}
                kind="users"
                find={findUsers}
                value={owner}
                onChange={(found) => list.set({ owner: found?.id })}
              />
            )}
          </>
        }
        columns={columns}
        list={list}
        query={found}
        rowActions={(token) => (
          <TokenMenu token={token} regenerate={() => regenerate(token)} revoke={() => revoke([token])} />
        )}
        selection={
          may('DELETE_PERSONAL_ACCESS_TOKEN') && {
            selected,
            onSelect: setSelected,
            isFixed: ({ state }) => state === 'REVOKED',
            label: tokens.revokeSelected,
            act: revoke,
          }
        }
      />
      {dialogs}
    </>
  );
}
