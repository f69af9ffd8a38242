/** The log of changes, the log of looks, and notes in the schema. */
import * as accessLogs from '../../domain/nouns/access-logs.ts';
import * as logs from '../../domain/audit/record.ts';
import * as notes from '../../domain/audit/notes.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Accessloggable, everySubject, Loggable, subjectOf } from './loggable.ts';

entity(logs.definition, (t) => ({
  loggable: t.field({
    type: Loggable,
    nullable: true,
    description: 'The thing on whose page the entry belongs. Null when it is gone.',
    extensions: { rows: everySubject },
    resolve: (row, _args, context) => subjectOf(context, row.loggable_type, row.loggable_id),
  }),
}));

entity(accessLogs.definition, (t) => ({
  accessloggable: t.field({
    type: Accessloggable,
    nullable: true,
    description: 'The record. Null when it is gone.',
    extensions: { rows: everySubject },
    resolve: (row, _args, context) => subjectOf(context, row.accessloggable_type, row.accessloggable_id),
  }),
}));

entity(notes.definition);

builder.queryFields((t) => ({
  logs: t
    .withAuth({ permission: 'READ_ALL_LOGS' })
    .field(list(logs.definition, 'What was changed, by whom, from what to what.')),
  access_logs: t
    .withAuth({ permission: 'READ_ACCESS_LOG' })
    .field(list(accessLogs.definition, 'Who opened which record.')),
}));
