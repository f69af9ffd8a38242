/** Decides where several permissions are needed together, or one of several combinations is enough. */
import { type Decision, decide } from './decisions.ts';
import type { Resource } from './resources.ts';
import type { Subject } from './subjects.ts';
import type { Held } from './viewer.ts';

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
  const [only] = alternatives;
  if (only && alternatives.length === 1 && only.length === 1) return outcomeOf(subject, only, resource);
  const unrecorded = withoutRecording(subject);
  const outcomes = alternatives.map((needed) => ({ needed, ...outcomeOf(unrecorded, needed, resource) }));
  const [best] = outcomes.sort((one, other) => one.missing.length - other.missing.length);
  if (!best) return { isAllowed: false, reason: 'MISSING_PERMISSION', missing: [] };
  for (const permission of best.isAllowed ? best.needed : best.missing) decide(subject, { permission, resource });
  return best;
}

function outcomeOf(subject: Subject, needed: readonly string[], resource: Resource | null): Outcome {
  const decisions = needed.map((permission) => ({ permission, ...decide(subject, { permission, resource }) }));
  const refused = decisions.filter(({ isAllowed }) => !isAllowed);
  const { isAllowed, reason } = refused[0] ?? decisions[0] ?? decideWithoutPermission(subject);
  return { isAllowed, reason, missing: refused.map(({ permission }) => permission) };
}

/** Decides where no permission is needed. */
export const decideWithoutPermission = ({ viewer: { projectId, allowedResources } }: Subject): Decision =>
  projectId === null && !allowedResources
    ? { isAllowed: true, reason: 'EVERYWHERE' }
    : { isAllowed: false, reason: 'LIMITED_TOKEN' };

function withoutRecording(subject: Subject): Subject {
  const { viewer } = subject;
  const unrecorded = (held: Held): Held => ({ ...held, use: held.holds });
  const { permissions, onProjects, onResources } = viewer;
  return {
    ...subject,
    viewer: {
      ...viewer,
      permissions: unrecorded(permissions),
      onProjects: unrecorded(onProjects),
      onResources: unrecorded(onResources),
    },
  };
}
