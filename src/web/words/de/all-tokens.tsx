/** German for the list of all users' tokens. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const allTokens: Words['allTokens'] = {
  title: 'Alle Tokens',
  intro:
    'Die Zugriffstokens aller Benutzer, ohne ihre Werte. Ein widerrufenes Token funktioniert ab sofort nicht mehr.',
  searchLabel: 'Tokens suchen',
  csv: 'Als CSV herunterladen',
  owner: 'Eigentümer',
  anyOwner: 'Alle Eigentümer',
  disabled: 'deaktiviert',
  everything: 'Alles, was sein Eigentümer darf',
  editIntro: (owner) => <>Es gehört {owner}. Sie können ihm nur Berechtigungen geben, die Sie beide haben.</>,
  use: {
    label: 'Nur',
    any: 'Ohne Einschränkung',
    expiringSoon: (days) => `Läuft bald ab: innerhalb von ${n(days, 'Tag', 'Tagen')}`,
    expiring30: 'Läuft in 30 Tagen ab',
    unused90: 'Seit 90 Tagen ungenutzt',
    neverUsed: 'Nie verwendet',
    odd30: 'In den letzten 30 Tagen aus einem neuen Netz verwendet',
    overLimit: 'Über der Höchstlaufzeit',
  },
  report: {
    label: 'Der Bericht in Zahlen',
    note: 'Gezählt werden die Tokens, die zur Suche und zum Eigentümer passen, unabhängig von den anderen Filtern.',
    live: 'aktiv',
    expiring: (days) => `laufen innerhalb von ${n(days, 'Tag', 'Tagen')} ab`,
    never_used: 'nie verwendet',
    over_lifetime_limit: 'über der Höchstlaufzeit',
    expired: 'abgelaufen',
    owners_disabled: 'von deaktivierten Eigentümern',
  },
};
