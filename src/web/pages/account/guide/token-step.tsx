/** The first token, for the new user: without a cap, for a week at most. */
import { useChange } from '../../../api/use-change.ts';
import { inDays } from '../../../features/expiry/days.ts';
import { usePolicy } from '../../../features/expiry/policy.ts';
import { createDocument } from '../../../features/token-data/documents.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { FormFrame } from '../../../ui/form-frame.tsx';
import { useWords } from '../../../words/words.tsx';
import { useEntered } from './kept.ts';

interface TokenStepProps {
  user: { id: string; name: string };
  changed: () => Promise<void>;
  setSecret: (secret: string) => void;
}

const days = 7;

export function TokenStep({ user, changed, setSecret }: TokenStepProps) {
  const words = useWords().guide.token;
  const { data: policy } = usePolicy();
  const [{ name }, keep, forget] = useEntered('token', { name: words.usual });
  const { run, isPending, refusal } = useChange(createDocument);
  const errorOf = useFieldErrors(refusal);
  const submit = async () => {
    const expires_on = inDays(Math.min(days, policy?.maximum_token_lifetime_days ?? days)).toString();
    const done = await run({ input: { name, user_id: user.id, expires_on } });
    if (!done?.createPersonalAccessToken?.token) return;
    forget();
    setSecret(done.createPersonalAccessToken.token);
    await changed();
  };
  return (
    <FormFrame {...{ refusal, isPending, submit }} shown={['name']}>
      <p>{words.text(<bdi>{user.name}</bdi>)}</p>
      <Field
        label={words.name}
        value={name}
        onChange={(name) => keep({ name })}
        error={errorOf('name')}
        maxLength={100}
      />
      <Button type="submit" look="primary" isPending={isPending}>
        {words.act}
      </Button>
    </FormFrame>
  );
}
