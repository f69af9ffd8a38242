/** Deletes the entity of a page after a confirmation, and goes back to its list. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../api/act.ts';
import type { Document } from '../api/documents.ts';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { notify } from './notices.tsx';

interface DeleteButtonProps {
  thing: { id: string; name: string };
  words: { remove: string; removeTitle: (name: ReactNode) => ReactNode; removeText: string; removed: string };
  document: Document<unknown, { id: string }>;
  /** The path of its list, and the first part of the keys of its queries. */
  list: string;
  queryKey: string;
}

export function DeleteButton({ thing, words, document, list, queryKey }: DeleteButtonProps) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const remove = useAct(document);
  const submit = async () => {
    if (!(await remove.act({ id: thing.id }))) return;
    notify(words.removed);
    navigate(list);
    await client.invalidateQueries({ queryKey: [queryKey] });
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{words.remove}</Button>
      {isAsking && (
        <ConfirmDialog
          title={words.removeTitle(<bdi>{thing.name}</bdi>)}
          act={words.remove}
          isDangerous
          isPending={remove.isPending}
          refusal={remove.refusal}
          submit={submit}
          close={() => setAsking(false)}
        >
          <p>{words.removeText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
