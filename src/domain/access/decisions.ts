/** Decides whether a subject may do what another service asks about, and says why. */
import { isProjectKey } from '../projects/key.ts';
import { permissionNamed } from './permission-named.ts';
import type { Permission } from './permissions.ts';
import type { Subject } from './subjects.ts';
import { type Held, use } from './viewer.ts';

export interface Resource {
  type: string;
  id: string;
}

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
  OTHER_RESOURCE: 'The token is limited to one resource, which is not the one that was asked about.',
  BOUND_TOKEN: 'The token is bound to documents or root fields of the API, and is valid nowhere else.',
  ADDRESS: 'The token is limited to subnets, and the address of its user is missing or not within them.',
} as const;

export type DecisionReason = keyof typeof reasons;

export interface Decision {
  isAllowed: boolean;
  reason: DecisionReason;
}

export const sentenceOf = (reason: DecisionReason): string => reasons[reason];

/** The built-in kind of resources; its ids are the keys of projects. */
const projectType = 'project';

/** The key of the project to look up together with the subject; null: none, or a text that is no key. */
export const projectAskedFor = (resource: Resource | null): string | null =>
  resource?.type === projectType && isProjectKey(resource.id) ? resource.id : null;

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

/** Resources of other types are not known here: a permission on them is one that is held everywhere. */
export interface Outcome extends Decision {
  /** The permissions that are missing; none if it is allowed. */
  missing: readonly string[];
}

/**
 * Decides whether the subject has all permissions of one of the alternatives, and records the use of those that decided;
 * otherwise says what is missing for the alternative that lacks least.
 */
export function decideAny(
  subject: Subject,
  alternatives: readonly (readonly string[])[],
  resource: Resource | null,
): Outcome {
  const unrecorded = withoutRecording(subject);
  const outcomes = alternatives.map((needed) => ({ needed, ...outcomeOf(unrecorded, needed, resource) }));
  const [best] = outcomes.sort((one, other) => one.missing.length - other.missing.length);
  if (!best) return { ...denied('MISSING_PERMISSION'), missing: [] };
  for (const permission of best.isAllowed ? best.needed : best.missing) decide(subject, { permission, resource });
  return best;
}

function outcomeOf(subject: Subject, needed: readonly string[], resource: Resource | null): Outcome {
  const decisions = needed.map((permission) => ({ permission, ...decide(subject, { permission, resource }) }));
  const refused = decisions.filter(({ isAllowed }) => !isAllowed);
  const { isAllowed, reason } = refused[0] ?? decisions[0] ?? anyToken(subject);
  return { isAllowed, reason, missing: refused.map(({ permission }) => permission) };
}

/** Where no permission is needed. The token of a project is for this project only. */
const anyToken = ({ viewer }: Subject): Decision =>
  viewer.projectId === null ? allowed('EVERYWHERE') : denied('OTHER_RESOURCE');

function withoutRecording(subject: Subject): Subject {
  const { permissions, onProjects } = subject.viewer;
  const unrecorded = (held: Held): Held => ({ ...held, use: held.holds });
  return {
    ...subject,
    viewer: { ...subject.viewer, permissions: unrecorded(permissions), onProjects: unrecorded(onProjects) },
  };
}

function onResource(subject: Subject, permission: Permission, { type, id }: Resource): Decision {
  const { viewer, project } = subject;
  if (type !== projectType) return everywhere(subject, permission);
  if (viewer.projectId !== null && viewer.projectId !== project?.id) return denied('OTHER_RESOURCE');
  const isEverywhere = viewer.permissions.use(permission);
  // Only who has the permission everywhere learns whether a project exists.
  if (project?.key !== id) return denied(isEverywhere ? 'UNKNOWN_RESOURCE' : 'MISSING_PERMISSION');
  if (isEverywhere) return allowed('EVERYWHERE');
  return use(viewer, permission, true) ? allowed('ON_RESOURCE') : denied('MISSING_PERMISSION');
}

function everywhere({ viewer }: Subject, permission: Permission): Decision {
  if (viewer.permissions.use(permission)) return allowed('EVERYWHERE');
  return denied(viewer.projectId === null ? 'MISSING_PERMISSION' : 'OTHER_RESOURCE');
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
  if (viewer.projectId !== null && project?.id !== viewer.projectId) return { permissions, resources: [] };
  if (!project) return { permissions, resources: null };
  return { permissions, resources: [{ type: projectType, id: project.key, permissions: [...viewer.onProjects] }] };
}

/**
 * Records what a service does with the permissions that were listed to it. It cannot be seen which of them decide something
 * there: if the service does not name one, all count as used, because shrinking the token to fewer would change its answers.
 */
export function recordListed({ viewer }: Subject, { permissions, resources }: Listed, named: Permission | null): void {
  const all = [...permissions, ...(resources ?? []).flatMap((resource) => resource.permissions)];
  for (const permission of named ? [named] : all) use(viewer, permission, true);
}
