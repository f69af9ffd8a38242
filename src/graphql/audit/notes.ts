/** The schema of notes. */
import * as notes from '../../domain/audit/notes.ts';
import { everyNoteList, noteList } from '../../domain/nouns/notes.ts';
import type { Rule } from '../access/access-rules.ts';
import { builder } from '../builder.ts';
import { entity, list } from '../dialect/entities.ts';
import { NoteableType, NotePriority } from '../enums.ts';
import { requireInput, SuccessResponse } from '../inputs.ts';
import { Noteable, subjectOf, withNotes } from './loggable.ts';

const Note = entity(noteList, (t) => ({
  noteable: t.field({
    type: Noteable,
    nullable: true,
    description: 'The record that it is on.',
    extensions: { rows: withNotes },
    resolve: (row, _args, context) => subjectOf(context, row.noteable_type, row.noteable_id),
  }),
}));

builder.queryField('notes', (t) =>
  t
    .withAuth({ signedIn: true })
    .field(
      list(
        everyNoteList,
        "Notes on users (with `READ_USER`), on roles (with `READ_ROLE`), on firewall rules (with `READ_APPLICATION_FIREWALL_RULE`), on the caller's own tokens, and on all tokens (with `READ_PERSONAL_ACCESS_TOKEN`).",
      ),
    ),
);

const message = 'The text: from 1 to 10,000 characters. Blanks at its ends are removed.';
const priority =
  'How prominently clients show the note. It does not change what the API accepts: only clients ask for an acknowledgement.';

const CreateNoteInput = builder.inputType('CreateNoteMutationInput', {
  description: 'A new note.',
  fields: (t) => ({
    noteable_type: t.field({ type: NoteableType, required: true, description: 'The type of the record.' }),
    noteable_id: t.field({
      type: 'Int64Bit',
      required: true,
      description: 'The id of the record, which the caller must be able to read.',
    }),
    message: t.field({ type: 'Text', required: true, description: message }),
    priority: t.field({ type: NotePriority, required: true, description: priority }),
  }),
});

const UpdateNoteInput = builder.inputType('UpdateNoteMutationInput', {
  description: 'Changes of a note. Fields that are missing or null stay as they are.',
  fields: (t) => ({
    message: t.field({ type: 'Text', description: message }),
    priority: t.field({ type: NotePriority, description: priority }),
  }),
});

const rule: Rule = { unknown: 'NOTE_CHANGED' };
const id = { type: 'Int64Bit', required: true, description: 'The id of the note.' } as const;
const others = "Another user's note also requires `ALTER_OTHERS_NOTES`.";

builder.mutationFields((t) => ({
  createNote: t.withAuth({ permission: 'CREATE_NOTE' }).field({
    type: Note,
    nullable: true,
    rule,
    confirmed: 'never',
    description:
      'Leaves a note on a record that the caller may read. NOT_FOUND: there is no such record, or the caller may not read it.',
    args: { input: t.arg({ type: CreateNoteInput }) },
    resolve: async (_root, { input }, { db, viewer, lists }) => {
      const { id } = await notes.create(db, viewer, requireInput(input));
      return lists.written(noteList, id);
    },
  }),
  updateNote: t.withAuth({ permission: 'UPDATE_NOTE' }).field({
    type: Note,
    nullable: true,
    rule,
    confirmed: 'never',
    description: `Changes a note. ${others}`,
    args: { input: t.arg({ type: UpdateNoteInput }), id: t.arg(id) },
    resolve: async (_root, { input, id }, { db, viewer, lists }) => {
      await notes.update(db, viewer, id, requireInput(input));
      return lists.written(noteList, id);
    },
  }),
  deleteNote: t.withAuth({ permission: 'DELETE_NOTE' }).field({
    type: SuccessResponse,
    nullable: true,
    rule,
    confirmed: 'never',
    description: `Deletes a note. Its text stays in the log of changes. ${others}`,
    args: { id: t.arg(id) },
    resolve: async (_root, { id }, { db, viewer }) => {
      await notes.remove(db, viewer, id);
      return { success: true };
    },
  }),
}));
