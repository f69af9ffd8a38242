/** German for notes on users, roles and tokens. */
import type { Words } from '../en/words.ts';

function start(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `„${shown}“`;
}

export const notes: Words['notes'] = {
  title: 'Notizen',
  sticky: 'Angeheftete Notizen',
  add: 'Notiz hinzufügen',
  edit: 'Bearbeiten',
  editOf: (text) => `Notiz ${start(text)} bearbeiten`,
  editTitle: 'Notiz bearbeiten',
  message: 'Text',
  priority: 'Priorität',
  priorities: {
    NORMAL: { label: 'Normal', text: 'Wird bei den anderen Notizen angezeigt.' },
    STICKY: { label: 'Angeheftet', text: 'Wird oben auf der Seite angezeigt.' },
    STICKY_WITH_CONFIRMATION: {
      label: 'Angeheftet, mit Bestätigung',
      text: 'Wird oben auf der Seite angezeigt und muss vor jeder Änderung bestätigt werden.',
    },
  },
  saved: 'Die Notiz wurde gespeichert.',
  delete: 'Löschen',
  deleteOf: (text) => `Notiz ${start(text)} löschen`,
  deleteTitle: 'Diese Notiz löschen?',
  deleteText: 'Ihr Text bleibt im Verlauf erhalten.',
  deleted: 'Die Notiz wurde gelöscht.',
  nothing: 'Noch keine Notizen.',
  more: 'Mehr anzeigen',
  program: 'Latchkey',
  somebody: 'Ein Benutzer',
  acknowledge: {
    title: 'Vor der Änderung lesen',
    text: 'Noch wurde nichts geändert.',
    act: 'Gelesen: weiter',
  },
};
