/**
 * Single resources of other services, such as `customer:42`: a kind, a colon and an identifier. Custom permissions declare kinds,
 * and tokens are limited to resources of these kinds. The built-in kind is the project, whose identifiers are keys of projects.
 */
import { kindsOf, type Permission, perCatalog, permissions } from './permissions.ts';
import type { Viewer } from './viewer.ts';

export interface Resource {
  /** Its kind. */
  type: string;
  id: string;
}

/** No custom permission declares it. Tokens of type PROJECT_ANALYSIS are limited to one project. */
export const projectKind = 'project';

/** In characters, of an identifier. */
export const longestId = 200;

export const isKind = (text: string): boolean => /^[a-z][a-z0-9_-]{0,63}$/.test(text);

/** Null: the text is not a kind, a colon and an identifier without spaces and characters that are not displayed. */
export function resourceFrom(text: string): Resource | null {
  const colon = text.indexOf(':');
  const [type, id] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  return isKind(type) && isId(id) ? { type, id } : null;
}

const isId = (text: string) => /^[^\s\p{C}]+$/u.test(text) && [...text].length <= longestId;

/** The kinds that custom permissions declare. */
export const declaredKinds = perCatalog(
  (): ReadonlySet<string> => new Set([...permissions.values()].flatMap(({ resourceKinds = [] }) => resourceKinds)),
);

/**
 * The resource that the name in a request means: for a permission with resource kinds one of these kinds, for others a project,
 * by its key. Null: the name is of another kind or none.
 */
export function resourceNamed(permission: Permission, name: string): Resource | null {
  const kinds = kindsOf(permission);
  if (kinds.length === 0) return { type: projectKind, id: name };
  const resource = resourceFrom(name);
  return resource && kinds.includes(resource.type) ? resource : null;
}

/** Whether the token is limited to this resource, among others. */
const isAmong = ({ allowedResources }: Viewer, { type, id }: Resource): boolean =>
  allowedResources?.includes(`${type}:${id}`) ?? false;

/** Whether the token is limited to resources, and the permission to this one among others. */
export const isAllowedOn = (viewer: Viewer, permission: Permission, resource: Resource): boolean =>
  isAmong(viewer, resource) && kindsOf(permission).includes(resource.type);

/** The permissions that the token has on a resource to which it is limited. */
export const permissionsOn = (viewer: Viewer, resource: Resource): Permission[] =>
  isAmong(viewer, resource)
    ? [...viewer.onResources].filter((permission) => kindsOf(permission).includes(resource.type))
    : [];
