/** Finding the one token an act is about: the viewer's own, or another's for those who may; anything else is not there. */
import { eq } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import type { Db } from '../../db/open.ts';
import { notFound } from '../errors.ts';
import type { Permission } from '../permissions.ts';
import type { Viewer } from '../viewer.ts';

export type Token = typeof table.$inferSelect;

/** The token, locked until the end of the transaction. `others` is what it takes to act on somebody else's. */
export async function requireToken(tx: Db, viewer: Viewer, id: string, others: Permission): Promise<Token> {
  const [token] = await tx.select().from(table).where(eq(table.id, id)).for('update');
  if (!token || (token.userId !== viewer.userId && !viewer.permissions.has(others)))
    throw notFound('personal access token', id);
  return token;
}
