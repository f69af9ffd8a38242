/** Removes something from an account after a confirmation that names it. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface RemoveDialogProps {
  name: string;
  words: { remove: string; removeTitle: (name: ReactNode) => ReactNode; removeText: ReactNode };
  removal: { isPending: boolean; refusal: Refusal | undefined };
  remove: () => unknown;
  close: () => void;
}

export const RemoveDialog = ({ name, words, removal, remove, close }: RemoveDialogProps) => (
  <ConfirmDialog
    title={words.removeTitle(<bdi>{name}</bdi>)}
    act={words.remove}
    isDangerous
    isPending={removal.isPending}
    refusal={removal.refusal}
    submit={remove}
    close={close}
  >
    <p>{words.removeText}</p>
  </ConfirmDialog>
);
