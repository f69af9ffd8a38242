/** Confirming tokens that were fenced after a restore (`latchkey fence`), so that they are accepted again. */
import { inArray, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/database.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { invalid } from '../base/errors.ts';
import { inOrder } from '../base/ids.ts';
import { because } from '../base/reasons.ts';
import { transact } from '../base/transact.ts';
import { requireChangeable } from './find-token.ts';

const mostAtOnce = 100;

/**
 * Confirms these tokens: the viewer's own, or with UPDATE_PERSONAL_ACCESS_TOKEN other users' that the viewer could change. All or
 * none. Those that are not fenced stay as they are. Expiry and limits do not change. Errors: FORBIDDEN, NOT_FOUND, INVALID_INPUT,
 * CONFLICT (revoked).
 */
export async function confirm(db: Db, viewer: Viewer, ids: readonly string[]): Promise<void> {
  requireSession(viewer);
  // Locked in one order, so that two calls do not wait for each other.
  const different = inOrder(ids);
  if (different.length === 0) throw invalid('ids', because('EMPTY'));
  if (different.length > mostAtOnce) throw invalid('ids', because('TOO_MANY', { most: mostAtOnce }));
  await transact(db, viewer, async (tx, viewer) => {
    const fenced: string[] = [];
    for (const id of different) {
      const { token } = await requireChangeable(tx, viewer, id);
      if (token.fencedAt === null) continue;
      fenced.push(id);
      const message = `Personal access token ${token.name} was confirmed after a restore.`;
      const change = { previous: { fenced_at: token.fencedAt }, current: { fenced_at: null } };
      await logs.record(tx, viewer, { type: 'UPDATED', entity: 'PersonalAccessToken', id, message, ...change });
    }
    if (fenced.length > 0) await tx.update(table).set(confirmed).where(inArray(table.id, fenced));
  });
}

// It could not be used, so a warning about that counts no more.
const confirmed = { fencedAt: null, confirmedAt: sql`clock_timestamp()`, unusedWarnedAt: null };
