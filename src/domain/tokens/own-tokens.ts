/** Which tokens are the viewer's own: all of the user, but for an analysis token only itself, because it needs no other. */
import { and, eq, type SQL } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { isForAnalysis, type Viewer } from '../access/viewer.ts';

export const ownTokens = (viewer: Viewer): SQL =>
  and(eq(table.userId, viewer.userId), isForAnalysis(viewer) ? eq(table.id, viewer.credential.id) : undefined) as SQL;

/** The same for a token that was read. */
export const isOwnToken = (viewer: Viewer, { id, user_id }: Record<string, unknown>): boolean =>
  user_id === viewer.userId && (!isForAnalysis(viewer) || id === viewer.credential.id);
