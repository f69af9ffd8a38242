/** Which emails the user gets. Those about security cannot be turned off. */
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import type { Account } from './documents.ts';
import { useSave } from './save-account.ts';

type EmailKind = Account['user_preferences']['muted_emails'][number];

export function EmailsForm({ account }: { account: Account }) {
  const { account: own, general } = useWords();
  const words = own.emails;
  const [muted, setMuted] = useState<readonly EmailKind[]>(account.user_preferences.muted_emails);
  const { save, isPending, refusal } = useSave(own.saved);
  const submit = () => save({ muted_emails: [...muted] });
  const set = (kind: EmailKind, isOn: boolean) =>
    setMuted(isOn ? muted.filter((other) => other !== kind) : [...muted, kind]);
  return (
    <FormFrame {...{ refusal, isPending, submit }} draft={new Set(muted)} className="account-emails">
      <p>{words.text}</p>
      <ul className="checks">
        {(Object.entries(words.optional) as [EmailKind, string][]).map(([kind, label]) => (
          <li key={kind}>
            <Checkbox isSelected={!muted.includes(kind)} onChange={(isOn) => set(kind, isOn)}>
              {label}
            </Checkbox>
          </li>
        ))}
      </ul>
      <p>{words.always}</p>
      <ul>
        {words.security.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Button type="submit" look="primary" isPending={isPending}>
        {general.save}
      </Button>
    </FormFrame>
  );
}
