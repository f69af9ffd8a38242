/** The form of the user's own names and addresses. */
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
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
  const changes = Object.entries(typed).filter(([name, text]) => text !== (account[name as Name] ?? ''));
  const submit = async () => {
    const { mobile_number, ...others } = typed;
    const mobile = mobile_number === '' ? { unset_mobile_number: true } : { mobile_number };
    if (!(await save({ ...others, ...mobile }))) return;
    // What was typed while it was being saved stays.
    setTyped((now) => Object.fromEntries(Object.entries(now).filter(([name, text]) => text !== typed[name as Name])));
  };
  return (
    <FormFrame {...{ refusal, isPending, submit }} draft={changes.sort()} shown={fields} className="account-form">
      <p>
        {profile.username} <bdi className="mono">{account.username}</bdi>
      </p>
      <Field {...field('name')} autoComplete="name" maxLength={100} isRequired />
      <Field {...field('public_name')} hint={profile.public_name_hint} maxLength={100} isRequired />
      <Field
        {...field('email_address')}
        hint={profile.email_address_hint}
        type="email"
        autoComplete="email"
        isRequired
      />
      {account.pending_email_address && (
        <p className="callout">{profile.pending(<bdi>{account.pending_email_address}</bdi>)}</p>
      )}
      <Field {...field('mobile_number')} hint={profile.mobile_number_hint} type="tel" autoComplete="tel" isOptional />
      <Button type="submit" look="primary" isPending={isPending}>
        {words.general.save}
      </Button>
    </FormFrame>
  );
}
