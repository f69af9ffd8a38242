/** What to know before the selected permissions are given: the risk of each, and whether together they lead to more. */
import '../../ui/callout.css';
import './permission-list.css';
import { WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import { Escalations } from '../reach/escalations.tsx';
import type { PermissionInfo } from './catalog.ts';
import { useEscalations } from './escalations.ts';

interface SelectionWarningsProps {
  selected: readonly PermissionInfo[];
  forToken: boolean;
  /** Whether the page shows the risks of the single permissions elsewhere. */
  areRisksShown?: boolean;
}

export function SelectionWarnings({ selected, forToken, areRisksShown = false }: SelectionWarningsProps) {
  const words = useWords().permissions;
  const { escalations } = useEscalations(
    selected.map(({ name }) => name),
    forToken,
  );
  const risky = areRisksShown ? [] : selected.filter(({ warning }) => warning);
  if (risky.length === 0 && escalations.length === 0) return null;
  return (
    <section className="selection-warnings" aria-label={words.warnings}>
      {risky.length > 0 && (
        <div className="callout warning">
          <p>
            <WarningIcon /> <b>{words.warnings}</b>
          </p>
          <ul>
            {risky.map(({ name, title, warning }) => (
              <li key={name}>
                <bdi>{title}</bdi> <code>{name}</code>: <bdi>{warning}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      {escalations.length > 0 && <Escalations reach={{ escalations }} />}
    </section>
  );
}
