/**
 * What all forms have. When the page or the server refuses the values, the first wrong field gets the focus; a long form
 * lists several wrong fields above. Errors of no field are shown there too and get the focus. Leaving asks while values differ
 * from those that are stored.
 */
import './form.css';
import './callout.css';
import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Refusal } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { type Fault, faultsIn, focusOn, isLong } from './faults.ts';
import { RefusalNote } from './refusal-note.tsx';
import { useUnsaved } from './unsaved.ts';

interface FormFrameProps {
  label?: string;
  className?: string;
  refusal: Refusal | undefined;
  /** The fields whose errors are shown beside them. */
  shown?: readonly string[];
  isPending: boolean;
  /** The values, if leaving is to ask while they differ from the first ones or those saved last. */
  draft?: unknown;
  /** Resolves to true if the values were saved. */
  submit: (form: HTMLFormElement) => unknown;
  children: ReactNode;
}

interface Judged {
  refusal: Refusal | undefined;
  faults: Fault[];
  isLong: boolean;
}

const unjudged: Judged = { refusal: undefined, faults: [], isLong: false };

export function FormFrame({
  label,
  className,
  refusal,
  shown = [],
  isPending,
  draft,
  submit,
  children,
}: FormFrameProps) {
  const form = useRef<HTMLFormElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const [sendings, setSendings] = useState(0);
  const [judged, setJudged] = useState(unjudged);
  /** Those of the faults that the user has not corrected since. */
  const [open, setOpen] = useState<Fault[]>([]);
  const saved = useUnsaved(draft);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The form may be in a dialog that another form opened.
    event.stopPropagation();
    if (isPending) return;
    setSendings((before) => before + 1);
    if ((await submit(event.currentTarget)) === true) saved();
  };

  // Before anything of it is painted, so that what is announced does not change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each sending is judged again
  useLayoutEffect(() => {
    if (!form.current) return;
    const faults = faultsIn(form.current);
    setJudged({ refusal, faults, isLong: isLong(form.current) });
    setOpen(faults);
  }, [refusal, sendings]);

  // After each change of the values.
  useLayoutEffect(() => {
    if (!form.current || open.length === 0) return;
    const wrong = new Set(faultsIn(form.current).map(({ label }) => label));
    if (!open.every(({ label }) => wrong.has(label))) setOpen(open.filter(({ label }) => wrong.has(label)));
  });

  useEffect(() => {
    const [first] = judged.faults;
    if (first) focusOn(first);
    else if (judged.refusal) note.current?.focus();
  }, [judged]);

  const { faults } = judged;
  const names = Object.keys(refusal?.fields ?? {});
  const isBeside = faults.length > 0 && names.length > 0 && names.every((name) => shown.includes(name));
  return (
    <form ref={form} className={className} aria-label={label} onSubmit={send} noValidate>
      <div ref={note} tabIndex={-1} className="form-note">
        {refusal && judged.refusal === refusal && !isBeside && <RefusalNote refusal={refusal} />}
        {judged.isLong && faults.length > 1 && open.length > 0 && <Summary faults={open} />}
      </div>
      {children}
    </form>
  );
}

function Summary({ faults }: { faults: Fault[] }) {
  const words = useWords().general;
  return (
    <div className="callout fault form-summary" role="alert">
      <p>{words.toCorrect(faults.length)}</p>
      <ul>
        {faults.map((fault) => (
          <li key={fault.target.id || fault.label}>
            <a
              href={`#${fault.target.id}`}
              onClick={(event) => {
                event.preventDefault();
                focusOn(fault);
              }}
            >
              {fault.label}
            </a>
            <span className="minor">{fault.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
