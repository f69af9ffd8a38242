/** Grants a request for a time, with an answer. It lists the permissions with their risks. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { PermissionList } from '../../../features/permissions/permission-list.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Radios } from '../../../ui/radios.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useWords } from '../../../words/words.tsx';
import { type AnyRequest, grantDocument } from './documents.ts';

const spans = { twoHours: 2, day: 24, week: 7 * 24, hours: undefined, ever: null } as const;
type Span = keyof typeof spans;

export function GrantDialog({ request, close }: { request: AnyRequest; close: () => void }) {
  const words = useWords().requestsToDecide;
  const client = useQueryClient();
  const [span, setSpan] = useState<Span>('twoHours');
  const [hours, setHours] = useState('8');
  const [answer, setAnswer] = useState('');
  const [isChecked, setChecked] = useState(false);
  const grant = useChange(grantDocument);
  const errorOf = useFieldErrors(grant.refusal);
  const isWrong = span === 'hours' && !/^\d{1,9}$/.test(hours.trim());
  const submit = async () => {
    setChecked(true);
    if (isWrong) return;
    const for_hours = span === 'hours' ? Number(hours) : spans[span];
    if (!(await grant.run({ id: request.id, input: { for_hours, answer: answer || null } }))) return;
    await client.invalidateQueries();
    notify(words.grant.done);
    close();
  };
  return (
    <ConfirmDialog
      title={words.grant.title}
      act={words.grant.act}
      isPending={grant.isPending}
      refusal={grant.refusal}
      shown={['for_hours', 'answer']}
      draft={[span, hours, answer]}
      submit={submit}
      close={close}
    >
      <PermissionList permissions={request.permissions} />
      <Radios
        label={words.grant.span}
        value={span}
        options={(Object.keys(spans) as Span[]).map((value) => ({ value, label: words.grant.spans[value] }))}
        onChange={setSpan}
      />
      {span === 'hours' && (
        <Field
          label={words.grant.hours}
          hint={words.grant.hoursHint}
          value={hours}
          onChange={setHours}
          inputMode="numeric"
          error={isChecked && isWrong ? words.grant.notNumber : errorOf('for_hours')}
        />
      )}
      <Field
        label={words.answer}
        value={answer}
        onChange={setAnswer}
        error={errorOf('answer')}
        maxLength={1000}
        isLong
        isOptional
      />
    </ConfirmDialog>
  );
}
