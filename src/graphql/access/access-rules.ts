/** What fields declare about their access: data that the access plugin enforces and programs read. */
import type { Permission } from '../../domain/access/permissions.ts';
import type { Definition } from '../../domain/lists/definition.ts';
import type { UnknownKind } from '../plan/unknowns.ts';

/** The three forms, always data. With `onProjects`, a grant of that permission on some project is enough. */
export type Access = { public: true } | { signedIn: true } | { permission: Permission; onProjects?: Permission };

/** The access that the list definition of a noun declares. */
export function accessTo({ permission, byGrant }: Definition): Access | null {
  if (permission === null) return null;
  return byGrant ? { permission, onProjects: permission } : { permission };
}

/** What a root field's rules require beyond its access, as data for the planner. The domain enforces the rules. */
export interface Rule {
  /** Required on the rows that the field is about, or everywhere. */
  permission?: Permission;
  /** No token may call it. */
  person?: true;
  /** A token may call it for itself if the token policy lets tokens regenerate themselves. */
  rotating?: true;
  /** What is known only when the field runs, whatever its arguments. */
  unknown?: UnknownKind;
  /** What arguments require if they are sent and not null, by their path, such as `input.role_id`. */
  byArgument?: Record<string, ArgumentRule>;
}

export interface ArgumentRule {
  /**
   * A permission; NAMED: the permissions that it lists; DOCUMENT: those that the document in it needs; PERSON: a person
   * and no token; ROWS: depends on the rows it refers to.
   */
  requires: { permission: Permission } | 'NAMED' | 'DOCUMENT' | 'PERSON' | 'ROWS';
  /** Reported as unknown if the value is a variable or depends on `ROWS`. */
  unknown: UnknownKind;
}

/** The rule of acts on credentials and on the caller's own account. */
export const person: Rule = { person: true, unknown: 'PERSON' };

/** The rule of fields that show what a role or a token may do. */
export const subjectNamed: Rule = {
  byArgument: {
    role_id: { requires: { permission: 'READ_ROLE' }, unknown: 'REACH_SEEN' },
    personal_access_token_id: { requires: 'ROWS', unknown: 'REACH_SEEN' },
  },
};
