/** German for the pages about permission sets. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const permissionSets: Words['permissionSets'] = {
  title: 'Berechtigungssätze',
  intro:
    'Benannte Sätze von Berechtigungen, die Tokens begrenzen. Eine Änderung an einem Satz gilt sofort für alle seine Tokens.',
  create: 'Neuer Satz',
  searchLabel: 'Berechtigungssätze suchen',
  columns: { name: 'Name', permissions: 'Berechtigungen', changed: 'Geändert' },
  builtIn: 'Mitgeliefert',
  builtInIntro: 'Dieser Satz gehört zu Latchkey und kann nicht geändert werden.',
  description: 'Wozu er dient',
  permissions: 'Die Berechtigungen, die seine Tokens höchstens haben',
  createTitle: 'Neuer Berechtigungssatz',
  createIntro: 'Wer ihn einem Token zuweist, muss die Berechtigungen selbst haben.',
  createAct: 'Satz erstellen',
  created: 'Der Satz wurde erstellt.',
  reaches: (count) =>
    count === 0 ? 'Noch kein Token verwendet ihn.' : `Eine Änderung gilt sofort für ${n(count, 'Token', 'Tokens')}.`,
  reachesAll: 'Eine Änderung gilt sofort für alle seine Tokens.',
  save: 'Speichern',
  saved: 'Der Satz wurde geändert.',
  delete: 'Löschen',
  deleteTitle: (name) => <>{name} löschen?</>,
  limited: (count) =>
    count === 0
      ? 'Kein Token ist auf ihn begrenzt.'
      : `${n(count, 'aktives Token ist', 'aktive Tokens sind')} auf ihn begrenzt.`,
  deleteText: 'Nur ein Satz, auf den kein Token begrenzt ist, kann gelöscht werden.',
  deleted: 'Der Satz wurde gelöscht.',
};
