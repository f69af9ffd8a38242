/** Loads what the form of a token needs: the policy, the catalog, the permission sets, and the token it starts from. */
import type { ReactNode } from 'react';
import { errorToShow } from '../../api/refusal.ts';
import { Loading } from '../../ui/loading.tsx';
import { RefusedPage } from '../../ui/refused-page.tsx';
import { type Policy, usePolicy } from '../expiry/policy.ts';
import { type Catalog, useCatalog } from '../permissions/catalog.ts';
import type { BoundToken } from '../token-data/documents.ts';
import type { PermissionSet } from './documents.ts';
import { useOwner } from './owner.ts';
import { usePermissionSets, useToken } from './queries.ts';

export interface TokenFormData {
  policy: Policy;
  catalog: Catalog;
  sets: PermissionSet[];
  token: BoundToken | undefined;
}

interface LoadTokenFormProps {
  /** A token of the owner. */
  id: string | undefined;
  children: (data: TokenFormData) => ReactNode;
}

export function LoadTokenForm({ id, children }: LoadTokenFormProps) {
  const policy = usePolicy();
  const catalog = useCatalog();
  const sets = usePermissionSets();
  const { user_id } = useOwner();
  const token = useToken(id, user_id);
  const failed = [policy, catalog, sets, token].find((query) => errorToShow(query));
  if (failed) return <RefusedPage refusal={failed.error} retry={failed.refetch} />;
  if (!policy.data || !catalog.data || !sets.data || token.isLoading) return <Loading />;
  return children({
    policy: policy.data,
    catalog: catalog.data,
    sets: sets.data,
    token: token.data ?? undefined,
  });
}
