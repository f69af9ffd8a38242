/** Who sent a token and what it may do, as Latchkey answers. */

/** What a permission can be limited to, such as the project `{ type: 'project', id: 'shop' }`. */
export interface Resource {
  type: string;
  id: string;
}

/** A valid token. `Permission` is the type that `latchkey types` writes; without it, any text. */
export interface Viewer<Permission extends string = string> {
  active: true;
  user: { id: string; username: string };
  /** Its name, and when its secret was issued; null: not known. */
  token: { id: string; name: string | null; issuedAt: Date | null };
  /** What it may do everywhere. */
  permissions: readonly Permission[];
  /** What else it may do on single resources. Null: nothing. */
  resources: readonly (Resource & { permissions: readonly Permission[] })[] | null;
  /** Null: it does not expire. */
  expiresAt: Date | null;
}

/** Whether the permission is there everywhere, or on the resource. Whether the resource exists is for the caller to know. */
export function isAllowed<Permission extends string>(
  { permissions, resources }: Viewer<Permission>,
  permission: NoInfer<Permission>,
  resource: Resource | null = null,
): boolean {
  if (permissions.includes(permission)) return true;
  if (!resource) return false;
  const found = resources?.find(({ type, id }) => type === resource.type && id === resource.id);
  return found?.permissions.includes(permission) ?? false;
}

/** Null: the token is not valid. Undefined: this is not an answer of Latchkey. */
export function viewerIn<Permission extends string>(answer: unknown): Viewer<Permission> | null | undefined {
  if (!isObject(answer)) return undefined;
  if (answer.active === false) return null;
  const {
    active,
    sub,
    username,
    jti,
    token_name: name,
    permissions,
    resources = null,
    iat = null,
    exp = null,
  } = answer;
  if (active !== true || !isText(sub) || !isText(username) || !isText(jti)) return undefined;
  if (!isTexts(permissions) || !isTime(iat) || !isTime(exp)) return undefined;
  if (resources !== null && !isResources(resources)) return undefined;
  return {
    active,
    user: { id: sub, username },
    token: { id: jti, name: isText(name) ? name : null, issuedAt: dateOf(iat) },
    permissions: permissions as Permission[],
    resources: resources as Viewer<Permission>['resources'],
    expiresAt: dateOf(exp),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isTime = (value: unknown): value is number | null => value === null || Number.isSafeInteger(value);
const dateOf = (seconds: number | null) => (seconds === null ? null : new Date(seconds * 1_000));

const isResources = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((each) => isObject(each) && isText(each.type) && isText(each.id) && isTexts(each.permissions));
