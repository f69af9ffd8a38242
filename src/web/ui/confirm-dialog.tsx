/** Asks for confirmation before an act, perhaps with fields, and shows why the server refused it. */
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormFrame } from './form-frame.tsx';

interface ConfirmDialogProps {
  title: ReactNode;
  act: string;
  /** The text of the other button, if it is not "Cancel". */
  cancel?: string;
  isDangerous?: boolean;
  isWide?: boolean;
  isPending: boolean;
  refusal: Refusal | undefined;
  /** The fields whose errors are shown beside them, if the dialog has fields: the first of them gets the focus. */
  shown?: readonly string[];
  /** The values of the fields. */
  draft?: unknown;
  submit: () => unknown;
  close: () => void;
  children: ReactNode;
}

export function ConfirmDialog({
  title,
  act,
  cancel,
  isDangerous = false,
  isWide = false,
  isPending,
  refusal,
  shown,
  draft,
  submit,
  close,
  children,
}: ConfirmDialogProps) {
  const words = useWords().general;
  return (
    <Dialog title={title} onClose={close} isAlert={isDangerous} isWide={isWide}>
      <FormFrame {...{ refusal, isPending, draft, submit }} {...(shown ? { shown } : {})}>
        {children}
        <div className="dialog-actions">
          <Button onPress={close} autoFocus={!shown}>
            {cancel ?? words.cancel}
          </Button>
          <Button type="submit" look={isDangerous ? 'danger' : 'primary'} isPending={isPending}>
            {act}
          </Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}
