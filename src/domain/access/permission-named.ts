/** The one place where other services' texts become names of permissions. */
import { isPermission, type Permission } from './permissions.ts';

/** The permission with this name; null if there is none. */
export const permissionNamed = (name: string): Permission | null => (isPermission(name) ? name : null);
