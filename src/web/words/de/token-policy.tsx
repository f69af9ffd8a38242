/** German for the page about the token policy. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const tokenPolicy: Words['tokenPolicy'] = {
  title: 'Token-Richtlinie',
  intro: 'Die Regeln für alle Tokens. Sie gelten für Tokens, die ab jetzt erzeugt, bearbeitet oder neu erzeugt werden.',
  over: (count) =>
    count === 1
      ? '1 aktives Token ist länger gültig, als die Richtlinie jetzt erlaubt. Es funktioniert weiter, bis es bearbeitet oder widerrufen wird.'
      : `${n(count, 'aktives Token ist', 'aktive Tokens sind')} länger gültig, als die Richtlinie jetzt erlaubt. Sie funktionieren weiter, bis sie bearbeitet oder widerrufen werden.`,
  showThem: 'Anzeigen',
  notNumber: 'Eine ganze Zahl ist erforderlich.',
  numbers: {
    maximum_token_lifetime_days: {
      label: 'Höchstlaufzeit, in Tagen',
      text: 'Kein Token darf länger oder unbegrenzt gültig sein. Leer: keine Grenze.',
    },
    revoke_unused_after_days: {
      label: 'Ungenutzte Tokens widerrufen nach (Tage)',
      text: 'Die Eigentümer erhalten vorher eine E-Mail. Leer: nie.',
    },
    warning_days: {
      label: 'Vor dem Ablauf warnen (Tage)',
      text: 'Der Eigentümer erhält so viele Tage vor dem Ablauf eines Tokens eine E-Mail. Von 1 bis 90.',
    },
    tokens_per_user: {
      label: 'Tokens pro Benutzer',
      text: 'Widerrufene Tokens zählen nicht. Von 1 bis 10.000.',
    },
    password_confirmation_minutes: {
      label: 'Ein bestätigtes Passwort gilt (Minuten)',
      text: 'Danach verlangt eine Änderung an Tokens es erneut. 0: jedes Mal.',
    },
  },
  switches: {
    refuse_escalations: {
      label: 'Änderungen ablehnen, die eine Rechteausweitung ermöglichen',
      text: 'Der Server lehnt es ab, eine Rolle, einen Berechtigungssatz oder ein Token zu erstellen oder zu ändern, wenn ein Benutzer dadurch weitere Berechtigungen erlangen kann. Die Ablehnung nennt den Weg.',
    },
    tokens_may_rotate_themselves: {
      label: 'Tokens dürfen sich selbst neu erzeugen',
      text: 'Für Programme, die ihr eigenes Token regelmäßig erneuern. Sonst dürfen Tokens nichts an Tokens ändern.',
    },
    accept_session_parameter: {
      label: 'Ein Token in der Adresse von GET-Anfragen und Aufrufe per URL annehmen',
      text: 'Als session=… für Clients, die keine Header senden können. Viele Protokolle speichern Adressen und damit das Token.',
    },
  },
  save: 'Richtlinie speichern',
  saved: 'Die Richtlinie wurde geändert.',
};
