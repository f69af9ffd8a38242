/** German for the pages about projects. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const projects: Words['projects'] = {
  title: 'Projekte',
  empty: {
    title: 'Es gibt noch keine Projekte',
    text: 'Zu einem Projekt reichen Build-Server Analysen ein. Berechtigungen können auch für einzelne Projekte gewährt werden.',
  },
  intro:
    'Die Projekte, die analysiert werden. Berechtigungen für ein einzelnes Projekt werden hier gewährt; Berechtigungen für alle Projekte stammen aus einer Rolle.',
  create: 'Neues Projekt',
  createIntro: 'Sie erhalten alle Berechtigungen dafür.',
  createAct: 'Projekt erstellen',
  created: 'Das Projekt wurde erstellt.',
  rename: 'Umbenennen',
  renameTitle: (name) => <>{name} umbenennen</>,
  renamed: 'Das Projekt wurde umbenannt.',
  searchLabel: 'Projekte suchen',
  columns: { name: 'Name', key: 'Schlüssel', created: 'Erstellt' },
  keyHint:
    'Der Name, den Programme verwenden: Buchstaben, Ziffern und - _ . : Der Schlüssel kann später nicht geändert werden.',
  about: 'Angaben',
  grants: 'Berechtigungen für dieses Projekt',
  hidden: 'Nur Benutzer, die das Projekt verwalten, sehen, wer Berechtigungen dafür hat.',
  noGrants: 'Niemand hat eine Berechtigung nur für dieses Projekt.',
  grantee: (name, isRole) => (isRole ? `Alle Benutzer mit der Rolle ${name}` : name),
  grant: 'Gewähren…',
  grantTitle: (name) => <>Berechtigung für {name} gewähren</>,
  grantAct: 'Gewähren',
  granted: 'Die Berechtigung wurde gewährt.',
  to: 'Für',
  kinds: { user: 'Ein Benutzer', role: 'Alle Benutzer mit einer Rolle' },
  holderNeeded: 'Treffen Sie eine Auswahl.',
  what: 'Berechtigung',
  permissions: {
    EXECUTE_ANALYSIS: 'Analysen dafür einreichen.',
    ADMINISTER_PROJECT: 'Seine Analysen lesen und Berechtigungen dafür gewähren.',
  },
  revoke: 'Entziehen',
  revokeOf: (permission, name) => `${permission} entziehen: ${name}`,
  revoked: 'Die Berechtigung wurde entzogen.',
  number: 'Nummer',
  numberHint:
    'Sie dürfen keine Namen suchen. Benutzer können ihre eigene Nummer bei der API abfragen: { me { id role_id } }',
  held: {
    title: 'Berechtigungen für einzelne Projekte',
    yours: 'Nur Berechtigungen für Projekte, die Sie verwalten, werden angezeigt.',
    nothing: 'Keine Berechtigung für ein einzelnes Projekt.',
    more: (count) => `Und ${n(count, 'weitere', 'weitere')}.`,
  },
};
