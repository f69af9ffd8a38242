/** What one likes: the language of pages and mails, and how many rows a table shows. */
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';
import { useSave } from './save-account.ts';

/** Each in its own language, so that whoever needs it can read it. */
const languages = [
  { value: 'en', label: 'English' },
  { value: 'fr', label: 'Français' },
] as const;

const usualSizes = [10, 25, 50, 100];

export function PreferencesForm({ account }: { account: Account }) {
  const words = useWords();
  const { number } = useFormats();
  const { preferences } = words.account;
  const [language, setLanguage] = useState(account.language);
  const [size, setSize] = useState(account.user_preferences.table_paginator_size ?? '25');
  const { save, isPending, refusal } = useSave(words.account.saved);
  const sizes = [...new Set([...usualSizes, Number(size)])].sort((one, other) => one - other);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ language, table_paginator_size: size });
  };
  return (
    <form onSubmit={submit} className="account-form">
      {refusal && <RefusalNote refusal={refusal} />}
      <Choice label={preferences.language} value={language} options={languages} onChange={setLanguage} />
      <Choice
        label={preferences.rows}
        value={size}
        options={sizes.map((rows) => ({ value: String(rows), label: number(rows) }))}
        onChange={setSize}
      />
      <Button type="submit" look="primary" isPending={isPending}>
        {words.general.save}
      </Button>
    </form>
  );
}
