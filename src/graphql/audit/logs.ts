/** The schema of the log of changes and of the access log. */
import * as accesses from '../../domain/audit/accesses.ts';
import { accessLogList } from '../../domain/nouns/access-logs.ts';
import { logList } from '../../domain/nouns/logs.ts';
import { recordLists } from '../../domain/nouns/records.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { NoteInput, requireInput } from '../inputs.ts';
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

const AccessLog = entity(accessLogList, (t) => ({
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

const CreateAccessLogInput = builder.inputType('CreateAccessLogMutationInput', {
  description: 'The record that the caller opened.',
  fields: (t) => ({
    accessloggable_type: t.string({
      required: true,
      description: `The type of the record: ${recordLists.map(({ type }) => `\`${type}\``).join(', ')}.`,
    }),
    accessloggable_id: t.field({
      type: 'Int64Bit',
      required: true,
      description: 'The id of the record, which the caller must be able to read.',
    }),
    note: t.field({ type: NoteInput, description: 'A note to leave on the record, if its type has notes.' }),
  }),
});

builder.mutationField('createAccessLog', (t) =>
  t.withAuth({ permission: 'CREATE_ACCESS_LOG' }).field({
    type: AccessLog,
    nullable: true,
    rule: {
      unknown: 'RECORD_OPENED',
      byArgument: { 'input.note': { requires: { permission: 'CREATE_NOTE' }, unknown: 'NOTE_LEFT' } },
    },
    confirmed: 'never',
    description:
      'Records that the caller opened a record, for programs that show records elsewhere. NOT_FOUND: there is no such record, or the caller may not read it.',
    args: { input: t.arg({ type: CreateAccessLogInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await accesses.create(db, viewer, requireInput(input));
      return lists.written(accessLogList, id);
    },
  }),
);
