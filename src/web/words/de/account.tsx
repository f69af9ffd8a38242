/** German for the user's own account. */
import type { Words } from '../en/words.ts';

export const account: Words['account'] = {
  title: 'Profil',
  intro: 'Ihr Profil, Ihre Einstellungen, Ihr Passwort und die Browser, in denen Sie angemeldet sind.',
  saved: 'Ihre Änderungen wurden gespeichert.',
  profile: {
    title: 'Über Sie',
    username: 'Ihr Benutzername ist',
    name: 'Name',
    public_name: 'Öffentlicher Name',
    public_name_hint: 'Wird Personen außerhalb der Organisation angezeigt.',
    email_address: 'E-Mail-Adresse',
    pending: (address) => (
      <>
        Öffnen Sie in diesem Browser innerhalb von 24 Stunden den Link, der an {address} gesendet wurde. Bis dahin
        bleibt die Adresse oben gültig.
      </>
    ),
    email_address_hint:
      'An diese Adresse werden Links zum Festlegen eines Passworts gesendet. Wer sie ändert, muss deshalb das Passwort eingeben.',
    mobile_number: 'Mobilnummer',
    mobile_number_hint: 'Nur Ziffern, mit Ländervorwahl.',
  },
  mayDo: {
    title: 'Was Sie dürfen',
    superAdmin: 'Alles: Sie sind Superadmin.',
    role: (role) => `Mit der Rolle ${role}.`,
    nothing: 'Sie haben keine Berechtigungen. Sie können welche beantragen.',
    request: 'Berechtigungen beantragen',
  },
  preferences: {
    title: 'Einstellungen',
    language: 'Sprache',
    rows: 'Zeilen pro Seite in Tabellen',
    navigation: 'Navigation auf breiten Bildschirmen neben der Seite',
  },
  emails: {
    title: 'E-Mails',
    text: 'Wählen Sie, welche E-Mails Sie erhalten.',
    optional: {
      TOKEN_EXPIRES_SOON: 'Eines Ihrer Tokens läuft bald ab',
      TOKEN_EXPIRED: 'Eines Ihrer Tokens ist abgelaufen',
      TOKEN_UNUSED:
        'Eines Ihrer Tokens wird widerrufen, weil es nicht verwendet wird (das geschieht auch ohne diese E-Mail)',
      LATENT_PERMISSIONS_NEEDED: 'Ein Programm brauchte Berechtigungen, die seinem Token entzogen wurden',
      ACCESS_REQUESTED: 'Jemand beantragt Berechtigungen, die Sie gewähren können',
      ACCESS_DECIDED: 'Ihr Antrag auf Berechtigungen wurde bewilligt oder abgelehnt',
      WEBHOOK_FAILING:
        'Ein Webhook hat seit einem Tag nichts angenommen, ein Ereignis wurde aufgegeben, oder der Empfänger hat den Webhook abgeschaltet',
    },
    always: 'Zur Sicherheit, immer gesendet:',
    security: [
      'Links zum Festlegen Ihres Passworts',
      'Verwendung eines Ihrer widerrufenen Tokens',
      'Berechtigungen, die eines Ihrer Tokens zurückerhalten hat, weil es sie verwendet hat',
    ],
  },
  password: {
    title: 'Passwort',
    text: 'Ein neues Passwort meldet Sie in allen anderen Browsern ab. Ihre Zugriffstokens funktionieren weiter.',
    current: 'Aktuelles Passwort',
    new: 'Neues Passwort',
    change: 'Passwort ändern',
    changed: 'Ihr Passwort wurde geändert, und Sie wurden in allen anderen Browsern abgemeldet.',
  },
  sessions: {
    title: 'Wo Sie angemeldet sind',
    text: 'Ein Browser ist Ihnen unbekannt? Melden Sie sich dort ab und ändern Sie dann Ihr Passwort.',
    columns: {
      browser: 'Browser',
      address: 'Adresse',
      created: 'Angemeldet',
      seen: 'Zuletzt aktiv',
      ends: 'Endet',
      actions: 'Aktionen',
    },
    on: (browser, system) => `${browser} unter ${system}`,
    unknown: 'Unbekannter Browser',
    current: 'Dieser Browser',
    end: 'Abmelden',
    endOne: (name) => `In ${name} abmelden`,
    endOthers: 'In allen anderen abmelden',
    ended: 'Abgemeldet.',
  },
};
