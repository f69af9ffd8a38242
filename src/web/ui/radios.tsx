/** A field to choose one of a few options, all visible, each with a sentence. */
import './radios.css';
import type { ReactNode } from 'react';
import { FieldError, Label, Radio, RadioGroup, Text } from 'react-aria-components';

interface RadiosProps<Value extends string> {
  label: string;
  hint?: ReactNode;
  value: Value | null;
  options: readonly { value: Value; label: ReactNode; text?: ReactNode }[];
  onChange: (value: Value) => void;
  error?: ReactNode;
}

export function Radios<Value extends string>({ label, hint, value, options, onChange, error }: RadiosProps<Value>) {
  return (
    <RadioGroup
      value={value}
      onChange={(value) => onChange(value as Value)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="field radios"
    >
      <Label>{label}</Label>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      {options.map(({ value, label, text }) => (
        <Radio key={value} value={value} className="radio">
          <span className="radio-dot" aria-hidden="true" />
          <span>
            {label}
            {text && <span className="minor">{text}</span>}
          </span>
        </Radio>
      ))}
      <FieldError className="field-error">{error}</FieldError>
    </RadioGroup>
  );
}
