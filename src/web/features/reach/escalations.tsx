/** Whether what a token or a role may do leads to more: each escalation with its steps. */
import '../../ui/callout.css';
import './reach.css';
import { CheckIcon, WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { Reach } from './reach.ts';

export function Escalations({ reach: { escalations } }: { reach: Pick<Reach, 'escalations'> }) {
  const { reach: words, server, tokenLimits } = useWords();
  const leadsTo = { ...words.leadsTo, ...tokenLimits.leadsTo };
  if (escalations.length === 0)
    return (
      <p className="callout leads good">
        <CheckIcon /> {words.nothing}
      </p>
    );
  return (
    <div className="callout leads warning">
      <p>
        <WarningIcon /> <b>{words.more}</b>
      </p>
      {escalations.map(({ leads_to, permissions, steps }) => (
        <div key={leads_to} className="way">
          <p>
            {leadsTo[leads_to]} {permissions.length > 0 && <code>{permissions.join(', ')}</code>}
          </p>
          <ol>
            {steps.map((step, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps stay where they are
              <li key={place}>
                {server.step(step)} <code>{step.method}</code>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}
