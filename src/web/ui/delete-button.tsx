/** Deletes the entity of a page after a confirmation, and goes back to its list. */
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { Document } from '../api/documents.ts';
import { useChange } from '../api/use-change.ts';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { notify } from './toasts.tsx';

interface DeleteButtonProps {
  entity: { id: string; name: string };
  words: { delete: string; deleteTitle: (name: ReactNode) => ReactNode; deleteText: ReactNode; deleted: string };
  document: Document<unknown, { id: string }>;
  /** The path of its list. */
  list: string;
  /** What is read again after it was deleted: the first parts of the keys of queries. */
  readAgain: readonly string[];
  /** Whom it affects, with figures. */
  affected?: ReactNode;
}

export function DeleteButton({ entity, words, document, list, readAgain, affected }: DeleteButtonProps) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const deletion = useChange(document);
  const submit = async () => {
    if (!(await deletion.run({ id: entity.id }))) return;
    notify(words.deleted);
    navigate(list);
    await Promise.all(readAgain.map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{words.delete}</Button>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteTitle(<bdi>{entity.name}</bdi>)}
          act={words.delete}
          isDangerous
          isPending={deletion.isPending}
          refusal={deletion.refusal}
          submit={submit}
          close={() => setAsking(false)}
        >
          {affected}
          <p>{words.deleteText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
