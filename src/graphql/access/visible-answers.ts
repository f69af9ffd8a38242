/** What the answer of a mutation may show of a row of another user. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Permission } from '../../domain/access/permissions.ts';
import { forbidden } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import type { Definition } from '../../domain/lists/definition.ts';
import { rows } from '../../domain/lists/load.ts';
import type { SignedIn } from '../context.ts';
import { fieldsOfAnswer } from '../plan/plan.ts';

/** The fields by which the caller identified the row, and the secret that the mutation made. */
const known = new Set(['__typename', 'id', 'sonar_unique_id', 'token']);

/**
 * Refuses, before anything is changed, an answer that shows more of a row than a caller may read who may act on other
 * users' rows by `acting` without reading them. An unknown id is refused in the same way. If the caller may not even
 * act, the act itself refuses.
 */
export async function requireSeen(
  { db, viewer }: SignedIn,
  definition: Definition,
  id: string,
  acting: Permission,
  info: GraphQLResolveInfo,
): Promise<void> {
  const { visible } = definition;
  // Tokens cannot act on rows of other users.
  if (!visible?.owner || viewer.credential.kind === 'token') return;
  if (fieldsOfAnswer(info).every((name) => known.has(name))) return;
  const [own] = await rows(db, viewer, { definition }, { equals: { id, [visible.owner]: viewer.userId } });
  if (own || visible.allWith.some(viewer.permissions.use) || !viewer.permissions.holds(acting)) return;
  throw forbidden(because('NEEDS_FOR_ANSWER', { permissions: [...visible.allWith] }), visible.allWith);
}
