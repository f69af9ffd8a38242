/** What a page about one entity shows while it loads, when it does not exist, and when the server refuses it. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { LinkButton } from './button.tsx';
import { Loading } from './loading.tsx';
import { Message } from './message.tsx';
import { RefusalNote } from './refusal-note.tsx';

interface LoadedEntityProps<Entity> {
  query: Pick<UseQueryResult, 'error' | 'refetch' | 'isPending'>;
  entity: Entity | null | undefined;
  /** The address of its list. */
  back: string;
  children: (entity: Entity) => ReactNode;
}

export function LoadedEntity<Entity>({ query, entity, back, children }: LoadedEntityProps<Entity>) {
  const { notFound, back: goBack } = useWords().general;
  if (query.error) return <RefusalNote refusal={query.error} retry={query.refetch} />;
  if (query.isPending) return <Loading />;
  if (entity) return children(entity);
  return (
    <Message title={notFound.title} text={notFound.gone}>
      <LinkButton href={back}>{goBack}</LinkButton>
    </Message>
  );
}
