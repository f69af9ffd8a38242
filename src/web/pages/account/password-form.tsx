/** Changes the password. The page shows which rules it keeps while the user types; the server decides. */
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { send } from '../../api/send.ts';
import { Checklist } from '../../features/new-password/checklist.tsx';
import { passwordPolicyDocument } from '../../features/new-password/documents.ts';
import { ownWords } from '../../features/new-password/own-words.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';
import { useSave } from './save-account.ts';

export function PasswordForm({ account }: { account: Account }) {
  const words = useWords().account.password;
  // Who signs in at a provider may have none.
  const hasPassword = account.completed_setup;
  const id = useId();
  const { data: policy } = useQuery({
    queryKey: ['password policy'],
    queryFn: async () => (await send(passwordPolicyDocument, {})).password_policy,
  });
  const own = useMemo(() => ownWords(account), [account]);
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const { save, isPending, refusal } = useSave(words.changed);
  const errorOf = useFieldErrors(refusal);
  const submit = async () => {
    if (!(await save({ password, ...(hasPassword ? { current_password: current } : {}) }))) return;
    // What was typed while it was being saved stays.
    setCurrent((now) => (now === current ? '' : now));
    setPassword((now) => (now === password ? '' : now));
  };
  return (
    <FormFrame
      {...{ refusal, isPending, submit }}
      draft={[current, password]}
      shown={['password', 'current_password']}
      className="account-form"
    >
      <p>{words.text}</p>
      {/* Password managers look for the user name. */}
      <input hidden readOnly autoComplete="username" value={account.username} />
      {hasPassword && (
        <Field
          label={words.current}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={errorOf('current_password')}
          isRequired
        />
      )}
      <Field
        label={words.new}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={errorOf('password')}
        aria-describedby={id}
        isRequired
      />
      {policy && <Checklist id={id} policy={policy} password={password} own={own} />}
      <Button type="submit" look="primary" isPending={isPending}>
        {words.change}
      </Button>
    </FormFrame>
  );
}
