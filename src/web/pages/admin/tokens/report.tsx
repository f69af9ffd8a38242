/** The report on tokens in figures. A figure is a link if the list can show the tokens that it counts. */
import './report.css';
import { Link } from 'react-aria-components';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { TokenReport } from './documents.ts';

const lists: Partial<Record<keyof TokenReport, string>> = {
  live: '?show=ACTIVE',
  expired: '?show=EXPIRED',
  never_used: '?show=ACTIVE&only=neverUsed',
  over_lifetime_limit: '?show=ACTIVE&only=overLimit',
};

const order = ['live', 'expiring', 'never_used', 'over_lifetime_limit', 'expired', 'owners_disabled'] as const;

export function ReportFigures({ report }: { report: TokenReport }) {
  const words = useWords().allTokens.report;
  const { number } = useFormats();
  return (
    <ul className="numbers" aria-label={words.label}>
      {order.map((name) => {
        const figure = (
          <>
            <b>{number(report[name])}</b> {words[name]}
          </>
        );
        return (
          <li key={name}>
            {lists[name] ? (
              <Link href={`/admin/tokens${lists[name]}`} className="number">
                {figure}
              </Link>
            ) : (
              <span className="number">{figure}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
