/** How often each of several permissions or methods was used: a bar, the count, and the last day. */
import { useFormats, useWords } from '../../words/words.tsx';
import type { Usage } from './documents.ts';

interface UseBarsProps {
  label: string;
  uses: Usage['permissions'] | Usage['methods'];
  nothing: string;
}

export function UseBars({ label, uses, nothing }: UseBarsProps) {
  const words = useWords().token.usage;
  const formats = useFormats();
  const most = Math.max(...uses.map(({ uses }) => Number(uses)));
  if (uses.length === 0) return <p>{nothing}</p>;
  return (
    <ul className="bars" aria-label={label}>
      {uses.map(({ name, uses, last_used_on }) => (
        <li key={name}>
          <code>{name}</code>
          <span className="bar-count">{words.times(Number(uses))}</span>
          <span className="bar" aria-hidden="true">
            <span style={{ width: `${Math.max(1, (Number(uses) / most) * 100)}%` }} />
          </span>
          <span className="minor">{words.last(formats.calendarDay(last_used_on))}</span>
        </li>
      ))}
    </ul>
  );
}
