/** The token policy: its rules, and how many tokens exceed the maximum lifetime now. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { useChange } from '../../../api/use-change.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Form } from '../../../ui/form.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Page } from '../../../ui/page.tsx';
import { RefusalNote } from '../../../ui/refusal-note.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { policyDocument, type TokenPolicy, updateDocument } from './documents.ts';
import { type Draft, draftOf, inputOf, notNumbers, numbers, switches } from './draft.ts';

export default function TokenPolicyPage() {
  const words = useWords().tokenPolicy;
  const readsTokens = useMay()('READ_PERSONAL_ACCESS_TOKEN');
  const { data, error, refetch } = useQuery({
    queryKey: ['token policy', 'whole'],
    queryFn: () => send(policyDocument, { readsTokens }),
  });
  const over = data?.token_report?.over_lifetime_limit ?? 0;
  return (
    <Page title={words.title} intro={words.intro}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !data?.token_policy && <Loading />}
      {over > 0 && (
        <p className="callout warning">
          {words.over(over)} <Link href="/admin/tokens?show=ACTIVE&only=overLimit">{words.showThem}</Link>
        </p>
      )}
      {data?.token_policy && <PolicyForm policy={data.token_policy} />}
    </Page>
  );
}

function PolicyForm({ policy }: { policy: TokenPolicy }) {
  const words = useWords().tokenPolicy;
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(policy));
  const [isChecked, setChecked] = useState(false);
  const update = useChange(updateDocument);
  const errorOf = useFieldErrors(update.refusal);
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const wrong = isChecked ? notNumbers(draft) : [];
  const submit = async () => {
    setChecked(true);
    if (notNumbers(draft).length > 0) return false;
    if (!(await update.run({ input: inputOf(draft) }))) return false;
    await client.invalidateQueries();
    notify(words.saved);
    return true;
  };
  return (
    <Form
      label={words.title}
      act={words.save}
      back="/admin"
      refusal={update.refusal}
      shown={numbers}
      draft={draft}
      isPending={update.isPending}
      submit={submit}
    >
      {numbers.map((name) => (
        <Field
          key={name}
          label={words.numbers[name].label}
          hint={words.numbers[name].text}
          value={draft[name]}
          onChange={(value) => change({ [name]: value })}
          inputMode="numeric"
          error={wrong.includes(name) ? words.notNumber : errorOf(name)}
        />
      ))}
      {switches.map((name) => (
        <Checkbox key={name} isSelected={draft[name]} onChange={(value) => change({ [name]: value })}>
          <span>
            {words.switches[name].label}
            <span className="minor">{words.switches[name].text}</span>
          </span>
        </Checkbox>
      ))}
    </Form>
  );
}
