/** What a page about one entity shows while it loads, when it does not exist, and when the server refuses it. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorToShow } from '../api/refusal.ts';
import { useWords } from '../words/words.tsx';
import { LinkButton } from './button.tsx';
import { Loading } from './loading.tsx';
import { MessagePage } from './message.tsx';
import { RefusedPage } from './refused-page.tsx';

interface LoadedEntityProps<Entity> {
  query: Pick<UseQueryResult, 'data' | 'error' | 'refetch' | 'isPending'>;
  entity: Entity | null | undefined;
  /** The address of its list. */
  back: string;
  children: (entity: Entity) => ReactNode;
}

export function LoadedEntity<Entity>({ query, entity, back, children }: LoadedEntityProps<Entity>) {
  const { notFound, back: goBack } = useWords().general;
  const error = errorToShow(query);
  if (error) return <RefusedPage refusal={error} retry={query.refetch} />;
  if (query.isPending) return <Loading />;
  if (entity) return children(entity);
  return (
    <MessagePage title={notFound.title} text={notFound.gone}>
      <LinkButton href={back}>{goBack}</LinkButton>
    </MessagePage>
  );
}
