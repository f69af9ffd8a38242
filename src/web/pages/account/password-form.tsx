/** Changes the password. The page checks simple rules while the user types; the server checks how easy it is to guess. */
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';
import { rulesOf } from './password-rules.ts';
import { useSave } from './save-account.ts';

export function PasswordForm({ account }: { account: Account }) {
  const words = useWords().account.password;
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const { save, isPending, refusal } = useSave(words.changed);
  const errorOf = useFieldErrors(refusal);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await save({ password, current_password: current }))) return;
    // What was typed while it was being saved stays.
    setCurrent((now) => (now === current ? '' : now));
    setPassword((now) => (now === password ? '' : now));
  };
  return (
    <form onSubmit={submit} className="account-form">
      <p>{words.text}</p>
      {refusal && <RefusalNote refusal={refusal} shown={['password', 'current_password']} />}
      {/* Password managers look for the user name. */}
      <input hidden readOnly autoComplete="username" value={account.username} />
      <Field
        label={words.current}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        error={errorOf('current_password')}
        isRequired
      />
      <Field
        label={words.new}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={errorOf('password')}
        hint={<Rules password={password} account={account} />}
        isRequired
      />
      <Button type="submit" look="primary" isPending={isPending}>
        {words.change}
      </Button>
    </form>
  );
}

/** Each rule, with a mark once it is met. Screen readers read them with the field, not at every key. */
function Rules({ password, account }: { password: string; account: Account }) {
  const words = useWords().account.password;
  return (
    <>
      {Object.entries(rulesOf(password, account)).map(([rule, isKept]) => (
        <span key={rule} className={isKept ? 'rule kept' : 'rule'}>
          {isKept ? <CheckIcon /> : <span className="icon" aria-hidden="true" />}
          {words.rules[rule as keyof typeof words.rules]}
          {isKept && <span className="hidden"> ({words.kept})</span>}
        </span>
      ))}
      <span className="rule">{words.judged}</span>
    </>
  );
}
