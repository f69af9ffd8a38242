/** English for notes on users, roles and tokens. */
export const notes = {
  title: 'Notes',
  sticky: 'Sticky notes',
  add: 'Add a note',
  edit: 'Edit',
  editOf: (text: string) => `Edit the note ${start(text)}`,
  editTitle: 'Edit the note',
  message: 'Text',
  priority: 'Priority',
  priorities: {
    NORMAL: { label: 'Normal', text: 'Shown with the other notes.' },
    STICKY: { label: 'Sticky', text: 'Shown at the top of the page.' },
    STICKY_WITH_CONFIRMATION: {
      label: 'Sticky with confirmation',
      text: 'Shown at the top of the page, and must be acknowledged before anything is changed.',
    },
  },
  saved: 'The note was saved.',
  delete: 'Delete',
  deleteOf: (text: string) => `Delete the note ${start(text)}`,
  deleteTitle: 'Delete this note?',
  deleteText: 'Its text stays in the history.',
  deleted: 'The note was deleted.',
  nothing: 'No notes yet.',
  more: 'Show more',
  program: 'Latchkey',
  somebody: 'A user',
  acknowledge: {
    title: 'Read this before you change it',
    text: 'Nothing has been changed yet.',
    act: 'I have read it: continue',
  },
};

const start = (text: string) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
