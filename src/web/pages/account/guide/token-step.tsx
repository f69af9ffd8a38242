/** The first token, for the new user: without a cap, for a week at most. */
import { type FormEvent, useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { inDays } from '../../../features/expiry/days.ts';
import { usePolicy } from '../../../features/expiry/policy.ts';
import { createDocument } from '../../../features/token-data/documents.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { useWords } from '../../../words/words.tsx';

interface TokenStepProps {
  user: { id: string; name: string };
  changed: () => Promise<void>;
  setSecret: (secret: string) => void;
}

const days = 7;

export function TokenStep({ user, changed, setSecret }: TokenStepProps) {
  const words = useWords().guide.token;
  const { data: policy } = usePolicy();
  const [name, setName] = useState(words.usual);
  const { run, isPending, refusal } = useChange(createDocument);
  const errorOf = useFieldErrors(refusal);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const expires_on = inDays(Math.min(days, policy?.maximum_token_lifetime_days ?? days)).toString();
    const done = await run({ input: { name, user_id: user.id, expires_on } });
    if (!done?.createPersonalAccessToken?.token) return;
    setSecret(done.createPersonalAccessToken.token);
    await changed();
  };
  return (
    <form onSubmit={submit}>
      <p>{words.text(<bdi>{user.name}</bdi>)}</p>
      <Field label={words.name} value={name} onChange={setName} error={errorOf('name')} maxLength={100} />
      {refusal && <RefusalNote refusal={refusal} shown={['name']} />}
      <Button type="submit" look="primary" isPending={isPending}>
        {words.act}
      </Button>
    </form>
  );
}
