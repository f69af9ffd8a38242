/** How often a token was used on each of the last 30 days: a column of lists, which the server counts only where it is shown. */
import { graphql, type ResultOf } from '../../api/documents.ts';
import { Sparkline } from '../../ui/sparkline.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { daysUntilToday } from '../token-data/days.ts';

export const callFields = graphql(`
  fragment CallFields on PersonalAccessToken {
    usage(days: 30) @include(if: $withCalls) {
      days {
        day
        calls
      }
    }
  }
`);

export type Called = ResultOf<typeof callFields>;

/** The id of the column. */
export const callsColumn = 'calls';

const days = 30;

export function Calls({ usage }: Called) {
  const words = useWords().tokens.calls;
  const { calendarDay, number } = useFormats();
  const counted = new Map(usage?.days.map(({ day, calls }) => [day, Number(calls)]));
  const columns = daysUntilToday(days).map((day) => ({ day, value: counted.get(day) ?? 0 }));
  const total = columns.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return <span className="soft">{words.none}</span>;
  const most = columns.reduce((most, one) => (one.value > most.value ? one : most));
  return (
    <Sparkline
      values={columns.map(({ value }) => value)}
      text={words.text(total, days, number(most.value), calendarDay(most.day))}
    />
  );
}
