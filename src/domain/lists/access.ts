/** Who may read a noun, and which of its rows. */
import { and, type SQL } from 'drizzle-orm';
import { holds, type Viewer } from '../viewer.ts';
import type { Definition } from './definition.ts';

/** Whether the viewer may read this noun at all. */
export const mayRead = (viewer: Viewer, { permission, byGrant }: Definition): boolean =>
  permission === null || holds(viewer, permission, byGrant !== undefined);

/** The rows of it that a viewer who may sees; undefined: all. */
export function seen(viewer: Viewer, { permission, byGrant, visible }: Definition): SQL | undefined {
  const isLimited = byGrant && permission && !viewer.permissions.has(permission);
  const seesAll = !visible || visible.allWith.some((all) => viewer.permissions.has(all));
  return and(seesAll ? undefined : visible.others(viewer), isLimited ? byGrant(viewer) : undefined);
}
