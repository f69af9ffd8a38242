/** How much a token was used on each day of a period. */
import { ColumnChart } from '../../ui/column-chart.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { daysUntilToday } from '../token-data/days.ts';
import type { Usage } from './documents.ts';

/** `days`: how many before today, in UTC. */
export function UseChart({ usage, days }: { usage: Usage; days: number }) {
  const words = useWords().token.usage;
  const { calendarDay } = useFormats();
  const calls = new Map(usage.days.map(({ day, calls }) => [day, Number(calls)]));
  if (calls.size === 0) return null;
  const columns = daysUntilToday(days).map((day) => {
    const [label, value] = [calendarDay(day), calls.get(day) ?? 0];
    return { label, value, title: words.onDay(label, value) };
  });
  return (
    <>
      <h3>{words.chart}</h3>
      <ColumnChart label={words.chart} columns={columns} of={words.day} values={words.calls} />
    </>
  );
}
