/** The addresses from which a token was used, with a warning about the first unusual one. */

import { Ago } from '../../ui/ago.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { Section } from '../../ui/section.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Usage } from './documents.ts';

export function Addresses({ usage: { addresses, first_odd_address: odd } }: { usage: Usage }) {
  const words = useWords().token.addresses;
  const formats = useFormats();
  return (
    <Section title={words.title}>
      {odd && (
        <p className="callout warning">
          <WarningIcon /> {words.firstOdd(<bdi>{odd.address}</bdi>, formats.instant(odd.first_used_at))}
        </p>
      )}
      <ul className="card addresses">
        {addresses.map(({ address, network, first_used_at, last_used_at, uses, odd }) => (
          <li key={address}>
            <span>
              <bdi className="mono">{address}</bdi> {odd && <span className="badge warning">{words.odd}</span>}
            </span>
            <span className="bar-count">{words.times(Number(uses))}</span>
            <span className="minor">
              {words.network} <bdi>{network}</bdi>
            </span>
            <span className="minor">
              {words.first(formats.day(first_used_at))}
              {', '}
              {words.last(<Ago at={last_used_at} />)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
