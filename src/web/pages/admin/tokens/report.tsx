/**
 * The report on tokens in figures, of the owner and the text that the list is filtered by. A figure is a link if the list can
 * show the tokens that it counts.
 */
import './report.css';
import { Link } from 'react-aria-components';
import { useSearchParams } from 'wouter';
import { usePolicy } from '../../../features/expiry/policy.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import type { TokenReport } from './documents.ts';

/** What the address of the list has then: the state, and further filters. */
const lists: Partial<Record<keyof TokenReport, { show: string; only?: string }>> = {
  live: { show: 'ACTIVE' },
  expiring: { show: 'ACTIVE', only: 'expiringSoon' },
  expired: { show: 'EXPIRED' },
  never_used: { show: 'ACTIVE', only: 'neverUsed' },
  over_lifetime_limit: { show: 'ACTIVE', only: 'overLimit' },
};

const order = ['live', 'expiring', 'never_used', 'over_lifetime_limit', 'expired', 'owners_disabled'] as const;

export function ReportFigures({ report }: { report: TokenReport }) {
  const words = useWords().allTokens.report;
  const { number } = useFormats();
  const warningDays = usePolicy().data?.warning_days ?? 0;
  const [parameters] = useSearchParams();
  const hrefOf = (list: { show: string; only?: string }) => {
    const kept = ['owner', 'search'].map((name) => [name, parameters.get(name) ?? '']).filter(([, value]) => value);
    return `/admin/tokens?${new URLSearchParams([...kept, ...Object.entries(list)])}`;
  };
  const isShown = ({ show, only }: { show: string; only?: string }) =>
    parameters.get('show') === show && (parameters.get('only') ?? undefined) === only;
  return (
    <>
      <ul className="numbers" aria-label={words.label}>
        {order.map((name) => {
          const list = lists[name];
          const figure = (
            <>
              <b>{number(report[name])}</b> {name === 'expiring' ? words.expiring(warningDays) : words[name]}
            </>
          );
          return (
            <li key={name}>
              {list ? (
                <Link href={hrefOf(list)} className="number" aria-current={isShown(list) ? 'true' : undefined}>
                  {figure}
                </Link>
              ) : (
                <span className="number">{figure}</span>
              )}
            </li>
          );
        })}
      </ul>
      <p className="minor numbers-note">{words.note}</p>
    </>
  );
}
