/** The columns of every table of requests for access: the user's own, and those to decide. */
import './columns.css';
import type { ReactNode } from 'react';
import { Ago } from '../../ui/ago.tsx';
import type { DataColumn } from '../../ui/data-table.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { useCatalog } from '../permissions/catalog.ts';
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
  const { data: catalog } = useCatalog();
  const titleOf = (permission: string) => catalog?.permissions.find(({ name }) => name === permission)?.title;
  return [
    {
      id: 'permissions',
      label: words.columns.permissions,
      isHeader: true,
      wraps: true,
      cell: ({ permissions, reason }) => (
        <>
          {permissions.map((permission) => (
            <span key={permission} className="permission">
              <bdi>{titleOf(permission)}</bdi> <code className="soft">{permission}</code>
            </span>
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
      cell: ({ created_at }) => <Ago at={created_at} />,
    },
    {
      id: 'state',
      label: words.columns.state,
      wraps: true,
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
