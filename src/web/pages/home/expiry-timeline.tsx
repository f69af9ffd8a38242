/** The tokens that expire in the next 90 days: by week as a chart, and the next ones by name. */
import { Link } from 'react-aria-components';
import { ColumnChart } from '../../ui/column-chart.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { type Attention, timelineDays } from './attention.ts';

const dayMs = 24 * 3600_000;
const weekMs = 7 * dayMs;
const named = 5;

export function ExpiryTimeline({ attention: { all, next, nextCount, tokens } }: { attention: Attention }) {
  const words = useWords().home.next;
  const formats = useFormats();
  if (next.length === 0) return <p className="card">{words.none}</p>;
  const now = Date.now();
  const weeks = Array.from({ length: Math.ceil((timelineDays * dayMs) / weekMs) }, (_, place) => {
    const start = now + place * weekMs;
    const label = formats.day(new Date(start).toISOString());
    const isIn = ({ expires_at }: { expires_at: string }) =>
      Math.floor((Date.parse(expires_at) - now) / weekMs) === place;
    const value = next.filter(isIn).length;
    return { label, value, title: words.perWeek(label, value) };
  });
  return (
    <div className="card">
      {all && <p className="soft">{words.ofAll}</p>}
      <ColumnChart label={words.chart} columns={weeks} of={words.week} values={words.tokens} />
      <ul className="next-tokens">
        {next.slice(0, named).map(({ id, name, expires_at }) => (
          <li key={id}>
            <Link href={`${tokens}/${id}`} className="row-link">
              <bdi>{name}</bdi>
            </Link>
            <span title={formats.instant(expires_at)}>{formats.distance(expires_at)}</span>
          </li>
        ))}
        {nextCount > named && <li className="soft">{words.more(nextCount - named)}</li>}
      </ul>
    </div>
  );
}
