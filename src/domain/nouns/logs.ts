/** The list definition of the log of changes. */
import { eq, sql } from 'drizzle-orm';
import { logs } from '../../../schema/logs.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export const logList: Definition = defineList({
  type: 'Log',
  description: 'A change: the values before and after it, and who made it.',
  table: logs,
  permission: 'READ_ALL_LOGS',
  columns: {
    level: is('log_level', logs.level, 'The severity of the entry.'),
    type: is('log_type', logs.type, 'The kind of change.'),
    message: is('text', logs.message, 'A description of the change in words.'),
    current: is('text', logs.current, 'The changed columns after the change, as a JSON object.'),
    previous: maybe('text', logs.previous, 'The changed columns before the change, as a JSON object.'),
    relation_data: maybe('text', logs.relationData, 'What was attached or detached, as a JSON object.'),
    loggable_id: is('int64', logs.loggableId, 'The id of the record on whose page the entry is shown.'),
    loggable_type: is('string', logs.loggableType, 'The type of that record.'),
    logged_entity_id: is('int64', logs.loggedEntityId, 'The id of the record that changed.'),
    logged_entity_type: is('string', logs.loggedEntityType, 'The type of the record that changed.'),
    user_id: maybe(
      'int64',
      logs.userId,
      'The id of the user who made the change. Null: the server itself or its operator made it.',
    ),
    credential: is(
      'string',
      logs.credential,
      'With what the change was made: `session`, `token`, `operator` (the command line) or `system` (the server itself).',
    ),
    personal_access_token_id: maybe(
      'int64',
      sql`(case when ${logs.credential} = 'token' then ${logs.credentialId} end)`,
      'The token with which the change was made. Null: it was made in another way.',
    ),
    legacy: is('boolean', logs.legacy, 'Whether the entry was imported from another system.'),
    legacy_title: maybe('string', logs.legacyTitle, 'The title of the entry in that other system.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'The user who made the change.' },
  },
});

/** The relation from a noun's rows to their log. */
export function logsOf(type: string): Relation {
  return {
    to: 'Log',
    many: true,
    from: 'id',
    at: logs.loggableId,
    where: eq(logs.loggableType, type),
    description: 'What was changed, and by whom.',
  };
}
