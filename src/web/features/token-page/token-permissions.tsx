/** What a token may do: its limits, its permissions at present, and the escalations that these allow. */

import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { PermissionList } from '../permissions/permission-list.tsx';
import { Escalations } from '../reach/escalations.tsx';
import { useReach } from '../reach/reach.ts';
import { limits } from '../token-limits/limits.ts';
import type { WholeToken } from './documents.ts';

export function TokenPermissions({ token }: { token: WholeToken }) {
  const words = useWords().token;
  const { data: reach, error, refetch } = useReach({ personal_access_token_id: token.id });
  return (
    <Section title={words.permissions.title}>
      <div className="card">
        <Limits token={token} />
        {error && <RefusalNote refusal={error} retry={refetch} />}
        {reach && (
          <>
            <details className="unfolding">
              <summary>{words.permissions.now(reach.permissions.length)}</summary>
              <PermissionList permissions={reach.permissions} />
            </details>
            <Escalations reach={reach} />
          </>
        )}
      </div>
    </Section>
  );
}

function Limits({ token }: { token: WholeToken }) {
  const allWords = useWords();
  const words = allWords.token.permissions;
  const { type, permission_set, permissions, issuer_permissions, methods, project, operations } = token;
  const bound = operations.entities.length;
  const cap = () => {
    if (type === 'PROJECT_ANALYSIS') return words.project(<bdi>{project?.name ?? '…'}</bdi>);
    if (type === 'GLOBAL_ANALYSIS') return words.analysis;
    if (permission_set) return words.set(<bdi>{permission_set.name}</bdi>);
    return permissions ? words.custom(permissions.length) : words.everything;
  };
  return (
    <ul className="limits">
      <li>{cap()}</li>
      {issuer_permissions && <li>{words.issued(issuer_permissions.length)}</li>}
      {methods && (
        <li>
          {words.methods(methods.length)}{' '}
          {methods.map((method) => (
            <code key={method} className="chip">
              {method}
            </code>
          ))}
        </li>
      )}
      {bound > 0 && <li>{words.bound(bound)}</li>}
      {limits.map((limit) => {
        const text = limit.sentence(token, allWords);
        return text && <li key={limit.name}>{text}</li>;
      })}
    </ul>
  );
}
