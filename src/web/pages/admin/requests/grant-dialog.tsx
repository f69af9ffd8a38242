/** Grants a request for a time, with an answer. It lists the permissions with their risks. */

import type { CalendarDate } from '@internationalized/date';
import '../../../ui/callout.css';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useChange } from '../../../api/use-change.ts';
import { inDays } from '../../../features/expiry/days.ts';
import { PermissionList } from '../../../features/permissions/permission-list.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { useFieldErrors } from '../../../ui/field-errors.tsx';
import { Radios } from '../../../ui/radios.tsx';
import { notify } from '../../../ui/toasts.tsx';
import { useFormats, useWords } from '../../../words/words.tsx';
import { type AnyRequest, grantDocument } from './documents.ts';
import { endOf, hoursOf, mostDays, type Span, spans } from './spans.ts';

/** Loaded when it is needed, because of its calendar. */
const DayField = lazy(async () => ({ default: (await import('../../../features/expiry/day-field.tsx')).DayField }));

export function GrantDialog({ request, close }: { request: AnyRequest; close: () => void }) {
  const words = useWords().requestsToDecide;
  const formats = useFormats();
  const client = useQueryClient();
  const [span, setSpan] = useState<Span>('twoHours');
  const [hours, setHours] = useState('8');
  const [day, setDay] = useState<CalendarDate>();
  const [answer, setAnswer] = useState('');
  const [isChecked, setChecked] = useState(false);
  const grant = useChange(grantDocument);
  const errorOf = useFieldErrors(grant.refusal);
  const for_hours = hoursOf({ span, hours, day });
  const isWrong = for_hours === undefined;
  const submit = async () => {
    setChecked(true);
    if (isWrong) return;
    if (!(await grant.run({ id: request.id, input: { for_hours, answer: answer || null } }))) return;
    await client.invalidateQueries();
    notify(words.grant.done);
    close();
  };
  return (
    <ConfirmDialog
      title={words.grant.title(<bdi>{request.user?.name ?? words.user(request.user_id)}</bdi>)}
      act={words.grant.act}
      isPending={grant.isPending}
      refusal={grant.refusal}
      shown={['for_hours', 'answer']}
      draft={[span, hours, day, answer]}
      submit={submit}
      close={close}
    >
      {request.personal_access_token_id !== null && <p className="soft">{words.oneToken}</p>}
      {request.reason && (
        <blockquote className="callout" dir="auto">
          {words.grant.quote(request.reason)}
        </blockquote>
      )}
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
      {span === 'until' && (
        <Suspense>
          <DayField
            label={words.grant.lastDay}
            value={day ?? null}
            onChange={setDay}
            last={inDays(mostDays)}
            hint={words.grant.lastDayHint}
            error={isChecked && isWrong ? words.grant.noDay : errorOf('for_hours')}
          />
        </Suspense>
      )}
      {typeof for_hours === 'number' && for_hours > 0 && for_hours <= mostDays * 24 && (
        <p role="status">{words.grant.ends(formats.instant(endOf(for_hours)))}</p>
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
