/** Creating and changing projects. */
import { eq } from 'drizzle-orm';
import { projectGrants as grantTable, projects as table } from '../../../schema/projects.ts';
import type { Db } from '../../db/database.ts';
import { onOneProject } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { invalid } from '../base/errors.ts';
import { requireName } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { transact, unique } from '../base/transact.ts';
import { isProjectKey } from './key.ts';
import { requireProject } from './permissions.ts';

/** Creates a project and grants the viewer all permissions on it. Errors: INVALID_INPUT, CONFLICT (key). */
export function create(db: Db, viewer: Viewer, input: { key: string; name: string }): Promise<{ id: string }> {
  if (!isProjectKey(input.key)) throw invalid('key', because('NOT_A_KEY', { most: 200 }));
  const name = requireName('name', input.name);
  return transact(db, viewer, async (tx, viewer) => {
    const written = tx.insert(table).values({ key: input.key, name }).returning();
    const [project] = await unique(written, { projects_key: 'key' });
    const id = project?.id as string;
    await tx
      .insert(grantTable)
      .values(onOneProject.map((permission) => ({ projectId: id, permission, userId: viewer.userId })));
    const message = `Project ${input.key} was created.`;
    await logs.record(tx, viewer, {
      type: 'CREATED',
      entity: 'Project',
      id,
      message,
      current: { key: input.key, name },
    });
    return { id };
  });
}

/** Renames a project that the viewer administers; its key stays. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
export function update(db: Db, viewer: Viewer, id: string, input: { name?: string | null }): Promise<void> {
  return transact(db, viewer, async (tx, viewer) => {
    const before = await requireProject(tx, viewer, { id }, 'ADMINISTER_PROJECT');
    const name = input.name == null ? before.name : requireName('name', input.name);
    await tx.update(table).set({ id, name }).where(eq(table.id, id));
    const message = `Project ${before.key} was changed.`;
    const change = { previous: { name: before.name }, current: { name } };
    await logs.record(tx, viewer, { type: 'UPDATED', entity: 'Project', id, message, ...change });
  });
}
