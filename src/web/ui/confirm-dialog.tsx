/** Asks for confirmation before an act, and shows why the server refused it. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalNote } from './refusal-note.tsx';

interface ConfirmDialogProps {
  title: ReactNode;
  act: string;
  isDangerous?: boolean;
  isPending: boolean;
  refusal: Refusal | undefined;
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

export function ConfirmDialog({
  title,
  act,
  isDangerous = false,
  isPending,
  refusal,
  submit,
  close,
  children,
}: ConfirmDialogProps) {
  const words = useWords().general;
  return (
    <Dialog title={title} onClose={close} isAlert={isDangerous}>
      {children}
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="dialog-actions">
        <Button onPress={close} autoFocus>
          {words.cancel}
        </Button>
        <Button look={isDangerous ? 'danger' : 'primary'} isPending={isPending} onPress={submit}>
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
