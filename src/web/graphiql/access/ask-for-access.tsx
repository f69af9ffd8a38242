/** Asks for the permissions the person lacks, with a reason; those who can grant them are written to. */
import type { GraphQLError } from 'graphql';
import { type FormEvent, useState } from 'react';
import { fetcher } from '../fetcher.ts';
import { useWords } from '../me.tsx';
import { Fault } from './fault.tsx';

const mutation = `mutation AskForAccess($input: RequestAccessMutationInput!) {
  requestAccess(input: $input) { id }
}`;

export function AskForAccess({ permissions }: { permissions: string[] }) {
  const words = useWords();
  const [stage, setStage] = useState<'offered' | 'asking' | 'asked'>('offered');
  const [fault, setFault] = useState<GraphQLError>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    const { data, errors } = await fetcher({ query: mutation, variables: { input: { permissions, reason } } });
    if (data?.requestAccess) setStage('asked');
    else setFault(errors?.[0]);
  };
  if (stage === 'offered')
    return (
      <button type="button" onClick={() => setStage('asking')}>
        {words.askForIt}
      </button>
    );
  if (stage === 'asked')
    return (
      <p>
        {words.asked} <a href="/account/requests">{words.requests}</a>
      </p>
    );
  return (
    <form onSubmit={submit}>
      <label>
        {words.reason}
        <input name="reason" maxLength={1000} autoComplete="off" ref={focused} />
      </label>
      <Fault error={fault} />
      <div className="access-row">
        <button type="submit" data-first>
          {words.send}
        </button>
        <button type="button" onClick={() => setStage('offered')}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

/** Called once, when the field appears. */
const focused = (field: HTMLInputElement | null) => field?.focus();
