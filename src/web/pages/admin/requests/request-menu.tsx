/** The decisions about one request, for users who may take them. */

import { useMay } from '../../../api/session.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { AnyRequest } from './documents.ts';

export type Decision = 'grant' | 'decline' | 'end';

interface RequestMenuProps {
  request: AnyRequest;
  decide: (decision: Decision) => void;
}

export function RequestMenu({ request: { state, permissions }, decide }: RequestMenuProps) {
  const words = useWords().requestsToDecide;
  const formats = useFormats();
  if (!useMay()('UPDATE_ACCESS_REQUEST')) return null;
  const acts = {
    PENDING: [
      { label: words.grant.open, act: () => decide('grant') },
      { label: words.decline.open, act: () => decide('decline'), isDangerous: true },
    ],
    GRANTED: [{ label: words.end.open, act: () => decide('end'), isDangerous: true }],
    DECLINED: [],
    EXPIRED: [],
    ENDED: [],
  }[state];
  return acts.length > 0 && <RowMenu label={words.actions(formats.list([...permissions]))} acts={acts} />;
}
