/** What can be decided about a request, for those who may. */

import { useMay } from '../../../api/session.tsx';
import { RowMenu } from '../../../ui/row-menu.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { Request } from './documents.ts';
import type { Decision } from './requests.tsx';

interface ActsProps {
  request: Request;
  decide: (decision: Decision) => void;
}

export function Acts({ request: { state, permissions }, decide }: ActsProps) {
  const words = useWords().accessRequests;
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
