/** The field for when a token expires: a day in a calendar, a preset, or never where the policy allows that. */
import './expiry-field.css';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  Text,
} from 'react-aria-components';
import { CalendarIcon, NextIcon, PreviousIcon } from '../../ui/icons.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { type Expiry, inDays, isSame, latest, presets, soonest } from './days.ts';
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
      <DatePicker
        value={value ?? null}
        onChange={(day) => onChange(day ?? undefined)}
        minValue={soonest()}
        {...(last ? { maxValue: last } : {})}
        isInvalid={error !== undefined}
        validationBehavior="aria"
        className="field"
      >
        <Label>{words.label}</Label>
        <Group className="box date-box">
          <DateInput className="date-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
          <AriaButton className="icon-button button quiet">
            <CalendarIcon />
          </AriaButton>
        </Group>
        <Text slot="description" className="hint">
          {value === null ? words.noEnd : words.rule}
          {last && ` ${words.limit(policy.maximum_token_lifetime_days ?? 0, formats.calendarDay(last.toString()))}`}
        </Text>
        <FieldError className="field-error">{error}</FieldError>
        <Popover className="popover">
          <Dialog className="calendar-dialog">
            <Calendar>
              <header className="calendar-head">
                <AriaButton slot="previous" className="icon-button button quiet">
                  <PreviousIcon />
                </AriaButton>
                <Heading />
                <AriaButton slot="next" className="icon-button button quiet">
                  <NextIcon />
                </AriaButton>
              </header>
              <CalendarGrid>{(date) => <CalendarCell date={date} className="calendar-day" />}</CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </DatePicker>
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
