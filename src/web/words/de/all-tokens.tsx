/** German for the list of all users' tokens. */
import type { Words } from '../en/words.ts';

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
  filter: {
    label: 'Anzeigen',
    kept: 'Alle außer widerrufenen',
    ACTIVE: 'Aktiv',
    FENCED: 'Gesperrt',
    EXPIRED: 'Abgelaufen',
    REVOKED: 'Widerrufen',
    all: 'Alle',
  },
  use: {
    label: 'Nur',
    any: 'Ohne Einschränkung',
    expiring7: 'Läuft in 7 Tagen ab',
    expiring30: 'Läuft in 30 Tagen ab',
    unused90: 'Seit 90 Tagen ungenutzt',
    neverUsed: 'Nie verwendet',
    odd30: 'In den letzten 30 Tagen aus einem neuen Netz verwendet',
    overLimit: 'Über der Höchstlaufzeit',
  },
  report: {
    label: 'Der Bericht in Zahlen',
    live: 'aktiv',
    expiring: 'laufen bald ab',
    never_used: 'nie verwendet',
    over_lifetime_limit: 'über der Höchstlaufzeit',
    expired: 'abgelaufen',
    owners_disabled: 'von deaktivierten Eigentümern',
  },
};
