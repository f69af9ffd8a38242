/**
 * The form of a token that may do exactly what the tab needs: its name, what it runs, and its expiry. The limits come from
 * the document, so it shares with the form of the pages only how a token is issued and on which days it may expire.
 */
import { useEffect, useId, useRef } from 'react';
import { useChange } from '../../api/use-change.ts';
import { inDays, presets } from '../../features/expiry/days.ts';
import { usePolicy } from '../../features/expiry/policy.ts';
import { createDocument } from '../../features/token-data/documents.ts';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import type { Tab } from './tab.ts';

interface NewTokenFormProps {
  tab: Tab;
  done: (token: { name: string; secret: string }) => void;
  close: () => void;
}

export function NewTokenForm({ tab, done, close }: NewTokenFormProps) {
  const { general, graphiql: words } = useWords();
  const { data: policy } = usePolicy();
  const { run, isPending, refusal } = useChange(createDocument);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);

  const nameError = useFieldErrors(refusal)('name');
  const nameErrorId = useId();

  const submit = async (element: HTMLFormElement) => {
    const form = new FormData(element);
    const days = String(form.get('days'));
    const answer = await run({
      input: {
        name: String(form.get('name')),
        expires_on: days ? inDays(Number(days)).toString() : null,
        ...limitOf(tab, form.get('runs') as Runs),
      },
    });
    const token = answer?.createPersonalAccessToken;
    if (token?.token) done({ name: token.name, secret: token.token });
  };

  return (
    <FormFrame {...{ refusal, isPending, submit }} shown={['name']} className="access-form">
      <p>{words.makeIs}</p>
      <label className="field" data-invalid={nameError ? true : undefined}>
        <span className="field-label">{words.name}</span>
        <input
          name="name"
          ref={name}
          defaultValue={tab.operationName ?? ''}
          maxLength={100}
          autoComplete="off"
          required
          {...(nameError ? { 'aria-invalid': true, 'aria-describedby': nameErrorId } : {})}
        />
        {nameError && (
          <span id={nameErrorId} className="field-error">
            {nameError}
          </span>
        )}
      </label>
      <label>
        {words.runs}
        <select name="runs" defaultValue="alike">
          {runsOf(tab).map((one) => (
            <option key={one} value={one}>
              {words.whatItRuns[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.expiry}
        <select name="days" key={String(policy?.maximum_token_lifetime_days)} defaultValue="30">
          {policy &&
            presets(policy).map((days) => (
              <option key={days} value={days ?? ''}>
                {days === null ? words.never : words.inDays(days)}
              </option>
            ))}
        </select>
      </label>
      {policy?.maximum_token_lifetime_days && (
        <p className="access-quiet">{words.longest(policy.maximum_token_lifetime_days)}</p>
      )}
      <div className="access-row">
        <button type="submit" disabled={isPending || !policy} data-first>
          {isPending ? general.working : words.makeIt}
        </button>
        <button type="button" onClick={close}>
          {general.cancel}
        </button>
      </div>
    </FormFrame>
  );
}

/** All documents that need no more, only this document, or only this document with these values of its variables. */
type Runs = 'alike' | 'document' | 'values';

const runsOf = ({ variables }: Tab): Runs[] => (variables ? ['alike', 'document', 'values'] : ['alike', 'document']);

function limitOf({ document, operationName: operation_name, variables }: Tab, runs: Runs) {
  if (runs === 'alike') return { for_document: { document, operation_name, variables } };
  return { operations: [{ document, operation_name, pinned_variables: runs === 'values' ? variables : null }] };
}
