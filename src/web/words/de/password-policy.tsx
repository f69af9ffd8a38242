/** German for the page about the password policy. */
import type { Words } from '../en/words.ts';

export const passwordPolicy: Words['passwordPolicy'] = {
  title: 'Passwortrichtlinie',
  intro:
    'Die Regeln für neue Passwörter. Vorhandene Passwörter bleiben bei einer Änderung gültig: Benutzer behalten ihres, bis sie ein neues festlegen.',
  notNumber: 'Eine ganze Zahl ist erforderlich.',
  length: { label: 'Mindestlänge in Zeichen', text: 'Von 8 bis 72.' },
  strength: {
    label: 'Mindeststärke',
    levels: [
      '0: jedes Passwort',
      '1: zu leicht zu erraten',
      '2: leicht zu erraten',
      '3: schwer zu erraten',
      '4: sehr schwer zu erraten',
    ],
    text: [
      'Die Stärke wird nicht geprüft.',
      'Hält tausend Versuchen stand.',
      'Hält einer Million Versuchen stand: langsamem Raten auf der Anmeldeseite, das ohnehin zur Sperre der Konten führt.',
      'Hält 100 Millionen Versuchen stand: eine Zeit lang auch jemandem, der die Hashes besitzt.',
      'Hält 10 Milliarden Versuchen stand. Viele brauchen mehrere Anläufe, um ein solches Passwort zu finden.',
    ],
  },
  switches: {
    requires_alpha_numeric: { label: 'Ein Buchstabe und eine Ziffer', text: 'Aus einer beliebigen Schrift.' },
    requires_upper_and_lower_case_characters: {
      label: 'Ein Großbuchstabe und ein Kleinbuchstabe',
      text: 'Schriften ohne Groß- und Kleinschreibung, zum Beispiel Chinesisch, können diese Regel nicht erfüllen.',
    },
    requires_at_least_one_special_character: {
      label: 'Ein Sonderzeichen',
      text: 'Ein Leerzeichen, ein Satzzeichen oder ein Symbol.',
    },
  },
  preview: {
    title: 'Was das bedeutet',
    text: 'So beurteilen die Regeln oben, gespeichert oder nicht, Passwörter.',
    columns: { password: 'Passwort', verdict: 'Urteil' },
    accepted: 'Angenommen',
    refused: (rules) => `Abgelehnt. Es fehlt: ${rules}`,
    pending: 'Wird geprüft…',
    try: 'Eines ausprobieren',
    tryHint: 'Es bleibt auf dieser Seite. Geben Sie kein Passwort ein, das Sie verwenden.',
  },
  save: 'Richtlinie speichern',
  saved: 'Die Richtlinie wurde geändert. Vorhandene Passwörter bleiben gültig.',
};
