/** How much a token was used on each day of a period. */
import { ColumnChart } from '../../ui/column-chart.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Usage } from './documents.ts';

const dayMs = 24 * 3600_000;

/** `days`: how many before today, in UTC. */
export function UseChart({ usage, days }: { usage: Usage; days: number }) {
  const words = useWords().token.usage;
  const { calendarDay } = useFormats();
  const calls = new Map(usage.days.map(({ day, calls }) => [day, Number(calls)]));
  if (calls.size === 0) return null;
  const today = Date.now();
  const columns = Array.from({ length: days + 1 }, (_, place) => {
    const day = new Date(today - (days - place) * dayMs).toISOString().slice(0, 10);
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
