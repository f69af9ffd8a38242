/** French for the page about the system settings. */
import type { Words } from '../en/words.ts';

export const systemSettings: Words['systemSettings'] = {
  title: 'Réglages du système',
  intro: 'Les réglages de toute l’installation. Ils valent immédiatement.',
  language: 'Langue des nouveaux utilisateurs',
  timezone: 'Fuseau horaire des jours et des heures dans les e-mails',
  timezoneHint: 'Un nom comme Europe/Paris, America/New_York ou UTC.',
  save: 'Enregistrer les réglages',
  saved: 'Les réglages ont été modifiés.',
};
