/** Who may read a noun, and which of its rows. */
import { and, type SQL } from 'drizzle-orm';
import { holds, use, type Viewer } from '../access/viewer.ts';
import type { Definition, Visibility } from './definition.ts';
import type { ListRequest } from './request.ts';

/** Whether the viewer may read this noun at all. Records the use of the permission. */
export const mayRead = (viewer: Viewer, { permission, byGrant }: Definition): boolean =>
  permission === null || use(viewer, permission, byGrant !== undefined);

/** The same without recording a use, for listing what the viewer could read. */
export const couldRead = (viewer: Viewer, { permission, byGrant }: Definition): boolean =>
  permission === null || holds(viewer, permission, byGrant !== undefined);

/** The condition for the rows that the viewer sees; undefined: all. A request for the viewer's own rows uses no permission. */
export function seen(viewer: Viewer, definition: Definition, { equals }: ListRequest = {}): SQL | undefined {
  const { permission, byGrant, visible } = definition;
  const isLimited = byGrant && permission && !viewer.permissions.use(permission);
  const asksForOwn = visible?.owner !== undefined && equals?.[visible.owner] === viewer.userId;
  const seesSome = visible && (asksForOwn || !seesAll(viewer, definition));
  return and(seesSome ? visible.others(viewer) : undefined, isLimited ? byGrant(viewer) : undefined);
}

/** Whether the viewer sees a row: the viewer's own without using a permission, those of other users with one. */
export const seesRow = (viewer: Viewer, definition: Definition, row: Record<string, unknown>): boolean =>
  !definition.visible?.owner || isOwn(viewer, definition.visible, row) || seesAll(viewer, definition);

const isOwn = (viewer: Viewer, { owner = '', isOwn }: Visibility, row: Record<string, unknown>): boolean =>
  isOwn ? isOwn(viewer, row) : row[owner] === viewer.userId;

const seesAll = (viewer: Viewer, { visible }: Definition): boolean =>
  visible?.allWith.some(viewer.permissions.use) ?? true;
