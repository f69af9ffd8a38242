/** What to know before the selected permissions are given: the risk of each, and whether together they lead to more. */
import '../../ui/callout.css';
import './permission-list.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { WarningIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import { Escalations } from '../reach/escalations.tsx';
import type { PermissionInfo } from './catalog.ts';
import type { PermissionSelection } from './selection.ts';

const escalationsDocument = graphql(`
  query Escalations($permissions: [Permission!]!, $for_token: Boolean!) {
    escalations(permissions: $permissions, for_token: $for_token) {
      leads_to
      permissions
      steps {
        method
        actor
        act
        words
      }
    }
  }
`);

interface SelectionWarningsProps {
  permissions: readonly PermissionInfo[];
  selection: PermissionSelection;
  forToken: boolean;
  /** Whether the page shows the risks of the single permissions elsewhere. */
  areRisksShown?: boolean;
}

export function SelectionWarnings({ permissions, selection, forToken, areRisksShown = false }: SelectionWarningsProps) {
  const words = useWords().permissions;
  const selected = permissions.filter(({ name }) => selection.permissions.has(name));
  const variables = { permissions: selected.map(({ name }) => name).sort(), for_token: forToken };
  const { data: escalations } = useQuery({
    queryKey: ['escalations', variables],
    placeholderData: keepPreviousData,
    enabled: selected.length > 0,
    queryFn: async () => (await send(escalationsDocument, variables)).escalations ?? [],
  });
  const risky = areRisksShown ? [] : selected.filter(({ warning }) => warning);
  const isMore = selected.length > 0 && escalations !== undefined && escalations.length > 0;
  if (risky.length === 0 && !isMore) return null;
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
      {isMore && <Escalations reach={{ escalations }} />}
    </section>
  );
}
