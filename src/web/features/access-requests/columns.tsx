/** The columns of every table of requests for access: the user's own, and those to decide. */
import './columns.css';
import type { ReactNode } from 'react';
import type { DataColumn } from '../../ui/data-table.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Request, RequestState } from './documents.ts';

const looks: Record<RequestState, string> = {
  PENDING: 'warning',
  GRANTED: 'good',
  DECLINED: 'fault',
  EXPIRED: '',
  ENDED: '',
};

/** `whose` is the column that says whom or what a request is for, `decidedBy` says who decided it. */
export function useRequestColumns<Item extends Request>(
  whose: DataColumn<Item>,
  decidedBy: (request: Item) => ReactNode = () => null,
): DataColumn<Item>[] {
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
    whose,
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      cell: ({ created_at }) => <span title={formats.instant(created_at)}>{formats.distance(created_at)}</span>,
    },
    {
      id: 'state',
      label: words.columns.state,
      cell: (request) => (
        <>
          <span className={`badge ${looks[request.state]}`}>{words.states[request.state]}</span>
          {request.state === 'GRANTED' && (
            <span className="minor">
              {request.expires_at ? words.until(formats.instant(request.expires_at)) : words.noEnd}
            </span>
          )}
          {decidedBy(request)}
          {request.answer && (
            <bdi className="minor" dir="auto">
              {words.answer(request.answer)}
            </bdi>
          )}
        </>
      ),
    },
  ];
}
