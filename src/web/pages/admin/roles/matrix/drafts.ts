/** The changes of roles in the table that are not saved yet. */
import { useState } from 'react';
import type { Permission } from '../../../../api/documents.ts';
import { useUnsaved } from '../../../../ui/unsaved.ts';
import type { Role } from './holders.ts';

/** By the id of the role, its permissions after the change. */
type Drafts = ReadonlyMap<string, ReadonlySet<Permission>>;

export interface DraftedRole {
  role: Role;
  permissions: readonly Permission[];
}

export function useDrafts(roles: readonly Role[]) {
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const changed: DraftedRole[] = roles.flatMap((role) => {
    const permissions = drafts.get(role.id);
    return permissions ? [{ role, permissions: [...permissions] }] : [];
  });
  useUnsaved(changed.map(({ role, permissions }) => [role.id, [...permissions].sort()]));
  const without = (id: string) => new Map([...drafts].filter(([other]) => other !== id));
  return {
    changed,
    permissionsOf: (role: Role): ReadonlySet<Permission> => drafts.get(role.id) ?? new Set(role.permissions),
    /** A role that is again as it was is not changed. */
    change(role: Role, permissions: ReadonlySet<Permission>) {
      const isSame =
        permissions.size === role.permissions.length && role.permissions.every((one) => permissions.has(one));
      setDrafts(isSame ? without(role.id) : new Map(drafts).set(role.id, permissions));
    },
    forget: (id: string) => setDrafts((before) => new Map([...before].filter(([other]) => other !== id))),
    discard: () => setDrafts(new Map()),
  };
}

export type DraftState = ReturnType<typeof useDrafts>;
