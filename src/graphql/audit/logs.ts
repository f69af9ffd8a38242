/** The schema of the log of changes and of the access log. */

import { accessLogList } from '../../domain/nouns/access-logs.ts';
import { logList } from '../../domain/nouns/logs.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { Accessloggable, everySubject, Loggable, subjectOf } from './loggable.ts';

entity(logList, (t) => ({
  loggable: t.field({
    type: Loggable,
    nullable: true,
    description: 'The record on whose page the entry is shown. Null when it was deleted.',
    extensions: { rows: everySubject },
    resolve: (row, _args, context) => subjectOf(context, row.loggable_type, row.loggable_id),
  }),
}));

entity(accessLogList, (t) => ({
  accessloggable: t.field({
    type: Accessloggable,
    nullable: true,
    description: 'The record. Null when it was deleted.',
    extensions: { rows: everySubject },
    resolve: (row, _args, context) => subjectOf(context, row.accessloggable_type, row.accessloggable_id),
  }),
}));

builder.queryFields((t) => ({
  logs: t
    .withAuth({ permission: 'READ_ALL_LOGS' })
    .field(list(logList, 'The log of changes: what was changed, by whom, from what and to what.')),
  access_logs: t
    .withAuth({ permission: 'READ_ACCESS_LOG' })
    .field(list(accessLogList, 'The access log: which user opened which record.')),
}));
