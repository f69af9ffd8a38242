/** What a token may do: its limits, its permissions at present, and the escalations that these allow. Of an ended one, what it could do. */
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { HeldLevels } from '../permissions/held-levels.tsx';
import { Escalations } from '../reach/escalations.tsx';
import { useReach } from '../reach/reach.ts';
import { isOver } from '../token-data/states.ts';
import { limits } from '../token-limits/limits.ts';
import type { WholeToken } from './documents.ts';

export function TokenPermissions({ token }: { token: WholeToken }) {
  const { permissions, over } = useWords().token;
  const { data: reach, error, refetch } = useReach({ personal_access_token_id: token.id });
  const block = blockOf(token);
  const words = isOver(token) ? over : permissions;
  return (
    <Section title={words.title}>
      <div className="card">
        {block && <p className="callout">{permissions.blocked[block]}</p>}
        <Limits token={token} />
        {error && <RefusalNote refusal={error} retry={refetch} />}
        {reach && (
          <>
            <p className="now">
              <b>{words.now(reach.permissions.length)}</b>
            </p>
            <HeldLevels permissions={reach.permissions} />
            {!block && <Escalations reach={reach} />}
          </>
        )}
      </div>
    </Section>
  );
}

/** Why no program can use the token now. */
function blockOf({ state, user }: WholeToken) {
  if (state !== 'ACTIVE') return state;
  return user?.enabled === false ? 'DISABLED' : null;
}

function Limits({ token }: { token: WholeToken }) {
  const allWords = useWords();
  const words = isOver(token) ? allWords.token.over : allWords.token.permissions;
  const { type, permission_set, permissions, issuer_permissions, latent_permissions, methods, project, operations } =
    token;
  const bound = operations.entities.length;
  const cap = () => {
    if (type === 'PROJECT_ANALYSIS') return words.project(<bdi>{project?.name ?? '…'}</bdi>);
    if (type === 'GLOBAL_ANALYSIS') return words.analysis;
    if (permission_set) return words.set(<bdi>{permission_set.name}</bdi>);
    if (permissions) return words.custom(permissions.length);
    return latent_permissions ? words.everythingLeft : words.everything;
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
      {/* These are among the facts, too, which have no tense. */}
      {!isOver(token) &&
        limits.map((limit) => {
          const text = limit.sentence(token, allWords);
          return text && <li key={limit.name}>{text}</li>;
        })}
    </ul>
  );
}
