/** The list definition of the access log. */
import { eq, sql } from 'drizzle-orm';
import { accessLogs } from '../../../schema/access-logs.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export const accessLogList: Definition = defineList({
  type: 'AccessLog',
  description:
    'An entry that a user opened a record: who, when, and the name of the record then. The server writes one within 15 seconds when somebody reads a single user, role or token of others, found by its id or another unique column, or alone in a list; clients write others with `createAccessLog`.',
  table: accessLogs,
  permission: 'READ_ACCESS_LOG',
  columns: {
    access_datetime: is('datetime', accessLogs.accessDatetime, 'When it was opened.'),
    accessloggable_id: maybe('int64', accessLogs.accessloggableId, 'The id of the record.'),
    accessloggable_type: maybe('string', accessLogs.accessloggableType, 'The kind of the record.'),
    entity_id: maybe(
      'int64',
      sql`(${accessLogs.accessloggableId})`,
      'The id of the record, the same as `accessloggable_id`.',
    ),
    entity_name: maybe('string', accessLogs.entityName, 'The name of the record when it was opened.'),
    user_id: is('int64', accessLogs.userId, 'The user who opened it.'),
    personal_access_token_id: maybe(
      'int64',
      accessLogs.personalAccessTokenId,
      'The token with which it was opened. Null: in a session.',
    ),
  },
  relations: {
    user: {
      to: 'User',
      many: false,
      from: 'user_id',
      at: users.id,
      description: 'The user who opened it.',
    },
  },
});

/** The relation from a noun's rows to their access log. */
export function accessLogsOf(type: string): Relation {
  return {
    to: 'AccessLog',
    many: true,
    from: 'id',
    at: accessLogs.accessloggableId,
    where: eq(accessLogs.accessloggableType, type),
    description: 'Who opened it, and when.',
  };
}
