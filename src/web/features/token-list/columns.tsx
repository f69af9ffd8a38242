/** The columns of a list of tokens. */
import './columns.css';
import { Link } from 'react-aria-components';
import { Ago } from '../../ui/ago.tsx';
import type { DataColumn } from '../../ui/data-table.tsx';
import { LimitIcon } from '../../ui/icons.tsx';
import { Warning } from '../../ui/warning.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import type { Token } from '../token-data/documents.ts';
import { looks, stateOf } from '../token-data/states.ts';
import { limits } from '../token-limits/limits.ts';
import { type Called, Calls, callsColumn } from './calls.tsx';

/** `others`: for tokens of other users, the path of their pages and the text for a token without a limit. */
export function useColumns(
  warningDays: number,
  others?: { path: string; everything: string },
): DataColumn<Token & Called>[] {
  const { tokens: words } = useWords();
  return [
    {
      id: 'name',
      label: words.columns.name,
      attribute: 'name',
      isHeader: true,
      cell: ({ id, name, description }) => (
        <>
          <Link href={`${others?.path ?? '/account/tokens'}/${id}`} className="token-name">
            <bdi>{name}</bdi>
          </Link>
          {description && (
            <bdi className="minor" dir="auto">
              {description}
            </bdi>
          )}
        </>
      ),
    },
    {
      id: 'value',
      label: words.columns.value,
      isMinor: true,
      isOptional: others !== undefined,
      cell: ({ start, last_four }) => (
        <code className="soft">
          {start}…{last_four}
        </code>
      ),
    },
    {
      id: 'type',
      label: words.columns.type,
      attribute: 'type',
      isOptional: true,
      cell: ({ type }) => words.types[type],
    },
    {
      id: 'permissions',
      label: words.columns.permissions,
      cell: (token) => <TokenLimits token={token} everything={others?.everything ?? words.limits.everything} />,
    },
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      isMinor: true,
      cell: ({ created_at }) => <Ago at={created_at} />,
    },
    {
      id: 'used',
      label: words.columns.used,
      attribute: 'last_used_at',
      cell: ({ last_used_at }) =>
        last_used_at === null ? <span className="soft">{words.never}</span> : <Ago at={last_used_at} />,
    },
    {
      id: callsColumn,
      label: words.columns.calls,
      isOptional: true,
      cell: (token) => <Calls {...token} />,
    },
    {
      id: 'address',
      label: words.columns.address,
      isOptional: true,
      cell: ({ last_used_ip }) => <bdi>{last_used_ip}</bdi>,
    },
    {
      id: 'expires',
      label: words.columns.expires,
      attribute: 'expires_at',
      cell: ({ expires_at, over_lifetime_limit }) => (
        <>
          {expires_at === null ? <span className="soft">{words.never}</span> : <Ago at={expires_at} />}
          {over_lifetime_limit && <Warning text={words.overLimit} />}
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
  const { list } = useFormats();
  const { methods } = token;
  const isCapped = token.permissions !== null || token.permission_set !== null;
  const further = [
    methods && isCapped ? words.methods(methods.length) : null,
    ...limits.map((limit) => limit.brief(token, allWords)),
  ].filter((text) => text !== null);
  return (
    <>
      {methods && !isCapped ? words.methods(methods.length) : <Cap token={token} everything={everything} />}
      {further.length > 0 && <Further text={list(further)} />}
    </>
  );
}

/** What else limits a token, as a sign: rows have one line, and texts would be cut off. */
const Further = ({ text }: { text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: the text must be reachable with the keyboard
  <span className="further-limits" role="img" aria-label={text} data-tip={text} tabIndex={0}>
    <LimitIcon />
  </span>
);

function Cap({ token, everything }: { token: Token; everything: string }) {
  const { limits: words } = useWords().tokens;
  const { type, project, permission_set, permissions } = token;
  if (type === 'GLOBAL_ANALYSIS') return words.analysis;
  if (type === 'PROJECT_ANALYSIS') return words.project(<bdi>{project?.name ?? '…'}</bdi>);
  if (permission_set) return <bdi>{permission_set.name}</bdi>;
  return permissions ? words.permissions(permissions.length) : everything;
}
