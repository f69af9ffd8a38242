/** German for the page about the logs. */
import type { Words } from '../en/words.ts';

export const audit: Words['audit'] = {
  title: 'Protokoll',
  intro:
    'Wer etwas geändert hat, wem etwas verweigert wurde und wer was gelesen hat. Einträge können weder geändert noch gelöscht werden.',
  searchLabel: 'Einträge suchen',
  columns: { when: 'Zeitpunkt', what: 'Ereignis', record: 'Datensatz', who: 'Wer' },
  filter: {
    label: 'Anzeigen',
    all: 'Alle Änderungen und Ereignisse',
    created: 'Was erstellt wurde',
    updated: 'Was geändert wurde',
    deleted: 'Was gelöscht wurde',
    other: 'Anmeldungen, Ablehnungen und andere Ereignisse',
    warnings: 'Warnungen',
    lockouts: 'Konten und Netze, die nach Fehlanmeldungen gesperrt wurden',
    readings: 'Was gelesen wurde',
  },
  period: {
    label: 'Zeitraum',
    day: 'Letzter Tag',
    week: 'Letzte 7 Tage',
    month: 'Letzte 30 Tage',
    year: 'Letztes Jahr',
    ever: 'Gesamter Zeitraum',
  },
  anybody: 'Alle',
  onlyToken: (id) => `Nur Token ${id} ✕`,
  warning: 'Warnung',
  locked: 'Gesperrt',
  wasRead: (name) => (
    <>
      <bdi>{name}</bdi> wurde gelesen.
    </>
  ),
  types: {
    User: 'Benutzer',
    Role: 'Rolle',
    PersonalAccessToken: 'Token',
    PermissionSet: 'Berechtigungssatz',
    CustomPermission: 'Berechtigung',
    Project: 'Projekt',
    AccessRequest: 'Antrag auf Zugriff',
    TokenPolicy: 'Token-Richtlinie',
    PasswordPolicy: 'Passwortrichtlinie',
    ApplicationFirewallRule: 'Firewallregel',
    SystemSetting: 'Systemeinstellungen',
    Webhook: 'Webhook',
    Api: 'API',
    MfaAdminSetting: 'Anmeldung in zwei Schritten',
  },
  operator: 'Betreiber, über die Befehlszeile',
  server: 'Latchkey',
  user: (id) => `Benutzer ${id}`,
  withToken: (name) => <>mit Token {name}</>,
};
