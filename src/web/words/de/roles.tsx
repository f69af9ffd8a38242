/** German for the pages about roles. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const roles: Words['roles'] = {
  title: 'Rollen',
  empty: {
    title: 'Es gibt noch keine Rollen',
    text: 'Eine Rolle bestimmt, was ihre Benutzer dürfen. Erstellen Sie eine für jede Art von Arbeit, zum Beispiel Support oder Buchhaltung, und geben Sie sie den Benutzern.',
  },
  intro:
    'Eine Rolle ist eine Menge von Berechtigungen für Benutzer. Eine Änderung gilt sofort für alle Benutzer mit der Rolle und für ihre Tokens.',
  create: 'Neue Rolle',
  searchLabel: 'Rollen suchen',
  columns: { name: 'Name', permissions: 'Berechtigungen', users: 'Benutzer', changed: 'Geändert' },
  users: (count) => (count === 0 ? 'Keine Benutzer' : n(count, 'Benutzer', 'Benutzer')),
  permissions: 'Berechtigungen ihrer Benutzer',
  nothing: 'Sie hat keine Berechtigungen.',
  whoHasIt: 'Benutzer mit dieser Rolle',
  allUsers: (count) => (count === 1 ? 'Der einzige Benutzer' : `Alle ${n(count, 'Benutzer', 'Benutzer')}`),
  nobody: 'Noch hat kein Benutzer diese Rolle.',
  disabled: 'Deaktiviert',
  createTitle: 'Neue Rolle',
  createIntro:
    'Wählen Sie die Berechtigungen ihrer Benutzer. Sie können nur Berechtigungen geben, die Sie selbst haben.',
  createAct: 'Rolle erstellen',
  created: 'Die Rolle wurde erstellt.',
  edit: 'Bearbeiten',
  editTitle: (name) => `${name} bearbeiten`,
  reaches: (count) =>
    count === 0
      ? 'Noch hat kein Benutzer diese Rolle.'
      : `Eine Änderung gilt sofort für ${n(count, 'Benutzer', 'Benutzer')}.`,
  save: 'Speichern',
  saved: 'Die Rolle wurde geändert.',
  delete: 'Löschen',
  deleteTitle: (name) => <>{name} löschen?</>,
  haveIt: (count) =>
    count === 0
      ? 'Kein Benutzer hat diese Rolle.'
      : `${n(count, 'Benutzer hat', 'Benutzer haben')} diese Rolle: Weisen Sie zuerst eine andere Rolle zu.`,
  deleteText: 'Nur eine Rolle ohne Benutzer kann gelöscht werden.',
  deleted: 'Die Rolle wurde gelöscht.',
};
