/** A form that fills a page: the fields, why the server refused them, and buttons to send and to cancel. */
import './section.css';
import type { ReactNode } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { Button, LinkButton } from './button.tsx';
import { FormFrame } from './form-frame.tsx';

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
  /** The values: leaving the page asks while they are not saved. */
  draft: unknown;
  /** Resolves to true if the values were saved and the page stays. */
  submit: () => unknown;
  children: ReactNode;
}

export const Form = ({ act, back, children, ...form }: FormProps) => (
  <FormFrame {...form} className="form card">
    {children}
    <FormActions act={act} back={back} isPending={form.isPending} />
  </FormFrame>
);

/** Cancelling does not ask. */
export function FormActions({ act, back, isPending }: { act: string; back: string; isPending: boolean }) {
  const words = useWords().general;
  return (
    <div className="form-actions" data-cancels>
      <Button type="submit" look="primary" isPending={isPending}>
        {act}
      </Button>
      <LinkButton href={back}>{words.cancel}</LinkButton>
    </div>
  );
}
