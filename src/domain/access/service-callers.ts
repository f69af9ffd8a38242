/** What a service needs to ask about tokens and users of others. */
import { forbidden } from '../base/errors.ts';
import type { Permission } from './permissions.ts';
import type { Subject } from './subjects.ts';

/** Requires that a service account may learn whether tokens are valid, and what they may do. Errors: FORBIDDEN. */
export function requireIntrospector(caller: Subject): void {
  if (!caller.isServiceAccount) throw forbidden('Only the token of a service account may do this.');
  requirePermission(caller, 'INTROSPECT_TOKEN');
}

/** Errors: FORBIDDEN. */
export const requireEvaluator = (caller: Subject): void => requirePermission(caller, 'EVALUATE_ACCESS');

function requirePermission({ viewer }: Subject, permission: Permission): void {
  if (!viewer.permissions.use(permission)) throw forbidden(`This requires ${permission}.`, [permission]);
}
