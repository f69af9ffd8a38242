/** Sends a code of a new factor, to show that it works. */
import { useState } from 'react';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { useFieldErrors } from '../../ui/field-errors.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { useWords } from '../../words/words.tsx';
import { verifyDocument } from './documents.ts';

interface CodeFormProps {
  type: 'TOTP' | 'EMAIL';
  enrolled: () => void;
  cancel: () => void;
}

export function CodeForm({ type, enrolled, cancel }: CodeFormProps) {
  const { general, twoStep: words } = useWords();
  const [code, setCode] = useState('');
  const verify = useChange(verifyDocument);
  const errorOf = useFieldErrors(verify.refusal);
  const submit = async () => {
    if (await verify.run({ input: { type, one_time_password: code } })) enrolled();
  };
  return (
    <FormFrame refusal={verify.refusal} shown={['one_time_password']} isPending={verify.isPending} submit={submit}>
      <Field
        label={words.code}
        value={code}
        onChange={setCode}
        error={errorOf('one_time_password')}
        autoComplete="one-time-code"
        inputMode="numeric"
        isRequired
        autoFocus={type === 'EMAIL'}
      />
      <div className="dialog-actions">
        <Button onPress={cancel}>{general.cancel}</Button>
        <Button type="submit" look="primary" isPending={verify.isPending}>
          {words.verify}
        </Button>
      </div>
    </FormFrame>
  );
}
