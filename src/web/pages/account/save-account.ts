/** Saves changes of the user's own account, then reads everything again that shows it. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { VariablesOf } from '../../api/documents.ts';
import { useChange } from '../../api/use-change.ts';
import { notify } from '../../ui/toasts.tsx';
import { updateMeDocument } from './documents.ts';

type Changes = VariablesOf<typeof updateMeDocument>['input'];

export function useSave(saved: ReactNode) {
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(updateMeDocument);
  const save = async (input: Changes): Promise<boolean> => {
    if (!(await run({ input }))) return false;
    await client.invalidateQueries();
    notify(saved);
    return true;
  };
  return { save, isPending, refusal };
}
