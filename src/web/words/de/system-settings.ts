/** German for the page about the system settings. */
import type { Words } from '../en/words.ts';

export const systemSettings: Words['systemSettings'] = {
  title: 'Systemeinstellungen',
  intro: 'Einstellungen der ganzen Installation. Sie gelten sofort.',
  language: 'Sprache neuer Benutzer',
  timezone: 'Zeitzone für Datum und Uhrzeit in E-Mails',
  timezoneHint: 'Ein Name wie Europe/Berlin, America/New_York oder UTC.',
  save: 'Einstellungen speichern',
  saved: 'Die Einstellungen wurden geändert.',
};
