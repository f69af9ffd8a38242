/** The user of the address, for the pages about one. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { ask } from '../api/ask.ts';
import { LinkButton } from '../controls/button.tsx';
import { RefusalNote } from '../controls/refusal-note.tsx';
import { Waiting } from '../controls/waiting.tsx';
import { useMay } from '../session.tsx';
import { Message } from '../shell.tsx';
import { useWords } from '../words/words.tsx';
import { type User, userDocument } from './documents.ts';

export function OneUser({ children }: { children: (user: User) => ReactNode }) {
  const words = useWords().users.missing;
  const { id = '' } = useParams();
  const readsRoles = useMay()('READ_ROLE');
  const { data, error, refetch } = useQuery({
    queryKey: ['user', id, readsRoles],
    queryFn: () => ask(userDocument, { id, readsRoles }),
  });
  if (error) return <RefusalNote refusal={error} retry={refetch} />;
  if (!data) return <Waiting />;
  const user = data.users?.entities?.[0];
  if (user) return children(user);
  return (
    <Message title={words.title} text={words.text}>
      <LinkButton href="/admin/users">{words.back}</LinkButton>
    </Message>
  );
}
