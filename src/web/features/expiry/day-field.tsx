/** A field for a day after today, typed or chosen in a calendar. Days are those of UTC. */
import './expiry-field.css';
import type { CalendarDate } from '@internationalized/date';
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
import { soonest } from './days.ts';

interface DayFieldProps {
  label: string;
  value: CalendarDate | null;
  /** Undefined while no day is chosen. */
  onChange: (day: CalendarDate | undefined) => void;
  /** The last day that can be chosen. */
  last?: CalendarDate;
  hint: ReactNode;
  error?: ReactNode;
}

export function DayField({ label, value, onChange, last, hint, error }: DayFieldProps) {
  return (
    <DatePicker
      value={value}
      onChange={(day) => onChange(day ?? undefined)}
      minValue={soonest()}
      {...(last ? { maxValue: last } : {})}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="field"
    >
      <Label>{label}</Label>
      <Group className="box date-box">
        <DateInput className="date-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
        <AriaButton className="icon-button button quiet">
          <CalendarIcon />
        </AriaButton>
      </Group>
      <Text slot="description" className="hint">
        {hint}
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
  );
}
