/** What a form for a token stands on: the policy, what there is to be allowed, the sets, and the token it begins with. */
import type { ReactNode } from 'react';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { Policy } from '../expiry/expiry.ts';
import { type Catalog, useCatalog } from '../permissions/catalog.ts';
import type { BoundToken, PermissionSet } from './documents.ts';
import { useOwner } from './owner.ts';
import { usePermissionSets, usePolicy, useToken } from './queries.ts';

export interface Known {
  policy: Policy;
  catalog: Catalog;
  sets: PermissionSet[];
  token: BoundToken | undefined;
}

interface GroundProps {
  /** A token of the owner's. */
  id: string | undefined;
  children: (known: Known) => ReactNode;
}

export function Ground({ id, children }: GroundProps) {
  const policy = usePolicy();
  const catalog = useCatalog();
  const sets = usePermissionSets();
  const { user_id } = useOwner();
  const token = useToken(id, user_id);
  const failed = [policy, catalog, sets, token].find(({ error }) => error !== null);
  if (failed) return <RefusalNote refusal={failed.error} retry={failed.refetch} />;
  if (!policy.data || !catalog.data || !sets.data || token.isLoading) return <Waiting />;
  return children({
    policy: policy.data,
    catalog: catalog.data,
    sets: sets.data,
    token: token.data ?? undefined,
  });
}
