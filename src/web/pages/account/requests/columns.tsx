/** The columns of the table of one's requests. */

import { useCommonColumns } from '../../../features/access-requests/columns.tsx';
import type { DataColumn } from '../../../ui/data-table.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Request } from './documents.ts';
import { TakeBack } from './end-button.tsx';

export function useColumns(): DataColumn<Request>[] {
  const words = useWords().requests;
  const common = useCommonColumns<Request>({
    id: 'for',
    label: words.columns.for,
    cell: ({ personal_access_token_id, personal_access_token }) =>
      personal_access_token_id === null ? words.account : words.token(<bdi>{personal_access_token?.name ?? '…'}</bdi>),
  });
  return [
    ...common,
    { id: 'take-back', label: words.columns.actions, cell: (request) => <TakeBack request={request} /> },
  ];
}
