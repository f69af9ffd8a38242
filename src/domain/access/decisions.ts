/** Decides whether a subject may do what another service asks about, and says why. */
import { isProjectKey } from '../projects/key.ts';
import { permissionNamed } from './permission-named.ts';
import type { Permission } from './permissions.ts';
import { isAllowedOn, permissionsOn, projectKind, type Resource, resourceFrom } from './resources.ts';
import type { Subject } from './subjects.ts';
import { use } from './viewer.ts';

export interface Asked {
  /** The name of a permission. */
  permission: string;
  /** Null: everywhere. */
  resource: Resource | null;
}

/** Why a request is allowed or not, with a sentence for people. */
const reasons = {
  EVERYWHERE: 'The subject has the permission everywhere.',
  ON_RESOURCE: 'The subject has the permission on this resource.',
  UNKNOWN_SUBJECT:
    'There is no such subject that is valid and enabled. Subjects are users and tokens, named by their ids.',
  UNKNOWN_PERMISSION: 'There is no permission with the name of the action.',
  UNKNOWN_RESOURCE: 'There is no such resource.',
  MISSING_PERMISSION: 'The subject does not have the permission.',
  OTHER_RESOURCE: 'The token is limited to single resources, and what was asked about is not one of them.',
  LIMITED_TOKEN:
    'The token is limited to a project or to single resources, so it passes only where a permission on one of them is required.',
  BOUND_TOKEN: 'The token is bound to documents or root fields of the API, and is valid nowhere else.',
  ADDRESS: 'The token is limited to subnets, and the address of its user is missing or not within them.',
} as const;

export type DecisionReason = keyof typeof reasons;

export interface Decision {
  isAllowed: boolean;
  reason: DecisionReason;
}

export const sentenceOf = (reason: DecisionReason): string => reasons[reason];

/** The key of the project to look up together with the subject; null: none, or a text that is no key. */
export const projectAskedFor = (resource: Resource | null): string | null =>
  resource?.type === projectKind && isProjectKey(resource.id) ? resource.id : null;

/** Why the subject, found with `projectAskedFor`, may not be used outside the API from this address; null: it may. */
export function refusalOf(subject: Subject, ip: string | undefined): 'BOUND_TOKEN' | 'ADDRESS' | null {
  if (subject.isBound) return 'BOUND_TOKEN';
  return subject.exceeded(ip) ? 'ADDRESS' : null;
}

/** Decides, and records the use of the permission. The caller has already asked for `refusalOf`. */
export function decide(subject: Subject, { permission: name, resource }: Asked): Decision {
  const permission = permissionNamed(name);
  if (!permission) return denied('UNKNOWN_PERMISSION');
  return resource ? onResource(subject, permission, resource) : everywhere(subject, permission);
}

/** Which resources of other kinds there are is not known here: who has the permission everywhere has it on them. */
function onResource(subject: Subject, permission: Permission, resource: Resource): Decision {
  const { viewer, project } = subject;
  const { type, id } = resource;
  if (isAllowedOn(viewer, permission, resource))
    return viewer.onResources.use(permission) ? allowed('ON_RESOURCE') : denied('MISSING_PERMISSION');
  if (type !== projectKind) return everywhere(subject, permission);
  if (viewer.projectId !== null && viewer.projectId !== project?.id) return denied('OTHER_RESOURCE');
  const isEverywhere = viewer.permissions.use(permission);
  if (viewer.onResources.holds(permission)) return denied('OTHER_RESOURCE');
  // Only who has the permission everywhere learns whether a project exists.
  if (project?.key !== id) return denied(isEverywhere ? 'UNKNOWN_RESOURCE' : 'MISSING_PERMISSION');
  if (isEverywhere) return allowed('EVERYWHERE');
  return use(viewer, permission, true) ? allowed('ON_RESOURCE') : denied('MISSING_PERMISSION');
}

function everywhere({ viewer }: Subject, permission: Permission): Decision {
  if (viewer.permissions.use(permission)) return allowed('EVERYWHERE');
  const isElsewhere = viewer.projectId !== null || viewer.onResources.holds(permission);
  return denied(isElsewhere ? 'OTHER_RESOURCE' : 'MISSING_PERMISSION');
}

const allowed = (reason: DecisionReason): Decision => ({ isAllowed: true, reason });
const denied = (reason: DecisionReason): Decision => ({ isAllowed: false, reason });

/** The permissions of a subject, as other services get them: everywhere, and on the project that was asked about. */
export interface Listed {
  permissions: readonly Permission[];
  /** Null: it is not limited to single resources, and none was asked about. */
  resources: readonly (Resource & { permissions: readonly Permission[] })[] | null;
}

export function listed({ viewer, project }: Subject): Listed {
  const permissions = [...viewer.permissions];
  const { projectId, allowedResources } = viewer;
  if (projectId === null && !project && !allowedResources) return { permissions, resources: null };
  const isOther = projectId !== null && project?.id !== projectId;
  const onProject =
    project && !isOther ? [{ type: projectKind, id: project.key, permissions: [...viewer.onProjects] }] : [];
  const limitedTo = (allowedResources ?? []).map(resourceFrom).filter((resource) => resource !== null);
  const onOthers = limitedTo.map((resource) => ({ ...resource, permissions: permissionsOn(viewer, resource) }));
  return { permissions, resources: [...onProject, ...onOthers] };
}

/**
 * Records what a service does with the permissions that were listed to it. It cannot be seen which of them decide something
 * there: if the service does not name one, all count as used, because shrinking the token to fewer would change its answers.
 */
export function recordListed({ viewer }: Subject, { permissions, resources }: Listed, named: Permission | null): void {
  const all = [...permissions, ...(resources ?? []).flatMap((resource) => resource.permissions)];
  for (const permission of named ? [named] : all)
    if (!use(viewer, permission, true)) viewer.onResources.use(permission);
}
