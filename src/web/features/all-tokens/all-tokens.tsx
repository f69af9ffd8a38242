/** The list of all users' tokens, or of one user's, with its filters, menus and dialogs. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { Choice } from '../../ui/choice.tsx';
import { useChosenColumns } from '../../ui/column-menu.tsx';
import type { ListProps } from '../../ui/list.tsx';
import { type ListState, useListState } from '../../ui/list-state.ts';
import { SearchSelect } from '../../ui/search-select.tsx';
import { useWords } from '../../words/words.tsx';
import { usePolicy } from '../expiry/policy.ts';
import { findUsers, useUserOption } from '../search/find-users.ts';
import { isFenced } from '../token-data/states.ts';
import { callsColumn } from '../token-list/calls.tsx';
import { useTokenActs } from '../token-list/token-acts.ts';
import { TokenMenu } from '../token-list/token-menu.tsx';
import { type OwnedToken, useAllTokensColumns } from './columns.tsx';
import { allTokensDocument } from './documents.ts';
import { isUse, labelOfUse, ofState, ofText, ofUse, type Shown, type StateFilter, states, uses } from './filters.ts';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'kept' } as const;

const name = 'all-tokens';

interface AllTokens {
  list: Omit<ListProps<OwnedToken>, 'words'>;
  dialogs: ReactNode;
  /** Which of the tokens the list shows, for what else follows its filters. */
  shown: Shown;
}

/** For a `List` or a `ListPage`; with `ownerId` only that user's tokens. */
export function useAllTokens(ownerId?: string): AllTokens {
  const { tokens: tokenWords, allTokens: words } = useWords();
  const client = useQueryClient();
  const may = useMay();
  const list = useListState<StateFilter>(newestFirst);
  const only = list.get('only');
  const use = isUse(only) ? only : 'any';
  const user_id = ownerId ?? list.get('owner') ?? null;
  const readsUsers = may('READ_USER');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const policy = usePolicy();
  const warningDays = policy.data?.warning_days ?? 0;
  const columns = useAllTokensColumns(warningDays, !ownerId);
  const withCalls = useChosenColumns(name, columns).some(({ id }) => id === callsColumn);
  const shown = { user_id, text: list.search.trim(), ...ofState(list.filter), ...ofUse(use, warningDays) };
  const { paginator, sorter } = list.variables;
  const query = useQuery({
    queryKey: ['all tokens', list.variables, list.filter, use, user_id, withCalls, warningDays],
    queryFn: async () => {
      const { text, ...filters } = { ...shown, ...ofText(shown.text) };
      return (await send(allTokensDocument, { paginator, sorter, readsUsers, withCalls, ...filters }))
        .all_personal_access_tokens;
    },
    placeholderData: keepPreviousData,
  });
  const { actsOf, revoke, confirm, dialogs } = useTokenActs<OwnedToken>(false, (act) => {
    if (act !== 'regenerate') setSelected(new Set());
    client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
  });
  const filters = (
    <>
      <Choice
        label={tokenWords.filter.label}
        value={list.filter}
        options={states.map((value) => ({ value, label: tokenWords.filter[value] }))}
        onChange={list.setFilter}
      />
      <Choice
        label={words.use.label}
        value={use}
        options={uses.map((value) => ({ value, label: labelOfUse(value, words.use, warningDays) }))}
        onChange={(value) => list.set({ only: value === 'any' ? undefined : value })}
      />
      {!ownerId && readsUsers && <OwnerFilter list={list} />}
    </>
  );
  const confirming = {
    label: tokenWords.confirmFenced.selected,
    look: 'primary',
    isFor: isFenced,
    act: confirm,
  } as const;
  const revoking = { label: tokenWords.revokeSelected, look: 'danger', act: revoke } as const;
  const acts = [
    ...(may('UPDATE_PERSONAL_ACCESS_TOKEN') ? [confirming] : []),
    ...(may('DELETE_PERSONAL_ACCESS_TOKEN') ? [revoking] : []),
  ];
  const selection = acts.length > 0 && {
    selected,
    onSelect: setSelected,
    isNotSelectable: ({ state }: OwnedToken) => state === 'REVOKED',
    acts,
  };
  const rowActions = (token: OwnedToken) => <TokenMenu name={token.name} acts={actsOf(token)} />;
  return { list: { name, filters, columns, list, query, rowActions, selection }, dialogs, shown };
}

function OwnerFilter({ list }: { list: ListState }) {
  const words = useWords().allTokens;
  const owner = useUserOption(list.get('owner'));
  return (
    <SearchSelect
      label={words.owner}
      none={words.anyOwner}
      kind="users"
      find={findUsers}
      value={owner}
      onChange={(found) => list.set({ owner: found?.id })}
    />
  );
}
