/** German for the page about the departure of a user. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

const counted = (count: number, none: string, one: string, many: string) => (count === 0 ? none : n(count, one, many));

export const departure: Words['departure'] = {
  title: (name) => `${name} deaktivieren`,
  reportTitle: (name) => `Ausscheiden von ${name}`,
  before: 'Benutzer werden deaktiviert, nicht gelöscht. Folgendes geschieht sofort, wenn Sie diesen deaktivieren.',
  after: (when) =>
    `Deaktiviert am ${when}. Wenn der Benutzer wieder aktiviert wird, bleibt beendet, was hier beendet wurde.`,
  act: (name) => `${name} deaktivieren`,
  done: 'Der Benutzer wurde deaktiviert.',
  report: 'Bericht zum Ausscheiden',
  more: (count) => `und ${count} weitere`,
  lastUsed: (when) => <>zuletzt verwendet {when}</>,
  neverUsed: 'nie verwendet',
  takeOver: {
    title: 'Was jemand übernehmen muss',
    nothing: 'Nichts: Kein Dienstkonto und kein Projekt hängt allein von diesem Benutzer ab.',
    accounts: 'Dienstkonten, um die sich dieser Benutzer gekümmert hat',
    projects: 'Projekte, die nur dieser Benutzer verwalten durfte',
  },
  ends: {
    title: 'Was endet',
    sessions: (count) =>
      `${counted(count, 'Keine Browsersitzung wird', 'Browsersitzung wird', 'Browsersitzungen werden')} beendet. Der Benutzer kann sich nicht mehr anmelden.`,
    tokens: (count) =>
      `${counted(count, 'Kein Zugriffstoken wird', 'Zugriffstoken wird', 'Zugriffstokens werden')} endgültig widerrufen. Programme funktionieren mit widerrufenen Tokens nicht mehr.`,
    requests: (count) =>
      `${counted(count, 'Kein Antrag und keine gewährte Berechtigung wird', 'Antrag oder gewährte Berechtigung wird', 'Anträge und gewährte Berechtigungen werden')} beendet.`,
  },
  ended: {
    title: 'Was beendet wurde',
    sessions: (count) =>
      `${counted(count, 'Keine Browsersitzung wurde', 'Browsersitzung wurde', 'Browsersitzungen wurden')} beendet.`,
    tokens: (count) =>
      `${counted(count, 'Kein Zugriffstoken wurde', 'Zugriffstoken wurde', 'Zugriffstokens wurden')} widerrufen. Widerrufene Tokens werden 90 Tage lang aufgeführt.`,
    requests: (count) =>
      `${counted(count, 'Kein Antrag und keine gewährte Berechtigung wurde', 'Antrag oder gewährte Berechtigung wurde', 'Anträge und gewährte Berechtigungen wurden')} beendet.`,
  },
  stays: {
    title: 'Was bleibt',
    text: 'Der Verlauf und alles, was der Benutzer erstellt hat.',
    role: (role) => <>Die Rolle {role}, ohne Wirkung, solange der Benutzer deaktiviert ist.</>,
    notes: (count) => `${counted(count, 'Keine Notiz', 'Notiz', 'Notizen')} zu Benutzern, Rollen und Tokens.`,
    grants: 'Berechtigungen für Projekte, ohne Wirkung, solange der Benutzer deaktiviert ist',
  },
};
