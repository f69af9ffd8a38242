/** The columns of the table of sessions. */
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import type { DataColumn } from '../../ui/data-table.tsx';
import { useWords } from '../../words/words.tsx';
import { browserName } from './browser-name.ts';
import type { Session } from './documents.ts';

export function useSessionColumns(end: (session: Session) => void, isPending: boolean): DataColumn<Session>[] {
  const words = useWords().account.sessions;
  const nameOf = ({ user_agent }: Session) => {
    const { browser, system } = browserName(user_agent ?? '');
    return browser && system ? words.on(browser, system) : (browser ?? system ?? words.unknown);
  };
  return [
    {
      id: 'browser',
      label: words.columns.browser,
      isHeader: true,
      cell: (session) => (
        <>
          <span title={session.user_agent ?? undefined}>{nameOf(session)}</span>{' '}
          {session.current && <span className="badge good">{words.current}</span>}
        </>
      ),
    },
    { id: 'address', label: words.columns.address, attribute: 'ip', cell: ({ ip }) => <bdi>{ip}</bdi> },
    {
      id: 'created',
      label: words.columns.created,
      attribute: 'created_at',
      cell: ({ created_at }) => <Ago at={created_at} />,
    },
    {
      id: 'seen',
      label: words.columns.seen,
      attribute: 'last_seen_at',
      cell: ({ last_seen_at }) => <Ago at={last_seen_at} />,
    },
    {
      id: 'ends',
      label: words.columns.ends,
      attribute: 'expires_at',
      cell: ({ expires_at }) => <Ago at={expires_at} />,
    },
    {
      id: 'sign-out',
      label: words.columns.actions,
      cell: (session) =>
        !session.current && (
          <Button
            look="quiet"
            isPending={isPending}
            aria-label={words.endOne(nameOf(session))}
            onPress={() => end(session)}
          >
            {words.end}
          </Button>
        ),
    },
  ];
}
