/** Loads the API of the address. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { apiDocument, type WholeApi } from './documents.ts';

export function LoadedApi({ children }: { children: (api: WholeApi) => ReactNode }) {
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['apis', 'one', id], queryFn: () => send(apiDocument, { id }) });
  return (
    <LoadedEntity query={query} entity={query.data?.apis.entities[0]} back="/admin/apis">
      {children}
    </LoadedEntity>
  );
}
