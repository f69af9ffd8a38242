/** The GraphQL documents of notes. */
import { graphql, type ResultOf } from '../../api/documents.ts';

const noteFields = graphql(`
  fragment NoteFields on Note {
    id
    _version
    message
    priority
    created_at
    user_id
    user @include(if: $readsUsers) {
      name
    }
  }
`);

export type Note = ResultOf<typeof noteFields>;

export type NoteableType = ReturnType<typeof graphql.scalar<'NoteableType'>>;
export type Priority = Note['priority'];

/** The record that notes are on. */
export interface Noteable {
  type: NoteableType;
  id: string;
}

/** The newest notes, and all that are shown at the top of the page. */
export const notesDocument = graphql(
  `
  query Notes($type: NoteableType!, $id: Int64Bit!, $size: Int!, $readsUsers: Boolean!) {
    notes(
      noteable_type: $type
      noteable_id: $id
      sorter: [{ attribute: "created_at", direction: DESC }, { attribute: "id", direction: DESC }]
      paginator: { page: 1, records_per_page: $size }
    ) {
      entities {
        ...NoteFields
      }
      page_info {
        total_count
      }
    }
    sticky: notes(
      noteable_type: $type
      noteable_id: $id
      search: [{ string_fields: [{ attribute: "priority", search_value: "STICKY", match: true }] }]
      sorter: [{ attribute: "created_at", direction: DESC }, { attribute: "id", direction: DESC }]
    ) {
      entities {
        ...NoteFields
      }
    }
  }
`,
  [noteFields],
);

export const toAcknowledgeDocument = graphql(
  `
  query NotesToAcknowledge($type: NoteableType!, $search: [Search], $readsUsers: Boolean!) {
    notes(noteable_type: $type, priority: STICKY_WITH_CONFIRMATION, search: $search) {
      entities {
        ...NoteFields
      }
    }
  }
`,
  [noteFields],
);

export const createDocument = graphql(`
  mutation CreateNote($input: CreateNoteMutationInput) {
    createNote(input: $input) {
      id
    }
  }
`);

export const updateDocument = graphql(`
  mutation UpdateNote($id: Int64Bit!, $input: UpdateNoteMutationInput) {
    updateNote(id: $id, input: $input) {
      id
    }
  }
`);

export const deleteDocument = graphql(`
  mutation DeleteNote($id: Int64Bit!) {
    deleteNote(id: $id) {
      success
    }
  }
`);
