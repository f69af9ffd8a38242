/** What the answer of a mutation tells of a row that is somebody else's. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Permission } from '../../domain/access/permissions.ts';
import { forbidden } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import type { Definition } from '../../domain/lists/definition.ts';
import { rows } from '../../domain/lists/load.ts';
import type { SignedIn } from '../context.ts';
import { fieldsOfAnswer } from '../plan/plan.ts';

/** What whoever acts on a row names it by, and the secret they have made. */
const known = new Set(['__typename', 'id', 'sonar_unique_id', 'token']);

/**
 * Refuses, before anything is changed, to tell more of a row to whoever may act on others' by `acting` and not read them.
 * An unknown id is refused alike. Who may not even act is left to the act to refuse.
 */
export async function requireSeen(
  { db, viewer }: SignedIn,
  definition: Definition,
  id: string,
  acting: Permission,
  info: GraphQLResolveInfo,
): Promise<void> {
  const { visible } = definition;
  // Tokens act on no row of others.
  if (!visible?.owner || viewer.credential.kind === 'token') return;
  if (fieldsOfAnswer(info).every((name) => known.has(name))) return;
  const [own] = await rows(db, viewer, { definition }, { equals: { id, [visible.owner]: viewer.userId } });
  if (own || visible.allWith.some(viewer.permissions.use) || !viewer.permissions.holds(acting)) return;
  throw forbidden(because('NEEDS_FOR_ANSWER', { permissions: [...visible.allWith] }), visible.allWith);
}
