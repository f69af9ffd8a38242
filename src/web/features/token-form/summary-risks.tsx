/** What is risky about the permissions of a token: what they lead to, whose records it reads, what it changes, and warnings. */
import '../../ui/callout.css';
import type { Permission } from '../../api/documents.ts';
import { WarningIcon } from '../../ui/icons.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { PermissionInfo } from '../permissions/catalog.ts';
import { useEscalations } from '../permissions/escalations.ts';
import { useLeadsToMore } from '../reach/leads-to-more.ts';

/** They show the records of all users. */
const ofAllUsers: readonly Permission[] = [
  'READ_USER',
  'READ_ACCESS_REQUEST',
  'READ_PERSONAL_ACCESS_TOKEN',
  'READ_ALL_LOGS',
  'READ_ACCESS_LOG',
];

export function SummaryRisks({ permissions }: { permissions: readonly PermissionInfo[] }) {
  const { tokens, server } = useWords();
  const words = tokens.summary;
  const { list } = useFormats();
  const { escalations } = useEscalations(
    permissions.map(({ name }) => name),
    true,
  );
  const leadsToMore = useLeadsToMore(escalations);
  if (permissions.length === 0) return null;
  const warnings = permissions.filter(({ warning }) => warning !== null);
  const nounsOf = (those: readonly PermissionInfo[]) => list([...new Set(those.map(({ noun }) => server.noun(noun)))]);
  const changing = permissions.filter(({ level }) => level === 'WRITE');
  const reading = permissions.filter(({ name }) => ofAllUsers.includes(name));
  return (
    <>
      <ul className="risks">
        {reading.length > 0 && <li>{words.ofAllUsers(nounsOf(reading))}</li>}
        <li>{changing.length > 0 ? words.changes(nounsOf(changing)) : words.changesNothing}</li>
      </ul>
      {(leadsToMore || warnings.length > 0) && (
        <div className="callout warning">
          <p>
            <WarningIcon /> <b>{words.warnings}</b>
          </p>
          <ul>
            {leadsToMore && <li>{leadsToMore}</li>}
            {warnings.map(({ name, warning }) => (
              <li key={name}>
                <code>{name}</code> {warning}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
