/** The permissions to send after a form was filled in: none where they are as before, since changing them is confirmed. */
import type { Permission } from '../../api/documents.ts';

export function changed(before: readonly Permission[], now: readonly Permission[]): Permission[] | undefined {
  const isSame = before.length === now.length && now.every((permission) => before.includes(permission));
  return isSame ? undefined : [...now];
}
