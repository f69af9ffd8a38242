/** German for the table of who can do what. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const matrix: Words['matrix'] = {
  title: 'Wer darf was',
  intro:
    'Was jede Rolle lesen und ändern darf, dazu Superadmins, die alles dürfen. Klappen Sie eine Art von Datensätzen auf, um ihre einzelnen Berechtigungen zu sehen. Berechtigungen für einzelne Projekte werden nicht mitgezählt.',
  editing:
    'Wählen Sie ein Feld, um eine Rolle zu ändern; nichts wird gespeichert, bevor Sie alle Änderungen geprüft haben.',
  search: 'Arten von Datensätzen und Berechtigungen suchen',
  noun: 'Art der Datensätze',
  nothing: 'Keine Berechtigung gefunden.',
  some: (most) =>
    `Nur die ersten ${most} Rollen werden angezeigt. Wählen Sie eine Rolle oder einen Benutzer, um andere zu sehen.`,
  role: 'Rolle',
  allRoles: 'Alle Rollen',
  user: 'Benutzer',
  allUsers: 'Alle Benutzer',
  superAdmins: 'Superadmins',
  people: 'Personen mit Zugriff',
  peopleTip:
    'Wie viele aktivierte Benutzer es dürfen, einschließlich Superadmins und Benutzern, denen es auf Antrag gewährt wurde',
  peopleAt: {
    READ: (count) => `${count} lesen`,
    WRITE: (count) => `${count} schreiben`,
  },
  byGrant: (count) => `(${n(count, 'Benutzer', 'Benutzer')} auf Antrag)`,
  grantedUntil: (instant) => `gewährt bis ${instant}`,
  grantedEver: 'auf Antrag gewährt, ohne Ende',
  unseenGrants: 'Auf Antrag gewährte Berechtigungen werden nicht mitgezählt: Ihnen fehlt READ_ACCESS_REQUEST.',
  instead: {
    words: 'löschen loeschen entfernen deaktivieren aktivieren sperren entsperren blockieren',
    hint: 'Benutzer werden nicht gelöscht oder entfernt, sondern deaktiviert, mit „Benutzer ändern“ (UPDATE_USER). Ein deaktivierter Benutzer kann sich nicht anmelden, und seine Tokens werden widerrufen.',
  },
  users: (count) => n(count, 'Benutzer', 'Benutzer'),
  may: 'ja',
  mayNot: 'nein',
  before: (level) => `(vorher: ${level})`,
  permissionOf: (title, role) => `${title}: ${role}`,
  choice: (noun, role) => `${noun}: ${role}`,
  custom: 'Einzeln…',
  unsaved: 'Nicht gespeicherte Änderungen',
  changed: (count) => `${n(count, 'Rolle', 'Rollen')} geändert`,
  discard: 'Verwerfen',
  review: 'Prüfen und speichern…',
  reviewTitle: (count) => `Die Änderungen an ${n(count, 'Rolle', 'Rollen')} speichern?`,
  save: 'Speichern',
  saved: (count, names) =>
    count === 1 ? `Die Rolle ${names} wurde geändert.` : `${count} Rollen wurden geändert: ${names}.`,
};
