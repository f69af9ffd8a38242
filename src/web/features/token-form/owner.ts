/** The owner of the token in a form: the signed-in user, unless the page names another user. */
import { createContext, useContext } from 'react';
import type { Permission } from '../../api/documents.ts';
import { useMay, useMe } from '../../api/session.tsx';
import { useWords } from '../../words/words.tsx';

/** Another user, without what the signed-in user may not read. */
interface Other {
  id: string;
  name?: string;
  username?: string;
  enabled?: boolean;
  super_admin?: boolean;
  service_account?: boolean;
  role_id?: string | null;
  role?: { applied_permissions: readonly Permission[] } | null;
}

const OwnerContext = createContext<Other | null>(null);
export const OwnerProvider = OwnerContext;

export function useOwner() {
  const other = useContext(OwnerContext);
  const me = useMe();
  const may = useMay();
  const { owners } = useWords().tokens;
  const { name = owners.hiddenName, username, super_admin = false } = other ?? me;
  const isUserName = name.toLowerCase() === username?.toLowerCase();
  const who = { user_id: other?.id ?? null, name, isUserName, super_admin, enabled: other?.enabled ?? true };
  if (!other) return { ...who, may, words: owners.me, mayAnalyse: true, back: '/account/tokens' };
  return {
    ...who,
    /** What can be given to the token: what both users may do. If the owner's role cannot be read, only the server knows. */
    may: (permission: Permission) => may(permission) && mayHave(other, permission),
    words: owners.other,
    mayAnalyse: other.service_account ?? false,
    back: `/admin/users/${other.id}`,
  };
}

function mayHave({ super_admin, role_id, role }: Other, permission: Permission): boolean {
  if (super_admin || (role_id !== null && !role)) return true;
  return role?.applied_permissions.includes(permission) ?? false;
}
