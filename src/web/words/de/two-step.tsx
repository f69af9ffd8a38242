/** German for two-step sign-in. */
import type { Words } from '../en/words.ts';

const names: Partial<Record<string, (data: string) => string>> = {
  TOTP: () => 'Authenticator-App',
  EMAIL: (address) => `Codes per E-Mail an ${address}`,
  PASSKEY: (name) => `Passkey „${name}“`,
  RECOVERY_CODES: (left) => (left === '1' ? 'Noch 1 Wiederherstellungscode' : `Noch ${left} Wiederherstellungscodes`),
};

export const twoStep: Words['twoStep'] = {
  title: 'Anmeldung in zwei Schritten',
  off: 'Nur Ihr Passwort schützt Ihr Konto. Fügen Sie einen zweiten Schritt hinzu, damit sich niemand anmelden kann, der Ihr Passwort erfährt.',
  on: 'Nach Ihrem Passwort verlangt die Anmeldung eines davon. Ein Passkey genügt allein. Ihre Zugriffstokens sind nicht betroffen.',
  noCodes:
    'Erstellen Sie Wiederherstellungscodes, damit Sie sich anmelden können, wenn Sie Ihr Telefon oder Ihren Passkey verlieren.',
  nameOf: (type, data) => names[type]?.(data) ?? type,
  since: (day) => `Hinzugefügt am ${day}`,
  add: {
    TOTP: 'Authenticator-App hinzufügen',
    PASSKEY: 'Passkey hinzufügen',
    EMAIL: 'Codes per E-Mail hinzufügen',
    RECOVERY_CODES: 'Wiederherstellungscodes erstellen',
  },
  added: 'Der zweite Schritt wurde hinzugefügt.',
  replace: 'Ersetzen',
  replaceOne: (name) => `Ersetzen: ${name}`,
  remove: 'Entfernen',
  removeOne: (name) => `Entfernen: ${name}`,
  removeTitle: (name) => <>{name} entfernen?</>,
  removeText:
    'Damit können Sie sich nicht mehr anmelden. Wenn es der letzte zweite Schritt ist, werden auch die Wiederherstellungscodes entfernt, und Ihr Passwort allein genügt zur Anmeldung.',
  removed: 'Es wurde entfernt.',
  code: 'Code',
  verify: 'Prüfen',
  app: {
    title: 'Authenticator-App',
    scan: 'Scannen Sie diesen Code mit der App, zum Beispiel mit der Ihres Telefons oder Passwortmanagers.',
    picture: 'QR-Code mit dem geheimen Schlüssel darunter',
    secret: 'Oder geben Sie diesen geheimen Schlüssel ein',
    next: 'Geben Sie dann den Code ein, den die App anzeigt.',
  },
  email: {
    title: 'Codes per E-Mail',
    sent: (address) => (
      <>
        Ein Code wurde an {address} gesendet. Geben Sie ihn innerhalb von 10 Minuten hier ein. Spätere Codes gehen an
        dieselbe Adresse.
      </>
    ),
  },
  passkey: {
    title: 'Neuer Passkey',
    text: 'Ein Passkey liegt auf Ihrem Gerät, in Ihrem Passwortmanager oder auf einem Sicherheitsschlüssel. Er meldet Sie mit Fingerabdruck, Gesicht oder PIN an, ohne das Passwort.',
    name: 'Name',
    nameHint: 'Um ihn von anderen zu unterscheiden, zum Beispiel „Laptop“.',
    act: 'Passkey erstellen',
    failed:
      'Es wurde kein Passkey erstellt. Versuchen Sie es erneut; wenn das Gerät schon einen für dieses Konto hat, verwenden Sie diesen.',
  },
  codes: {
    title: 'Wiederherstellungscodes',
    once: 'Sie sehen diese Codes nur jetzt. Bewahren Sie sie dort auf, wo Sie sie nicht zusammen mit Ihrem Telefon verlieren.',
    text: 'Jeder funktioniert einmal, anstelle des zweiten Schritts. Neue Codes ersetzen alle früheren.',
    label: 'Ihre Wiederherstellungscodes',
    download: 'Herunterladen',
    notKept: 'Sie haben die Codes weder kopiert noch heruntergeladen.',
    stay: 'Geöffnet lassen',
    done: 'Fertig',
    closeAnyway: 'Trotzdem schließen',
  },
  required: {
    title: 'Fügen Sie Ihrer Anmeldung einen zweiten Schritt hinzu',
    text: 'Hier melden sich alle in zwei Schritten an. Fügen Sie einen zweiten hinzu, um fortzufahren:',
    app: 'Eine Authenticator-App auf Ihrem Telefon, die alle 30 Sekunden einen neuen Code anzeigt.',
    passkey: 'Ein Passkey: Ihr Fingerabdruck, Gesicht oder eine PIN auf diesem oder einem anderen Gerät.',
    email: 'Codes, die Ihnen per E-Mail gesendet werden, wenn dieser Server E-Mails sendet.',
  },
  confirm: {
    text: 'Diese Änderung erfordert Ihr Passwort und einen Code Ihres zweiten Schritts, oder einen Passkey.',
    hint: 'Aus Ihrer Authenticator-App oder Ihrer E-Mail, oder ein Wiederherstellungscode.',
    send: 'Code per E-Mail senden',
    sent: 'Ein Code wurde gesendet.',
    passkey: 'Passkey verwenden',
    failed: 'Der Passkey wurde nicht verwendet. Versuchen Sie es erneut, oder verwenden Sie Ihr Passwort.',
  },
  setting: {
    intro: 'Ob zur Anmeldung mehr als ein Passwort erforderlich ist. Zugriffstokens sind nicht betroffen.',
    label: 'Alle müssen einen zweiten Schritt haben',
    text: 'Wer keinen hat, kann ab sofort nur noch einen hinzufügen, auch dort, wo er schon angemeldet ist. Fügen Sie zuerst Ihrem eigenen Konto einen hinzu.',
    save: 'Speichern',
    saved: 'Die Einstellung wurde geändert.',
  },
  reset: {
    open: 'Anmeldung in zwei Schritten zurücksetzen',
    title: (name) => <>Die Anmeldung in zwei Schritten von {name} zurücksetzen?</>,
    text: 'Entfernt alle zweiten Schritte und Wiederherstellungscodes dieses Benutzers. Zur Anmeldung genügt dann sein Passwort, bis er wieder einen zweiten Schritt hinzufügt. Vergewissern Sie sich, dass die Bitte wirklich von diesem Benutzer kommt. Er erhält eine E-Mail.',
    act: 'Zurücksetzen',
    done: 'Die Anmeldung in zwei Schritten wurde zurückgesetzt.',
  },
};
