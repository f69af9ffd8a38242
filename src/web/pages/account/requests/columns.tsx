/** The columns of the table of the user's own requests. */
import { useRequestColumns } from '../../../features/access-requests/columns.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { useWords } from '../../../words/words.tsx';
import type { OwnRequest } from './documents.ts';
import { EndButton } from './end-button.tsx';

export function useColumns(): DataColumn<OwnRequest>[] {
  const words = useWords().requests;
  const shared = useRequestColumns<OwnRequest>({
    id: 'for',
    label: words.columns.for,
    cell: ({ personal_access_token_id, personal_access_token }) =>
      personal_access_token_id === null ? words.account : words.token(<bdi>{personal_access_token?.name ?? '…'}</bdi>),
  });
  return [...shared, { id: 'end', label: words.columns.actions, cell: (request) => <EndButton request={request} /> }];
}
