/** German for choosing permissions. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const permissions: Words['permissions'] = {
  search: 'Berechtigungen und Methoden suchen',
  onlyTicked: 'Nur ausgewählte',
  nothing: 'Keine Berechtigung gefunden.',
  noPermission: 'Ohne Berechtigung',
  documentation: (name) => `Dokumentation zu ${name}`,
  onlyOwn: 'Nur Berechtigungen, die Sie selbst haben, werden angeboten.',
  limitable: (kinds) => `Tokens können sie auf einzelne Ressourcen begrenzen: ${kinds}.`,
  startFrom: 'Ausgehen von',
  none: (nouns) => `Keine: ${nouns}.`,
  noneOthers: (count) => `${n(count, 'weitere Art', 'weitere Arten')}: keine`,
  levels: { NONE: 'Keine', READ: 'Lesen', WRITE: 'Schreiben', CUSTOM: 'Einzeln' },
  single: 'Einzelne Berechtigungen',
  singleWithMethods: 'Einzelne Berechtigungen und Methoden',
  meaning: {
    sentence: (reads, changes, tokens) => {
      const kinds = (count: number) => n(count, 'Art von Datensätzen', 'Arten von Datensätzen');
      if (reads + changes === 0) return 'Noch ist nichts ausgewählt.';
      const end = tokens ? `; ${tokens}.` : '.';
      if (reads === 0) return `Darf ${kinds(changes)} ändern und keine lesen${end}`;
      return `Darf ${kinds(reads)} lesen und ${changes === 0 ? 'keine' : changes} ändern${end}`;
    },
    noTokens: 'kann keine Tokens ausstellen',
    tokens: 'darf Tokens für andere Benutzer ausstellen',
    noTokensForOthers: 'kann keine Tokens für andere Benutzer ausstellen',
  },
  warnings: 'Vor dem Speichern zu beachten',
  count: (count) => n(count, 'Berechtigung', 'Berechtigungen'),
};
