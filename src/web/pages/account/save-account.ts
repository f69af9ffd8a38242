/** Saves changes of the user's own account, then reads everything again that shows it. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useAct } from '../../api/act.ts';
import type { VariablesOf } from '../../api/documents.ts';
import { notify } from '../../ui/notices.tsx';
import { updateMeDocument } from './documents.ts';

type Changes = VariablesOf<typeof updateMeDocument>['input'];

export function useSave(saved: ReactNode) {
  const client = useQueryClient();
  const { act, isPending, refusal } = useAct(updateMeDocument);
  const save = async (input: Changes): Promise<boolean> => {
    if (!(await act({ input }))) return false;
    await client.invalidateQueries();
    notify(saved);
    return true;
  };
  return { save, isPending, refusal };
}
