/** The form of the user's own names and addresses. */
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';
import { useSave } from './save-account.ts';

const fields = ['name', 'public_name', 'email_address', 'mobile_number'] as const;
type Name = (typeof fields)[number];

export function ProfileForm({ account }: { account: Account }) {
  const words = useWords();
  const { profile } = words.account;
  const [typed, setTyped] = useState<Partial<Record<Name, string>>>({});
  const { save, isPending, refusal } = useSave(words.account.saved);
  const errorOf = useFieldErrors(refusal);
  const field = (name: Name) => ({
    label: profile[name],
    value: typed[name] ?? account[name] ?? '',
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    error: errorOf(name),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { mobile_number, ...others } = typed;
    const mobile = mobile_number === '' ? { unset_mobile_number: true } : { mobile_number };
    if (!(await save({ ...others, ...mobile }))) return;
    // What was typed while it was being saved stays.
    setTyped((now) => Object.fromEntries(Object.entries(now).filter(([name, text]) => text !== typed[name as Name])));
  };
  return (
    <form onSubmit={submit} noValidate className="account-form">
      <p>
        {profile.username} <bdi className="mono">{account.username}</bdi>
      </p>
      {refusal && <RefusalNote refusal={refusal} shown={fields} />}
      <Field {...field('name')} autoComplete="name" maxLength={100} isRequired />
      <Field {...field('public_name')} hint={profile.public_name_hint} maxLength={100} isRequired />
      <Field
        {...field('email_address')}
        hint={profile.email_address_hint}
        type="email"
        autoComplete="email"
        isRequired
      />
      <Field {...field('mobile_number')} hint={profile.mobile_number_hint} type="tel" autoComplete="tel" isOptional />
      <Button type="submit" look="primary" isPending={isPending}>
        {words.general.save}
      </Button>
    </form>
  );
}
