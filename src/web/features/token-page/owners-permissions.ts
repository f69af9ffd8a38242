/** What the owner of a token may do, as far as the signed-in user may see it. */
import type { Permission } from '../../api/documents.ts';
import { useMe } from '../../api/session.tsx';
import type { WholeToken } from './documents.ts';

/** Returns null when that is not known. */
export function useMayOwner({ user }: WholeToken, own: boolean): ((permission: Permission) => boolean) | null {
  const { effective_permissions, effective_permissions_on_projects } = useMe();
  if (own) {
    const held = new Set<string>([...effective_permissions, ...effective_permissions_on_projects]);
    return (permission) => held.has(permission);
  }
  if (user?.super_admin) return () => true;
  const granted = user?.role?.applied_permissions;
  return granted ? (permission) => granted.includes(permission) : null;
}
