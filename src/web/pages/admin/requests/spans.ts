/** For how long a request is granted: the API takes whole hours. */
import type { CalendarDate } from '@internationalized/date';

const hourMs = 3600_000;

export const spans = { twoHours: 2, day: 24, week: 7 * 24, hours: undefined, until: undefined, ever: null } as const;
export type Span = keyof typeof spans;

/** The most that the API allows. */
export const mostDays = 365;

export interface Duration {
  span: Span;
  hours: string;
  day: CalendarDate | undefined;
}

/** Null is without an end, and undefined while it is not entered. A day ends at the first whole hour after its beginning in UTC. */
export function hoursOf({ span, hours, day }: Duration): number | null | undefined {
  if (span === 'hours') return /^\d{1,9}$/.test(hours.trim()) ? Number(hours) : undefined;
  if (span === 'until') return day && Math.ceil((day.toDate('UTC').getTime() - Date.now()) / hourMs);
  return spans[span];
}

export const endOf = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString();
