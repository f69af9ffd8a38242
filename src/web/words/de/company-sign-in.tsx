/** German for accounts at sign-in providers. */
import type { Words } from '../en/words.ts';

export const companySignIn: Words['companySignIn'] = {
  title: 'Anmeldung mit Firmenkonto',
  none: 'Verknüpfen Sie Ihr Firmenkonto und melden Sie sich damit statt mit Ihrem Passwort an.',
  linked: 'Sie melden sich mit diesen Firmenkonten an.',
  used: (linked, used) => `Verknüpft am ${linked}, zuletzt verwendet am ${used}`,
  link: (provider) => `Ihr Konto bei ${provider} verknüpfen`,
  remove: 'Entfernen',
  removeOne: (provider) => `Verknüpfung entfernen: ${provider}`,
  removeTitle: (provider) => <>Verknüpfung mit {provider} entfernen?</>,
  removeText:
    'Mit diesem Konto ist hier keine Anmeldung mehr möglich, und die Sitzungen, die damit begonnen wurden, enden.',
  removed: 'Die Verknüpfung wurde entfernt.',
  confirmAt: (provider) => `Bei ${provider} erneut anmelden`,
  confirm: 'Für diese Änderung müssen Sie sich erneut anmelden.',
  confirmOr: 'Für diese Änderung müssen Sie Ihr Passwort eingeben oder sich erneut anmelden.',
  opened: 'Melden Sie sich auf der Seite an, die geöffnet wurde, und fahren Sie dann hier fort.',
  continue: 'Weiter',
};
