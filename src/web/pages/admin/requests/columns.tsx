/** The columns of the list of requests to decide. */
import { Link } from 'react-aria-components';
import { useRequestColumns } from '../../../features/access-requests/columns.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { useWords } from '../../../words/words.tsx';
import type { AnyRequest } from './documents.ts';

export function useColumns(): DataColumn<AnyRequest>[] {
  const words = useWords().requestsToDecide;
  return useRequestColumns<AnyRequest>(
    {
      id: 'who',
      label: words.who,
      wraps: true,
      cell: ({ user, user_id, personal_access_token_id }) => (
        <>
          {user ? (
            <Link href={`/admin/users/${user.id}`}>
              <bdi>{user.name}</bdi>
            </Link>
          ) : (
            words.user(user_id)
          )}
          <span className="minor">{personal_access_token_id === null ? words.account : words.oneToken}</span>
        </>
      ),
    },
    ({ decided_by }) => decided_by && <span className="minor">{words.by(<bdi>{decided_by.name}</bdi>)}</span>,
  );
}
