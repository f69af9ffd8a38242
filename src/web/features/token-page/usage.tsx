/** The permissions and methods that a token used in a period, and the addresses. */
import { useState } from 'react';
import { Loading } from '../../ui/loading.tsx';
import { PeriodChoice } from '../../ui/period-choice.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { Addresses } from './addresses.tsx';
import { useUsage, type Which } from './queries.ts';
import { UseBars } from './use-bars.tsx';
import { UseChart } from './use-chart.tsx';

const spans = [7, 30, 90];

/** `isOver`: whether the token was revoked or has expired. */
export function UsageSections({ which, isOver }: { which: Which; isOver: boolean }) {
  const words = useWords().token.usage;
  const formats = useFormats();
  const [days, setDays] = useState(30);
  const { data: usage, error, refetch } = useUsage(which, days);
  return (
    <>
      <Section
        title={isOver ? words.titleOver : words.title}
        actions={<PeriodChoice label={words.span} options={spans} days={days} onChange={setDays} />}
      >
        <div className="card">
          {error ? (
            <RefusalNote refusal={error} retry={refetch} />
          ) : !usage ? (
            <Loading />
          ) : (
            <>
              <p className="soft">{words.since(formats.day(usage.since))}</p>
              <UseChart usage={usage} days={days} />
              <h3>{words.permissions}</h3>
              <UseBars label={words.permissions} uses={usage.permissions} nothing={words.noPermission} />
              <h3>{words.methods}</h3>
              <UseBars label={words.methods} uses={usage.methods} nothing={words.noMethod} />
            </>
          )}
        </div>
      </Section>
      {usage && usage.addresses.length > 0 && <Addresses usage={usage} />}
    </>
  );
}
