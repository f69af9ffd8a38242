/** The log of changes, the log of looks, and notes in the schema. */

import { accessLogList } from '../../domain/nouns/access-logs.ts';
import { logList } from '../../domain/nouns/logs.ts';
import { noteList } from '../../domain/nouns/notes.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Accessloggable, everySubject, Loggable, subjectOf } from './loggable.ts';

entity(logList, (t) => ({
  loggable: t.field({
    type: Loggable,
    nullable: true,
    description: 'The thing on whose page the entry belongs. Null when it is gone.',
    extensions: { rows: everySubject },
    resolve: (row, _args, context) => subjectOf(context, row.loggable_type, row.loggable_id),
  }),
}));

entity(accessLogList, (t) => ({
  accessloggable: t.field({
    type: Accessloggable,
    nullable: true,
    description: 'The record. Null when it is gone.',
    extensions: { rows: everySubject },
    resolve: (row, _args, context) => subjectOf(context, row.accessloggable_type, row.accessloggable_id),
  }),
}));

entity(noteList);

builder.queryFields((t) => ({
  logs: t
    .withAuth({ permission: 'READ_ALL_LOGS' })
    .field(list(logList, 'What was changed, by whom, from what to what.')),
  access_logs: t.withAuth({ permission: 'READ_ACCESS_LOG' }).field(list(accessLogList, 'Who opened which record.')),
}));
