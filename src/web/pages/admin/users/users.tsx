/** The list of users: names, role and state. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { findRoles, useRoleOption } from '../../../features/search/find-roles.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { ListPage } from '../../../ui/list-page.tsx';
import { useListState } from '../../../ui/list-state.ts';
import { SearchSelect } from '../../../ui/search-select.tsx';
import { useWords } from '../../../words/words.tsx';
import { useColumns } from './columns.tsx';
import { type User, usersDocument } from './documents.ts';
import { FencedUsers } from './fenced/fenced-users.tsx';
import { SendLinksDialog } from './fenced/send-links-dialog.tsx';
import { argumentsOf, type Filter, filters } from './states.ts';

const newestFirst = { order: { attribute: 'created_at', direction: 'DESC' }, filter: 'all' } as const;

export default function UsersPage() {
  const { users: words } = useWords();
  const may = useMay();
  const list = useListState<Filter>(newestFirst);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [recipients, setRecipients] = useState<User[]>();
  const readsRoles = may('READ_ROLE');
  const role = useRoleOption(list.get('role'));
  const variables = {
    ...list.variables,
    ...argumentsOf(list.filter),
    role_id: list.get('role') ?? null,
    readsRoles,
  };
  const query = useQuery({
    queryKey: ['users', variables],
    queryFn: async () => (await send(usersDocument, variables)).users,
    placeholderData: keepPreviousData,
  });
  return (
    <ListPage
      name="users"
      words={words}
      actions={
        may('CREATE_USER') && (
          <>
            <LinkButton href="/admin/users/new?service">{words.createService.title}</LinkButton>
            <LinkButton href="/admin/users/new" look="primary">
              {words.create}
            </LinkButton>
          </>
        )
      }
      filters={
        <>
          <Choice
            label={words.filter.label}
            value={list.filter}
            options={filters.map((value) => ({ value, label: words.filter[value] }))}
            onChange={list.setFilter}
          />
          {readsRoles && (
            <SearchSelect
              label={words.columns.role}
              none={words.anyRole}
              kind="roles"
              find={findRoles}
              value={role}
              onChange={(found) => list.set({ role: found?.id })}
            />
          )}
        </>
      }
      columns={useColumns()}
      list={list}
      query={query}
      head={<FencedUsers isShown={list.filter === 'fenced'} show={() => list.setFilter('fenced')} />}
      selection={
        list.filter === 'fenced' &&
        may('UPDATE_USER') && {
          selected,
          onSelect: setSelected,
          isNotSelectable: () => false,
          acts: [{ label: words.fenced.sendTo, look: 'primary', act: setRecipients }],
        }
      }
    >
      {recipients && (
        <SendLinksDialog
          recipients={recipients}
          close={() => {
            setRecipients(undefined);
            setSelected(new Set());
          }}
        />
      )}
    </ListPage>
  );
}
