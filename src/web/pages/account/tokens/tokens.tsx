/** The user's own access tokens: what each may do, its last use, its expiry, and what can be done with it. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { usePolicy } from '../../../features/expiry/policy.ts';
import type { Token } from '../../../features/token-data/documents.ts';
import { isFenced } from '../../../features/token-data/states.ts';
import { callsColumn } from '../../../features/token-list/calls.tsx';
import { useColumns } from '../../../features/token-list/columns.tsx';
import { useTokenActs } from '../../../features/token-list/token-acts.ts';
import { TokenMenu } from '../../../features/token-list/token-menu.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { useChosenColumns } from '../../../ui/column-menu.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { Message } from '../../../ui/message.tsx';
import { useWords } from '../../../words/words.tsx';
import { tokensDocument } from './documents.ts';
import { FencedTokens } from './fenced-tokens.tsx';
import { argumentsOf, type Filter, filters, labelOf } from './filters.ts';

const name = 'tokens';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'kept' } as const;

export default function TokensPage() {
  const allWords = useWords();
  const words = allWords.tokens;
  const client = useQueryClient();
  const list = useListState<Filter>(newestFirst);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const policy = usePolicy();
  const warningDays = policy.data?.warning_days;
  const columns = useColumns(warningDays ?? 0);
  const withCalls = useChosenColumns(name, columns).some(({ id }) => id === callsColumn);
  const tokens = useQuery({
    queryKey: ['tokens', list.variables, list.filter, warningDays, withCalls],
    enabled: warningDays !== undefined,
    queryFn: async () =>
      (await send(tokensDocument, { ...list.variables, ...argumentsOf(list.filter, warningDays ?? 0), withCalls }))
        .personal_access_tokens,
    placeholderData: keepPreviousData,
  });
  const { actsOf, revoke, confirm, dialogs } = useTokenActs<Token>(true, (act) => {
    if (act !== 'regenerate') setSelected(new Set());
    client.invalidateQueries({ queryKey: ['tokens'] });
  });
  const { error, refetch } = policy.error ? policy : tokens;
  const generate = (
    <LinkButton href="/account/tokens/new" look="primary">
      {words.generate}
    </LinkButton>
  );
  return (
    <ListPage
      name={name}
      words={words}
      actions={generate}
      head={<FencedTokens show={() => list.setFilter('FENCED')} />}
      filters={
        <Choice
          label={words.filter.label}
          value={list.filter}
          options={filters.map((value) => ({ value, label: labelOf(value, allWords, warningDays ?? 0) }))}
          onChange={list.setFilter}
        />
      }
      columns={columns}
      list={list}
      query={{ data: tokens.data, isFetching: tokens.isFetching, error, refetch }}
      rowActions={(token) => <TokenMenu name={token.name} acts={actsOf(token)} />}
      selection={{
        selected,
        onSelect: setSelected,
        isNotSelectable: ({ state }) => state === 'REVOKED',
        acts: [
          { label: words.confirmFenced.selected, look: 'primary', isFor: isFenced, act: confirm },
          { label: words.revokeSelected, look: 'danger', act: revoke },
        ],
      }}
      empty={
        <Message title={words.empty.title} text={words.empty.text}>
          {generate}
          <Button look="quiet" onPress={() => list.setFilter('all')}>
            {words.empty.revoked}
          </Button>
        </Message>
      }
    >
      {dialogs}
    </ListPage>
  );
}
