/** Loads the user of the address for the pages about one user. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { type User, userDocument } from './documents.ts';

export function LoadedUser({ children }: { children: (user: User) => ReactNode }) {
  const { id = '' } = useParams();
  const readsRoles = useMay()('READ_ROLE');
  const query = useQuery({
    queryKey: ['user', id, readsRoles],
    queryFn: () => send(userDocument, { id, readsRoles }),
  });
  return (
    <LoadedEntity query={query} entity={query.data?.users.entities[0]} back="/admin/users">
      {children}
    </LoadedEntity>
  );
}
