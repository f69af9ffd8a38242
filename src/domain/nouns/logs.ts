/** Log entries as lists. */
import { eq } from 'drizzle-orm';
import { logs } from '../../../schema/logs.ts';
import { users } from '../../../schema/users.ts';
import { type Definition, defineList, is, maybe, type Relation } from '../lists/definition.ts';

export const logList: Definition = defineList({
  type: 'Log',
  description: 'One change: what it was, what it became, and who made it.',
  table: logs,
  permission: 'READ_ALL_LOGS',
  columns: {
    level: is('log_level', logs.level, 'How serious it is.'),
    type: is('log_type', logs.type, 'What kind of change it was.'),
    message: is('text', logs.message, 'The change in words.'),
    current: is('text', logs.current, 'The changed columns after it, as a JSON object.'),
    previous: maybe('text', logs.previous, 'The changed columns before it, as a JSON object.'),
    relation_data: maybe('text', logs.relationData, 'What was attached or detached, as a JSON object.'),
    loggable_id: is('int64', logs.loggableId, 'The thing on whose page the entry belongs.'),
    loggable_type: is('string', logs.loggableType, 'The kind of that thing.'),
    logged_entity_id: is('int64', logs.loggedEntityId, 'The thing that changed.'),
    logged_entity_type: is('string', logs.loggedEntityType, 'The kind of the thing that changed.'),
    user_id: maybe('int64', logs.userId, 'Who did it; null for the program and its operator.'),
    legacy: is('boolean', logs.legacy, 'Whether the entry was carried over from another system.'),
    legacy_title: maybe('string', logs.legacyTitle, 'The title it had there.'),
  },
  relations: {
    user: { to: 'User', many: false, from: 'user_id', at: users.id, description: 'Who did it.' },
  },
});

/** The log of a noun's rows. */
export function logsOf(type: string): Relation {
  return {
    to: 'Log',
    many: true,
    from: 'id',
    at: logs.loggableId,
    where: eq(logs.loggableType, type),
    description: 'What was changed about it, and by whom.',
  };
}
