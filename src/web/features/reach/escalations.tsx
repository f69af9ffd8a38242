/** Whether what a token or a role may do leads to more: each way as a path of steps, and what is obtained at its end. */
import '../../ui/callout.css';
import './reach.css';
import { CheckIcon, WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { Reach } from './reach.ts';

type Escalation = Reach['escalations'][number];

export function Escalations({ reach: { escalations } }: { reach: { escalations: readonly Escalation[] } }) {
  const words = useWords().reach;
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
      {waysOf(escalations).map((way) => (
        <Path key={way[0].leads_to} way={way} />
      ))}
    </div>
  );
}

type Way = [Escalation, ...Escalation[]];

/** Escalations of the same steps are one way, at whose end several things are obtained. */
function waysOf(escalations: readonly Escalation[]): Way[] {
  const ways = new Map<string, Way>();
  for (const escalation of escalations) {
    const key = JSON.stringify(escalation.steps);
    const known = ways.get(key);
    if (known) known.push(escalation);
    else ways.set(key, [escalation]);
  }
  return [...ways.values()];
}

function Path({ way }: { way: Way }) {
  const { reach: words, server, tokenLimits } = useWords();
  const leadsTo = { ...words.leadsTo, ...tokenLimits.leadsTo };
  const verdicts = { ...words.verdicts, ...tokenLimits.verdicts };
  const isSuperAdmin = way[0].steps.some(({ act }) => act === 'MAKE_SUPER_ADMIN');
  const verdict = isSuperAdmin ? verdicts.SUPER_ADMIN : way.map(({ leads_to }) => verdicts[leads_to]).join(' · ');
  return (
    <>
      <p className="verdict">
        <b>{verdict}</b>
      </p>
      <ol className="path" aria-label={words.path}>
        {way[0].steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps stay where they are
          <li key={place}>
            {server.step(step)} <code>{step.method}</code>
          </li>
        ))}
        <li className="gain">
          {way.map(({ leads_to, permissions }) => (
            <p key={leads_to}>
              {leadsTo[leads_to]} {permissions.length > 0 && <code>{permissions.join(', ')}</code>}
            </p>
          ))}
        </li>
      </ol>
    </>
  );
}
