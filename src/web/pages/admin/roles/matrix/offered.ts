/** Which permissions the viewer can give to a role or take off it, and what a level then leads to. */
import type { Permission } from '../../../../api/documents.ts';
import { useMay } from '../../../../api/session.tsx';
import type { PermissionInfo } from '../../../../features/permissions/catalog.ts';
import { type Level, levelOf, levelsOf, type Noun, withLevel } from '../../../../features/permissions/levels.ts';
import { nothing } from '../../../../features/permissions/selection.ts';
import type { Role } from './holders.ts';

const selectionOf = (permissions: ReadonlySet<Permission>) => ({ ...nothing, permissions });

export const levelOfPermissions = (noun: Noun, permissions: ReadonlySet<Permission> | null) =>
  levelOf(noun, selectionOf(permissions ?? new Set(noun.permissions.map(({ name }) => name))));

/** As in the form of a role: the viewer's own permissions that are not retired, and those that the role has. */
export function useOffered() {
  const may = useMay();
  const isOffered = (role: Role) => (info: PermissionInfo) =>
    (may(info.name) && !info.retired) || role.permissions.includes(info.name);

  /** Permissions that are not offered stay as they are. */
  const atLevel = (noun: Noun, level: Level, role: Role, permissions: ReadonlySet<Permission>) => {
    const offered = { ...noun, permissions: noun.permissions.filter(isOffered(role)) };
    return withLevel(offered, level, selectionOf(permissions)).permissions;
  };

  /** The levels that the viewer can choose for the role. */
  const levelsFor = (noun: Noun, role: Role, permissions: ReadonlySet<Permission>): Level[] =>
    levelsOf(noun).filter((level) => levelOfPermissions(noun, atLevel(noun, level, role, permissions)) === level);

  return { isOffered, atLevel, levelsFor };
}
