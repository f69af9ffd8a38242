/** The field for when a token expires: a day in a calendar, a preset, or never where the policy allows that. */
import './expiry-field.css';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useFormats, useWords } from '../../words/words.tsx';
import { DayField } from './day-field.tsx';
import { type Expiry, inDays, isSame, latest, presets } from './days.ts';
import type { Policy } from './policy.ts';

interface ExpiryFieldProps {
  value: Expiry;
  onChange: (expiry: Expiry) => void;
  policy: Policy;
  /** Whether the user can choose "never", if the policy allows it. */
  mayBeEndless?: boolean;
  error?: ReactNode;
}

export function ExpiryField({ value, onChange, policy, mayBeEndless = true, error }: ExpiryFieldProps) {
  const { expiry: words } = useWords().tokens;
  const formats = useFormats();
  const last = latest(policy);
  const choices = presets(policy)
    .filter((days) => days !== null || mayBeEndless)
    .map((days) => ({
      label: days === null ? words.never : words.days(days),
      expiry: days === null ? null : inDays(days),
    }));
  return (
    <div className="field expiry">
      <DayField
        label={words.label}
        value={value ?? null}
        onChange={onChange}
        {...(last ? { last } : {})}
        hint={
          <>
            {value === null ? words.noEnd : words.rule}
            {last && ` ${words.limit(policy.maximum_token_lifetime_days ?? 0, formats.calendarDay(last.toString()))}`}
          </>
        }
        error={error}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row everywhere */}
      <div className="presets" role="group" aria-label={words.presets}>
        {choices.map(({ label, expiry }) => (
          <AriaButton
            key={label}
            className="button preset"
            aria-pressed={isSame(value, expiry)}
            onPress={() => onChange(expiry)}
          >
            {label}
          </AriaButton>
        ))}
      </div>
    </div>
  );
}
