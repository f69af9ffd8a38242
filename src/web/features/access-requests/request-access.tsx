/** A button beside a refusal to request the missing permissions, with a reason. Users who can grant them are notified. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import type { Lacking } from '../../api/refusal.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { requestDocument } from './documents.ts';

export default function RequestAccess({ lacking }: { lacking: Lacking }) {
  const words = useWords().requests;
  const [stage, setStage] = useState<'offered' | 'open' | 'sent'>('offered');
  if (stage === 'sent')
    return (
      <p role="status">
        {words.inPlace.sent} <Link href="/account/requests">{words.inPlace.see}</Link>
      </p>
    );
  return (
    <>
      <Button onPress={() => setStage('open')}>{words.ask}</Button>
      {stage === 'open' && (
        <RequestDialog lacking={lacking} onClose={() => setStage('offered')} onSent={() => setStage('sent')} />
      )}
    </>
  );
}

function RequestDialog({ lacking, onClose, onSent }: { lacking: Lacking; onClose: () => void; onSent: () => void }) {
  const { requests: words, general } = useWords();
  const formats = useFormats();
  const client = useQueryClient();
  const { run, isPending, refusal } = useChange(requestDocument);
  const errorOf = useFieldErrors(refusal);
  const [reason, setReason] = useState('');
  const submit = async () => {
    if (!(await run({ input: { ...lacking, reason } }))) return;
    await client.invalidateQueries({ queryKey: ['requests'] });
    onSent();
  };
  return (
    <Dialog title={words.ask} onClose={onClose}>
      <FormFrame {...{ refusal, isPending, submit }} draft={reason} shown={['reason']}>
        <p>{words.inPlace.text(formats.list(lacking.permissions))}</p>
        <Field
          label={words.reason.label}
          hint={words.reason.hint}
          value={reason}
          onChange={setReason}
          error={errorOf('reason')}
          maxLength={1000}
          isLong
          isOptional
          autoFocus
        />
        <div className="dialog-actions">
          <Button onPress={onClose}>{general.cancel}</Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {words.send}
          </Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}
