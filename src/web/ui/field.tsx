/** A text field with its label, a hint and its error, connected for screen readers. */
import './field.css';
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import { useWords } from '../words/words.tsx';

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string;
  hint?: ReactNode;
  /** What is wrong with the value; undefined if nothing is. */
  error?: ReactNode | undefined;
  isLong?: boolean;
  isOptional?: boolean;
}

export function Field({ label, hint, error, isLong = false, isOptional = false, ...props }: FieldProps) {
  const words = useWords().general;
  return (
    <TextField {...props} isInvalid={error !== undefined} validationBehavior="aria" className="field">
      <Label>
        {label}
        {isOptional && <span className="soft"> ({words.optional})</span>}
      </Label>
      {isLong ? <TextArea rows={2} dir="auto" /> : <Input dir={props.type === 'password' ? undefined : 'auto'} />}
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
