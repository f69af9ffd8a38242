/** The password policy: its rules, and how they judge passwords. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../../api/send.ts';
import { useChange } from '../../../api/use-change.ts';
import { passwordPolicyDocument } from '../../../features/new-password/documents.ts';
import type { PasswordPolicy } from '../../../features/new-password/rules.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { Radios } from '../../../ui/radios.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { updateDocument } from './documents.ts';
import { Preview } from './preview.tsx';

const switches = [
  'requires_alpha_numeric',
  'requires_upper_and_lower_case_characters',
  'requires_at_least_one_special_character',
] as const;

const strengths = ['0', '1', '2', '3', '4'] as const;

export default function PasswordPolicyPage() {
  const words = useWords().passwordPolicy;
  const { data, error, refetch } = useQuery({
    queryKey: ['password policy'],
    queryFn: async () => (await send(passwordPolicyDocument, {})).password_policy,
  });
  return (
    <Page title={words.title} intro={words.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !data && <Loading />}
      {data && <PolicyForm policy={data} />}
    </Page>
  );
}

function PolicyForm({ policy }: { policy: PasswordPolicy }) {
  const words = useWords().passwordPolicy;
  const client = useQueryClient();
  const [draft, setDraft] = useState(policy);
  const [length, setLength] = useState(String(policy.minimum_length));
  const [isChecked, setChecked] = useState(false);
  const update = useChange(updateDocument);
  const errorOf = useFieldErrors(update.refusal);
  const isNumber = /^\d{1,9}$/.test(length.trim());
  const typed = { ...draft, minimum_length: isNumber ? Number(length) : draft.minimum_length };
  const change = (changes: Partial<PasswordPolicy>) => setDraft({ ...draft, ...changes });
  const submit = async () => {
    setChecked(true);
    if (!isNumber) return false;
    if (!(await update.run({ input: typed }))) return false;
    await client.invalidateQueries();
    notify(words.saved);
    return true;
  };
  return (
    <>
      <Form
        label={words.title}
        act={words.save}
        back="/admin"
        refusal={update.refusal}
        shown={['minimum_length']}
        draft={[draft, length]}
        isPending={update.isPending}
        submit={submit}
      >
        <Field
          label={words.length.label}
          hint={words.length.text}
          value={length}
          onChange={setLength}
          inputMode="numeric"
          error={isChecked && !isNumber ? words.notNumber : errorOf('minimum_length')}
        />
        <Radios
          label={words.strength.label}
          value={strengths[draft.minimum_password_strength] ?? null}
          options={strengths.map((value, index) => ({
            value,
            label: words.strength.levels[index],
            text: words.strength.text[index],
          }))}
          onChange={(value) => change({ minimum_password_strength: Number(value) })}
        />
        {switches.map((name) => (
          <Checkbox key={name} isSelected={draft[name]} onChange={(value) => change({ [name]: value })}>
            <span>
              {words.switches[name].label}
              <span className="minor">{words.switches[name].text}</span>
            </span>
          </Checkbox>
        ))}
      </Form>
      <Preview policy={typed} />
    </>
  );
}
