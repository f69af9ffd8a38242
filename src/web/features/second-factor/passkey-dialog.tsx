/** Makes a passkey: its name, then the browser asks its user. */
import { startRegistration } from '@simplewebauthn/browser';
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import { createDocument, verifyDocument } from './documents.ts';

export function PasskeyDialog({ enrolled, cancel }: { enrolled: () => void; cancel: () => void }) {
  const { general, twoStep } = useWords();
  const words = twoStep.passkey;
  const [data, setName] = useState('');
  const [isMaking, setMaking] = useState(false);
  const [isFailed, setFailed] = useState(false);
  const create = useChange(createDocument);
  const verify = useChange(verifyDocument);
  const errorOf = useFieldErrors(create.refusal);
  const submit = async () => {
    setFailed(false);
    const options = (await create.run({ input: { type: 'PASSKEY', data } }))?.createAuthenticationFactor?.secret_data;
    if (!options) return;
    setMaking(true);
    // The user may cancel, or the device may have a passkey for this account already.
    const made = await startRegistration({ optionsJSON: JSON.parse(options) }).catch(() => undefined);
    setMaking(false);
    if (!made) return setFailed(true);
    const input = { type: 'PASSKEY' as const, one_time_password: JSON.stringify(made) };
    if (await verify.run({ input })) enrolled();
  };
  const refusal = create.refusal ?? verify.refusal;
  const isPending = isMaking || create.isPending || verify.isPending;
  return (
    <Dialog title={words.title} onClose={cancel}>
      <FormFrame {...{ refusal, isPending, submit }} shown={['data']}>
        <p>{words.text}</p>
        {isFailed && (
          <p className="callout fault" role="alert">
            {words.failed}
          </p>
        )}
        <Field
          label={words.name}
          hint={words.nameHint}
          value={data}
          onChange={setName}
          error={errorOf('data')}
          maxLength={100}
          isRequired
          autoFocus
        />
        <div className="dialog-actions">
          <Button onPress={cancel}>{general.cancel}</Button>
          <Button type="submit" look="primary" isPending={isPending}>
            {words.act}
          </Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}
