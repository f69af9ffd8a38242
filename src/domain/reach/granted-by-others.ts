/** What a token may be lent by others, so that it passes on what it has. */
import type { Facts, Holder, Reached } from './holder.ts';

const passing = ['CREATE_USER', 'READ_USER', 'UPDATE_USER', 'UPDATE_ROLE', 'ADMINISTER_PROJECT'] as const;

/**
 * A token that lacks only the permission to pass on what it has may be lent that: its owner's role is widened by whoever
 * could grant the role, which what the owner has besides is no part of; or its owner is let administer a project.
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
