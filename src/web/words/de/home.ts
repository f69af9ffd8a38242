/** German for the home page. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const home: Words['home'] = {
  title: 'Startseite',
  intro: 'Was Ihre Aufmerksamkeit erfordert und was als Nächstes ansteht.',
  attention: 'Zu erledigen',
  settings: 'Empfohlene Einstellungen',
  needAttention: 'zu beachten',
  nothing: 'Nichts erfordert Ihre Aufmerksamkeit.',
  subjects: {
    requests: {
      title: (count) => `${n(count, 'Antrag auf Zugriff', 'Anträge auf Zugriff')} zu entscheiden`,
      text: 'Benutzer warten auf eine Antwort.',
    },
    expiring: {
      title: (count) => `${n(count, 'Token läuft', 'Tokens laufen')} innerhalb von 30 Tagen ab`,
      text: 'Programme, die sie verwenden, funktionieren dann nicht mehr, es sei denn, sie erhalten neue.',
    },
    unused: {
      title: (count) => `${n(count, 'Token wurde', 'Tokens wurden')} seit 90 Tagen nicht verwendet`,
      text: 'Niemand vermisst sie, wenn sie widerrufen werden, aber wer eines findet, kann es verwenden.',
    },
    odd: {
      title: (count) => `${n(count, 'Token wurde', 'Tokens wurden')} aus einem neuen Netz verwendet`,
      text: 'In den letzten 30 Tagen. Wenn niemand das Programm verlegt hat, ist das Token vielleicht in falschen Händen.',
    },
  },
  weaknesses: {
    ownFactor: {
      title: 'Ihre Anmeldung hat keinen zweiten Schritt',
      text: 'Wer Ihr Passwort erfährt, kann sich als Sie anmelden. Fügen Sie eine App, einen Passkey oder einen Code per E-Mail hinzu.',
    },
    everybodysFactor: {
      title: 'Benutzer dürfen sich ohne zweiten Schritt anmelden',
      text: 'Nur Passwörter schützen ihre Konten.',
    },
    passwords: {
      title: 'Die Passwortrichtlinie ist schwach',
      text: 'Sie lässt Passwörter zu, die kürzer als 12 Zeichen oder leicht zu erraten sind.',
    },
    lifetime: {
      title: 'Tokens dürfen unbegrenzt gültig sein',
      text: 'Die Token-Richtlinie legt keine Höchstlaufzeit fest.',
    },
    unusedTokens: {
      title: 'Ungenutzte Tokens bleiben gültig',
      text: 'Die Token-Richtlinie widerruft sie nicht.',
    },
    sessionParameter: {
      title: 'Tokens werden in URLs angenommen',
      text: 'URLs landen in Protokollen und im Verlauf von Browsern.',
    },
    escalations: {
      title: 'Änderungen können Rechteausweitungen ermöglichen',
      text: 'Die Token-Richtlinie lehnt Rollen und Tokens nicht ab, die zu mehr führen, als sie angeben.',
    },
  },
  next: {
    title: 'Tokens, die in den nächsten 90 Tagen ablaufen',
    ofAll: 'Von allen Benutzern',
    chart: 'Tokens, die ablaufen, nach Woche',
    week: 'Woche ab',
    tokens: 'Tokens',
    perWeek: (week, count) => `Woche ab ${week}: ${n(count, 'Token', 'Tokens')}`,
    none: 'In den nächsten 90 Tagen läuft kein Token ab.',
    more: (count) => `und ${count} weitere`,
  },
};
