/** The columns of the table of sessions. */
import { Button } from '../../ui/button.tsx';
import type { DataColumn } from '../../ui/data-table.tsx';
import { useFormats, useWords } from '../../words/words.tsx';
import { browserName } from './browser-name.ts';
import type { Session } from './documents.ts';

export function useSessionColumns(end: (session: Session) => void, isPending: boolean): DataColumn<Session>[] {
  const words = useWords().account.sessions;
  const formats = useFormats();
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
      cell: ({ created_at }) => formats.instant(created_at),
    },
    {
      id: 'seen',
      label: words.columns.seen,
      attribute: 'last_seen_at',
      cell: ({ last_seen_at }) => <span title={formats.instant(last_seen_at)}>{formats.distance(last_seen_at)}</span>,
    },
    {
      id: 'ends',
      label: words.columns.ends,
      attribute: 'expires_at',
      cell: ({ expires_at }) => <span title={formats.instant(expires_at)}>{formats.day(expires_at)}</span>,
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
