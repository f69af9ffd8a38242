/** Declines a request with an answer, or takes back what was granted. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { endDocument } from '../../../features/access-requests/documents.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { type AnyRequest, declineDocument } from './documents.ts';

interface DialogProps {
  request: AnyRequest;
  close: () => void;
}

export function DeclineDialog({ request: { id }, close }: DialogProps) {
  const words = useWords().requestsToDecide;
  const decline = useChange(declineDocument);
  const send = (answer: string) => decline.run({ id, answer: answer || null });
  return <Ending words={words.decline} label={words.answer} {...decline} send={send} close={close} />;
}

export function EndDialog({ request: { id }, close }: DialogProps) {
  const words = useWords().requestsToDecide;
  const end = useChange(endDocument);
  const send = (reason: string) => end.run({ id, reason: reason || null });
  return <Ending words={words.end} label={words.end.reason} {...end} send={send} close={close} />;
}

interface EndingProps extends Pick<ReturnType<typeof useChange>, 'isPending' | 'refusal'> {
  words: { title: string; text: string; act: string; done: string };
  label: string;
  send: (text: string) => Promise<unknown>;
  close: () => void;
}

function Ending({ words, label, isPending, refusal, send, close }: EndingProps) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const errorOf = useFieldErrors(refusal);
  const submit = async () => {
    if (!(await send(text))) return;
    await client.invalidateQueries();
    notify(words.done);
    close();
  };
  return (
    <ConfirmDialog
      title={words.title}
      act={words.act}
      isDangerous
      isPending={isPending}
      refusal={refusal}
      shown={['answer', 'reason']}
      draft={text}
      submit={submit}
      close={close}
    >
      <p>{words.text}</p>
      <Field
        label={label}
        value={text}
        onChange={setText}
        error={errorOf('answer') ?? errorOf('reason')}
        maxLength={1000}
        isLong
        isOptional
        autoFocus
      />
    </ConfirmDialog>
  );
}
