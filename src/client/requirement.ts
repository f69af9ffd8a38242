/** What a token needs to pass a check. */
import type { Resource } from './viewer.ts';

export interface Requirement<Permission extends string = string> {
  /** Without it, any valid token will do. */
  permission?: Permission;
  /** Where the permission is needed. Without it, everywhere. */
  resource?: Resource | null;
  /** The address of the token's user. A token that is limited to subnets is not valid without it. */
  ip?: string | undefined;
}

const known: readonly string[] = ['permission', 'resource', 'ip'] satisfies (keyof Requirement)[];

/** A permission that got lost in a configuration, or is named wrongly, must not become a check without one. */
export function requireComplete(requirement: { permission?: string; resource?: unknown }): void {
  const unknown = Object.keys(requirement).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`${unknown} is not known. Use ${known.join(', ')}.`);
  const { permission, resource } = requirement;
  if ('permission' in requirement && !permission)
    throw new TypeError('permission must be the name of a permission. Leave it out to accept any valid token.');
  if (resource && !permission) throw new TypeError('resource requires permission.');
}
