/** The columns of the table of one's requests. */
import type { DataColumn } from '../controls/data-table.tsx';
import { useFormats, useWords } from '../words/words.tsx';
import type { Request, State } from './documents.ts';
import { TakeBack } from './take-back.tsx';

const looks: Record<State, string> = { PENDING: 'warning', GRANTED: 'good', DECLINED: 'fault', EXPIRED: '', ENDED: '' };

export function useColumns(): DataColumn<Request>[] {
  const words = useWords().requests;
  const formats = useFormats();
  return [
    {
      id: 'permissions',
      label: words.columns.permissions,
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
      id: 'for',
      label: words.columns.for,
      cell: ({ personal_access_token_id, personal_access_token }) =>
        personal_access_token_id === null
          ? words.account
          : words.token(<bdi>{personal_access_token?.name ?? '…'}</bdi>),
    },
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      cell: ({ created_at }) => <span title={formats.instant(created_at)}>{formats.distance(created_at)}</span>,
    },
    {
      id: 'state',
      label: words.columns.state,
      cell: ({ state, expires_at, answer }) => (
        <>
          <span className={`badge ${looks[state]}`}>{words.states[state]}</span>
          {state === 'GRANTED' && (
            <span className="minor">{expires_at ? words.until(formats.instant(expires_at)) : words.forEver}</span>
          )}
          {answer && (
            <bdi className="minor" dir="auto">
              {words.answer(answer)}
            </bdi>
          )}
        </>
      ),
    },
    { id: 'take-back', label: words.columns.actions, cell: (request) => <TakeBack request={request} /> },
  ];
}
