/** A form that fills a page: the fields, why the server refused them, and buttons to send and to cancel. */
import './form.css';
import './section.css';
import type { FormEvent, ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { Button, LinkButton } from './button.tsx';
import { RefusalNote } from './refusal-note.tsx';

interface FormProps {
  label: string;
  /** The text of the button that sends it. */
  act: string;
  /** The address after cancelling. */
  back: string;
  refusal: Refusal | undefined;
  /** The fields whose errors are shown beside them. */
  shown?: readonly string[];
  isPending: boolean;
  submit: () => void;
  children: ReactNode;
}

export function Form({ label, act, back, refusal, shown, isPending, submit, children }: FormProps) {
  const words = useWords().general;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) submit();
  };
  return (
    <form className="form card" aria-label={label} onSubmit={send} noValidate>
      {children}
      {refusal && <RefusalNote refusal={refusal} {...(shown ? { shown } : {})} />}
      <div className="form-actions">
        <Button type="submit" look="primary" isPending={isPending}>
          {act}
        </Button>
        <LinkButton href={back}>{words.cancel}</LinkButton>
      </div>
    </form>
  );
}
