/** Regenerates a token: it gets a new value, and the old one stops working at once or after a while. */
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import { dayOf, type Expiry, isSame } from '../expiry/days.ts';
import { ExpiryField } from '../expiry/expiry-field.tsx';
import { usePolicy } from '../expiry/policy.ts';
import type { Token } from '../token-data/documents.ts';
import { useShowSecret } from '../token-secret/secret-dialog.tsx';
import { regenerateDocument } from './documents.ts';

interface RegenerateDialogProps {
  token: Token;
  close: () => void;
  done: () => void;
}

const overlaps = ['0', '60', '1440', '10080'] as const;

export default function RegenerateDialog({ token, close, done }: RegenerateDialogProps) {
  const { general, tokens } = useWords();
  const { data: policy } = usePolicy();
  const words = tokens.regenerate;
  const isExpired = token.state === 'EXPIRED';
  const before = token.expires_at === null ? null : dayOf(token.expires_at);
  const [expiry, setExpiry] = useState<Expiry>(isExpired ? undefined : before);
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('0');
  const [isMissing, setMissing] = useState(false);
  // If the answer is lost, a retry gets the same value.
  const [idempotency_key] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const show = useShowSecret();
  const regenerate = useChange(regenerateDocument);

  const submit = async () => {
    if (expiry === undefined) return setMissing(true);
    const isKept = !isExpired && isSame(expiry, before);
    const input = {
      overlap_minutes: Number(overlap),
      idempotency_key,
      expires_on: isKept ? null : (expiry?.toString() ?? null),
    };
    const answer = await regenerate.run({ id: token.id, input });
    const made = answer?.regeneratePersonalAccessToken;
    if (!made) return;
    done();
    show(made);
  };
  const errorOf = useFieldErrors(regenerate.refusal);
  const missing = isMissing && expiry === undefined ? words.dateNeeded : undefined;
  return (
    <Dialog title={words.title(<bdi>{token.name}</bdi>)} onClose={close}>
      <FormFrame
        refusal={regenerate.refusal}
        shown={['expires_on', 'expires_at']}
        isPending={regenerate.isPending}
        submit={submit}
      >
        <p>{isExpired ? words.textExpired : words.text}</p>
        {policy && (
          <ExpiryField
            value={expiry}
            onChange={setExpiry}
            policy={policy}
            mayBeEndless={before === null}
            error={missing ?? errorOf('expires_on') ?? errorOf('expires_at')}
          />
        )}
        {!isExpired && (
          <Choice
            label={words.overlap}
            value={overlap}
            options={overlaps.map((value) => ({ value, label: words.overlaps[value] }))}
            onChange={setOverlap}
          />
        )}
        <div className="dialog-actions">
          <Button onPress={close}>{general.cancel}</Button>
          <Button type="submit" look="primary" isPending={regenerate.isPending}>
            {words.act}
          </Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}
