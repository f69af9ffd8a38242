/** The changes of one user, role, project and so on, and who made them, the newest first. */
import './history.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { graphql } from '../../api/documents.ts';
import { send } from '../../api/send.ts';
import { useMay } from '../../api/session.tsx';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { ChangedValues } from './changed-values.tsx';
import { RecordName } from './record-name.tsx';
import { isSignIn } from './sign-in.ts';

const historyDocument = graphql(`
  query History($type: String!, $id: Int64Bit!, $size: Int!, $readsUsers: Boolean!) {
    logs(
      loggable_type: $type
      loggable_id: $id
      sorter: [{ attribute: "created_at", direction: DESC }, { attribute: "id", direction: DESC }]
      paginator: { page: 1, records_per_page: $size }
    ) {
      entities {
        id
        created_at
        message
        current
        previous
        user_id
        user @include(if: $readsUsers) {
          name
        }
      }
      page_info {
        total_count
      }
    }
  }
`);

const step = 10;

/** Nothing for users who may not read the log. */
export function History(thing: { type: string; id: string }) {
  return useMay()('READ_ALL_LOGS') ? <Entries {...thing} /> : null;
}

function Entries({ type, id: of }: { type: string; id: string }) {
  const words = useWords().history;
  const readsUsers = useMay()('READ_USER');
  const [size, setSize] = useState(step);
  const { data, error, refetch } = useQuery({
    queryKey: ['history', type, of, size],
    queryFn: () => send(historyDocument, { type, id: of, size, readsUsers }),
    placeholderData: keepPreviousData,
  });
  const entries = data?.logs.entities.filter((entry) => entry !== null);
  const total = data?.logs.page_info.total_count ?? 0;
  return (
    <Section title={words.title}>
      {error && <RefusalNote refusal={error} retry={refetch} />}
      {!error && !entries && <Loading />}
      {entries && (
        <ol className="card history">
          {entries.map(({ id, created_at, message, current, previous, user_id, user }) => (
            <li key={id}>
              <bdi lang="en">{message}</bdi>
              <span className="minor">
                <Ago at={created_at} />
                {' · '}
                {user ? (
                  <bdi>{user.name}</bdi>
                ) : isSignIn({ user_id, loggable_type: type, message }) ? (
                  <RecordName kind="user" id={of} />
                ) : user_id === null ? (
                  words.program
                ) : (
                  words.somebody
                )}
              </span>
              <ChangedValues previous={previous} current={current} />
            </li>
          ))}
          {entries.length === 0 && <li className="soft">{words.nothing}</li>}
        </ol>
      )}
      {total > size && <Button onPress={() => setSize(size + step * 3)}>{words.more}</Button>}
    </Section>
  );
}
