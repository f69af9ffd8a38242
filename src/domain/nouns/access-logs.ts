/** Who opened which record, and when. */
import { eq, sql } from 'drizzle-orm';
import { accessLogs as table } from '../../../schema/access-logs.ts';
import { users as usersTable } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';
import * as users from '../people/users.ts';

export const definition: Definition = defineList({
  type: 'AccessLog',
  description: 'One look at a record: who, when, and what it was called then.',
  table,
  permission: 'READ_ACCESS_LOG',
  columns: {
    access_datetime: is('datetime', table.accessDatetime, 'When it was opened.'),
    accessloggable_id: maybe('int64', table.accessloggableId, 'The id of the record.'),
    accessloggable_type: maybe('string', table.accessloggableType, 'The kind of the record.'),
    entity_id: maybe('int64', sql`(${table.accessloggableId})`, 'The id of the record, once more.'),
    entity_name: maybe('string', table.entityName, 'What the record was called then.'),
    user_id: is('int64', table.userId, 'Who opened it.'),
  },
  relations: {
    user: {
      to: () => users.definition,
      many: false,
      from: 'user_id',
      at: usersTable.id,
      description: 'Who opened it.',
    },
  },
});

/** The looks at a noun's rows. */
export function relation(type: string): Relation {
  return {
    to: () => definition,
    many: true,
    from: 'id',
    at: table.accessloggableId,
    where: eq(table.accessloggableType, type),
    description: 'Who opened it, and when.',
  };
}
