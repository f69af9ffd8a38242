/** What fields declare about who may ask: data, which the access plugin enforces and programs read. */
import type { Permission } from '../../domain/access/permissions.ts';
import type { Definition } from '../../domain/lists/definition.ts';
import type { Decision } from '../plan/unknowns.ts';

/** The three forms, always data. With `onProjects` the permission is held, too, by a grant on some project. */
export type Access = { public: true } | { signedIn: true } | { permission: Permission; onProjects?: Permission };

/** The access that a noun declares. */
export function accessTo({ permission, byGrant }: Definition): Access | null {
  if (permission === null) return null;
  return byGrant ? { permission, onProjects: permission } : { permission };
}

/** What a root field's rules ask beyond its access, where running it decides: data too, for whoever plans. */
export interface Rule {
  /** Needed on the rows it is about, if not everywhere. */
  permission?: Permission;
  /** No token may call it. */
  person?: true;
  /** Except for itself, where the token policy lets tokens rotate themselves. */
  rotating?: true;
  /** What only running it tells, whatever its arguments. */
  decides?: Decision;
  /** What its arguments ask for where they are given and not null, by their path, such as `input.role_id`. */
  given?: Record<string, Given>;
}

export interface Given {
  /** A permission, those it names, those that the document in it needs, a person, or what the rows it names say. */
  asks: { permission: Permission } | 'NAMED' | 'DOCUMENT' | 'PERSON' | 'ROWS';
  /** What only running it tells, where the value is a variable or `ROWS` decide. */
  decides: Decision;
}

/** The rule of what decides over credentials and over one's own account. */
export const person: Rule = { person: true, decides: 'PERSON' };

/** The rule of what looks at the power of a role or a token. */
export const subjectNamed: Rule = {
  given: {
    role_id: { asks: { permission: 'READ_ROLE' }, decides: 'REACH_SEEN' },
    personal_access_token_id: { asks: 'ROWS', decides: 'REACH_SEEN' },
  },
};
