/** Permissions that other users could grant to a token's owner, so that the token can pass on the permissions it has. */
import type { Facts, Holder, Reached } from './search-state.ts';

const passing = ['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'UPDATE_ROLE', 'ADMINISTER_PROJECT'] as const;

/**
 * A token may lack only the permission to pass on its other permissions. Users who can grant the owner's role may add it to
 * the role, then the token passes on what the owner has beyond the role. Or they may let the owner administer a project.
 */
export function grantedByOthers(start: Holder, { owner, others }: Facts): { method: string; holder: Reached }[] {
  if (start.person || !owner || !others) return [];
  const { gives, onProjects, cap } = start;
  const fromOthers = passing.filter((permission) => !cap || cap.has(permission));
  const besides = [...gives].filter((permission) => !owner.inRole.has(permission));
  const analyses = gives.has('EXECUTE_ANALYSIS') || onProjects.has('EXECUTE_ANALYSIS');
  return [
    ...(besides.length > 0 && fromOthers.length > 0
      ? [{ method: 'updateRole', holder: { ...start, gives: new Set(besides), fromOthers: new Set(fromOthers) } }]
      : []),
    ...(analyses && fromOthers.includes('ADMINISTER_PROJECT')
      ? [
          {
            method: 'grantProjectPermission',
            holder: { ...start, fromOthers: new Set(['ADMINISTER_PROJECT'] as const) },
          },
        ]
      : []),
  ];
}
