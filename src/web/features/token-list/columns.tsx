/** The columns of a list of tokens. */
import './columns.css';
import { Link } from 'react-aria-components';
import type { DataColumn } from '../../ui/data-table.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { looks, stateOf } from '../token-data/states.ts';
import { limits } from '../token-limits/limits.ts';

/** `others`: for tokens of other users, the path of their pages and the text for a token without a limit. */
export function useColumns(warningDays: number, others?: { path: string; everything: string }): DataColumn<Token>[] {
  const { tokens: words } = useWords();
  const formats = useFormats();
  return [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: ({ id, name, description, start, last_four }) => (
        <>
          <Link href={`${others?.path ?? '/account/tokens'}/${id}`} className="token-name">
            <bdi>{name}</bdi>
          </Link>
          {description && (
            <bdi className="minor" dir="auto">
              {description}
            </bdi>
          )}
          <code className="minor">
            {start}…{last_four}
          </code>
        </>
      ),
    },
    { id: 'type', label: words.columns.type, attribute: 'type', cell: ({ type }) => words.types[type] },
    {
      id: 'permissions',
      label: words.columns.permissions,
      cell: (token) => <TokenLimits token={token} everything={others?.everything ?? words.limits.everything} />,
    },
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      cell: ({ created_at }) => <span className="day">{formats.day(created_at)}</span>,
    },
    {
      id: 'used',
      label: words.columns.used,
      attribute: 'last_used_at',
      cell: ({ last_used_at, last_used_ip }) =>
        last_used_at === null ? (
          <span className="soft">{words.never}</span>
        ) : (
          <>
            <span title={formats.instant(last_used_at)}>{formats.distance(last_used_at)}</span>
            {last_used_ip && <span className="minor">{words.fromAddress(<bdi>{last_used_ip}</bdi>)}</span>}
          </>
        ),
    },
    {
      id: 'expires',
      label: words.columns.expires,
      attribute: 'expires_at',
      cell: ({ expires_at, over_lifetime_limit }) => (
        <>
          {expires_at === null ? (
            <span className="soft">{words.never}</span>
          ) : (
            <>
              <span className="day" title={formats.instant(expires_at)}>
                {formats.day(expires_at)}
              </span>
              <span className="minor">{formats.distance(expires_at)}</span>
            </>
          )}
          {over_lifetime_limit && <span className="badge warning">{words.overLimit}</span>}
        </>
      ),
    },
    {
      id: 'state',
      label: words.columns.state,
      attribute: 'state',
      cell: (token) => {
        const state = stateOf(token, warningDays);
        return <span className={`badge ${looks[state]}`}>{words.states[state]}</span>;
      },
    },
  ];
}

/** A summary of what a token may do. */
function TokenLimits({ token, everything }: { token: Token; everything: string }) {
  const allWords = useWords();
  const { limits: words } = allWords.tokens;
  const { methods } = token;
  const isCapped = token.permissions !== null || token.permission_set !== null;
  return (
    <>
      {methods && !isCapped ? words.methods(methods.length) : <Cap token={token} everything={everything} />}
      {methods && isCapped && <span className="minor">{words.methods(methods.length)}</span>}
      {limits.map((limit) => {
        const text = limit.brief(token, allWords);
        return (
          text && (
            <span key={limit.name} className="minor">
              {text}
            </span>
          )
        );
      })}
    </>
  );
}

function Cap({ token, everything }: { token: Token; everything: string }) {
  const { limits: words } = useWords().tokens;
  const { type, project, permission_set, permissions } = token;
  if (type === 'GLOBAL_ANALYSIS') return words.analysis;
  if (type === 'PROJECT_ANALYSIS') return words.project(<bdi>{project?.name ?? '…'}</bdi>);
  if (permission_set) return <bdi>{permission_set.name}</bdi>;
  return permissions ? words.permissions(permissions.length) : everything;
}
