/** Two-step sign-in: what the user has enrolled for the second step, and what else can be. */
import { useEnrollment } from '../../features/second-factor/enrollment.tsx';
import { FactorList } from '../../features/second-factor/factor-list.tsx';
import { useOwnFactors } from '../../features/second-factor/own-factors.ts';
import { Loading } from '../../ui/loading.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';

export function TwoStep() {
  const words = useWords().twoStep;
  const { data, error, refetch } = useOwnFactors();
  const factors = data ?? [];
  const { buttons, dialogs, replace, isPending } = useEnrollment(factors);
  const lacksCodes = factors.length > 0 && !factors.some(({ type }) => type === 'RECOVERY_CODES');
  return (
    <Section isCard title={words.title}>
      <p>{factors.length > 0 ? words.on : words.off}</p>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!data && !error && <Loading />}
      {lacksCodes && <p className="callout warning">{words.noCodes}</p>}
      {factors.length > 0 && <FactorList factors={factors} replace={replace} isPending={isPending} />}
      {data && buttons}
      {dialogs}
    </Section>
  );
}
