/** The columns of the table of requests that are to be decided. */
import { Link } from 'react-aria-components';
import type { DataColumn } from '../controls/data-table.tsx';
import { useFormats, useWords } from '../words/words.tsx';
import type { Request, State } from './documents.ts';

const looks: Record<State, string> = { PENDING: 'warning', GRANTED: 'good', DECLINED: 'fault', EXPIRED: '', ENDED: '' };

export function useColumns(): DataColumn<Request>[] {
  const { accessRequests: words, requests } = useWords();
  const formats = useFormats();
  return [
    {
      id: 'permissions',
      label: requests.columns.permissions,
      isHeader: true,
      cell: ({ permissions, reason }) => (
        <>
          {permissions.map((permission) => (
            <code key={permission} className="permission">
              {permission}
            </code>
          ))}
          {reason && (
            <bdi className="minor" dir="auto">
              {reason}
            </bdi>
          )}
        </>
      ),
    },
    {
      id: 'who',
      label: words.who,
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
    {
      id: 'created',
      label: requests.columns.created,
      attribute: 'created_at',
      cell: ({ created_at }) => <span title={formats.instant(created_at)}>{formats.distance(created_at)}</span>,
    },
    {
      id: 'state',
      label: requests.columns.state,
      cell: ({ state, expires_at, answer, decided_by }) => (
        <>
          <span className={`badge ${looks[state]}`}>{requests.states[state]}</span>
          {state === 'GRANTED' && (
            <span className="minor">{expires_at ? requests.until(formats.instant(expires_at)) : requests.forEver}</span>
          )}
          {decided_by && <span className="minor">{words.by(<bdi>{decided_by.name}</bdi>)}</span>}
          {answer && (
            <bdi className="minor" dir="auto">
              {requests.answer(answer)}
            </bdi>
          )}
        </>
      ),
    },
  ];
}
