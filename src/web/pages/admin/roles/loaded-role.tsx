/** Loads the role of the address for the pages about one role. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useMay } from '../../../api/session.tsx';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { type Role, roleDocument } from './documents.ts';

export function LoadedRole({ children }: { children: (role: Role) => ReactNode }) {
  const { id = '' } = useParams();
  const readsUsers = useMay()('READ_USER');
  const query = useQuery({
    queryKey: ['role', id, readsUsers],
    queryFn: () => send(roleDocument, { id, readsUsers }),
  });
  return (
    <LoadedEntity query={query} entity={query.data?.roles.entities[0]} back="/admin/roles">
      {children}
    </LoadedEntity>
  );
}
