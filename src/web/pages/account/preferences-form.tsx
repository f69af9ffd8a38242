/** The user's preferences: the language of pages and emails, the rows of a table's page, and the navigation. */
import { useState } from 'react';
import { usePageSize } from '../../api/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { formats } from '../../words/formats.ts';
import { languages } from '../../words/languages.ts';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';
import { useSave } from './save-account.ts';

/** Each in its own language, so that its readers find it. */
const options = languages.map((value) => ({ value, label: formats(value).language(value) }));

const usualSizes = [10, 25, 50, 100];

export function PreferencesForm({ account }: { account: Account }) {
  const words = useWords();
  const { number } = useFormats();
  const { preferences } = words.account;
  const [language, setLanguage] = useState(account.language);
  const present = usePageSize();
  const [chosen, setChosen] = useState<string>();
  const [expanded, setExpanded] = useState<boolean>();
  const { save, isPending, refusal } = useSave(words.account.saved);
  const sizes = [...new Set([...usualSizes, present])].sort((one, other) => one - other);
  const kept = account.user_preferences.navigation_expanded ?? true;
  /** Only what the user changed: the navigation is switched elsewhere too. */
  const changes = {
    ...(language === account.language ? {} : { language }),
    ...(expanded === undefined || expanded === kept ? {} : { navigation_expanded: expanded }),
    ...(chosen === undefined || chosen === String(present) ? {} : { table_paginator_size: chosen }),
  };
  const submit = () => save(changes);
  return (
    <FormFrame {...{ refusal, isPending, submit }} draft={changes} className="account-form">
      <Choice label={preferences.language} value={language} options={options} onChange={setLanguage} />
      <Choice
        label={preferences.rows}
        value={chosen ?? String(present)}
        options={sizes.map((rows) => ({ value: String(rows), label: number(rows) }))}
        onChange={setChosen}
      />
      <Checkbox isSelected={expanded ?? kept} onChange={setExpanded}>
        {preferences.navigation}
      </Checkbox>
      <Button type="submit" look="primary" isPending={isPending}>
        {words.general.save}
      </Button>
    </FormFrame>
  );
}
