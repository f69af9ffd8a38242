/** Saves changes of the user's own account, then reads everything again that shows it. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { VariablesOf } from '../../api/documents.ts';
import { useChange } from '../../api/use-change.ts';
import { notify } from '../../ui/toasts.tsx';
import { updateMeDocument } from './documents.ts';

type Changes = VariablesOf<typeof updateMeDocument>['input'];

export function useSave(saved: ReactNode) {
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(updateMeDocument);
  const [isRead, setRead] = useState(true);
  const save = async (input: Changes): Promise<boolean> => {
    if (!isRead || !(await run({ input }))) return false;
    setRead(false);
    await client.invalidateQueries().finally(() => setRead(true));
    notify(saved);
    return true;
  };
  return { save, isPending: isPending || !isRead, refusal };
}
