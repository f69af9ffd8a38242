/** German for the pages about users. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const users: Words['users'] = {
  title: 'Benutzer',
  intro:
    'Personen und Programme mit einem Konto. Ihre Rolle gibt ihnen Berechtigungen. Benutzer können deaktiviert, aber nicht gelöscht werden.',
  create: 'Neuer Benutzer',
  searchLabel: 'Benutzer suchen',
  columns: { name: 'Name', email: 'E-Mail', role: 'Rolle', created: 'Erstellt', state: 'Status' },
  states: { ACTIVE: 'Aktiv', FENCED: 'Gesperrt', INVITED: 'Eingeladen', DISABLED: 'Deaktiviert' },
  superAdmin: 'Superadmin',
  serviceAccount: 'Dienstkonto',
  noRole: 'Keine Rolle',
  anyRole: 'Alle Rollen',
  filter: {
    label: 'Anzeigen',
    all: 'Alle',
    enabled: 'Aktiviert',
    disabled: 'Deaktiviert',
    invited: 'Eingeladen',
    fenced: 'Gesperrt',
    people: 'Personen',
    service: 'Dienstkonten',
    super: 'Superadmins',
  },
  fields: {
    name: 'Name',
    public_name: 'Öffentlicher Name',
    public_nameHint: 'Wird Personen außerhalb der Organisation angezeigt.',
    username: 'Benutzername',
    usernameHint: 'Für die Anmeldung, ohne Leerzeichen.',
    email_address: 'E-Mail-Adresse',
    mobile_number: 'Mobilnummer',
    mobile_numberHint: 'Nur Ziffern.',
    language: 'Sprache',
    role: 'Rolle',
    roleHint: 'Sie können nur Rollen geben, deren Berechtigungen Sie selbst haben.',
    super_admin: 'Superadmin: hat alle Berechtigungen, unabhängig von der Rolle',
    service_account: 'Dienstkonto: ein Programm, das Tokens hat und sich nicht anmelden kann',
  },
  createForm: {
    title: 'Neuer Benutzer',
    mailed: 'Der Benutzer erhält eine E-Mail mit einem einmaligen Link zum Festlegen eines Passworts.',
    handedOver:
      'Dieser Server sendet keine E-Mails: Sie erhalten einen einmaligen Link, den Sie dem Benutzer geben. Damit legt er ein Passwort fest.',
    act: 'Benutzer erstellen',
  },
  createService: {
    title: 'Neues Dienstkonto',
    intro:
      'Das Konto eines Programms, zum Beispiel eines Build-Servers. Es kann sich nicht anmelden: Erzeugen Sie danach ein Token für das Konto.',
    usernameHint: 'Ein kurzer Name ohne Leerzeichen, zum Beispiel build-server.',
    emailHint: 'Dorthin gehen E-Mails über seine Tokens. Kein anderer Benutzer darf diese Adresse haben.',
    act: 'Dienstkonto erstellen',
  },
  created: {
    title: (name) => `${name} wurde erstellt`,
    mailed: (address) => <>Eine E-Mail mit einem Link zum Festlegen eines Passworts wurde an {address} gesendet.</>,
    notMailed: (address) => (
      <>
        Die E-Mail mit dem Link konnte nicht an {address} gesendet werden. Prüfen Sie die Adresse und den Mailserver,
        und erstellen Sie dann einen neuen Link.
      </>
    ),
    handOver:
      'Dieser Server sendet keine E-Mails. Geben Sie diesen Link dem Benutzer selbst: Er funktioniert einmal, und die Person, die ihn öffnet, legt das Passwort fest. Sie sehen ihn nicht wieder.',
    link: 'Link zum Festlegen eines Passworts',
    service: 'Ein Dienstkonto hat kein Passwort: Sein Programm braucht ein Token.',
    open: 'Zum Benutzer',
    another: 'Weiteren Benutzer erstellen',
  },
  newToken: {
    title: (name) => `Ein Token für ${name}`,
    intro: 'Sie sehen seinen Wert einmal, um ihn dem Benutzer zu geben.',
  },
  edit: { title: (name) => `${name} bearbeiten`, act: 'Speichern', open: 'Bearbeiten' },
  saved: 'Der Benutzer wurde geändert.',
  disable: {
    open: 'Deaktivieren',
    title: (name) => <>{name} deaktivieren?</>,
    text: 'Der Benutzer wird sofort überall abgemeldet und kann sich nicht mehr anmelden. Seine Tokens werden widerrufen und bleiben es, auch wenn er wieder aktiviert wird.',
    tokens: (count) =>
      count === 0
        ? 'Der Benutzer hat kein aktives Token.'
        : `${n(count, 'Token wird', 'Tokens werden')} endgültig widerrufen.`,
    act: 'Deaktivieren',
    done: 'Der Benutzer wurde deaktiviert.',
  },
  enable: {
    open: 'Aktivieren',
    title: (name) => <>{name} aktivieren?</>,
    text: 'Der Benutzer kann sich wieder anmelden. Seine früheren Sitzungen bleiben beendet und seine früheren Tokens widerrufen.',
    act: 'Aktivieren',
    done: 'Der Benutzer wurde aktiviert.',
  },
  renew: {
    open: 'Neuer Link',
    title: (name) => <>Neuer Link für {name}?</>,
    text: 'Frühere Links zum Festlegen eines Passworts funktionieren nicht mehr. Die Person, die den neuen öffnet, legt das Passwort fest.',
    act: 'Link erstellen',
    mailed: 'Der Link wurde per E-Mail gesendet.',
  },
  fenced: {
    note: (count) =>
      `Die Datenbank wurde aus einer Sicherung wiederhergestellt. Seitdem ${count === 1 ? 'ist' : 'sind'} ${n(count, 'Benutzer', 'Benutzer')} gesperrt, bis mit einem neuen Link ein neues Passwort festgelegt wird.`,
    advice:
      'Deaktivieren Sie zuerst Benutzer, die seit der Sicherung ausgeschieden sind, und prüfen Sie Rollen und E-Mail-Adressen: Sie sind wieder wie damals. Senden Sie dann die Links.',
    show: 'Gesperrte Benutzer anzeigen',
    tokens: 'Gesperrte Tokens',
    sendToAll: (count) => (count === 1 ? 'Neuen Link senden…' : `Neue Links an alle ${count} senden…`),
    sendTo: (count) => `${n(count, 'Link', 'Links')} senden…`,
    title: (count) => `Neue Links für ${n(count, 'Benutzer', 'Benutzer')}`,
    text: 'Jeder Benutzer erhält einen einmaligen Link zum Festlegen eines Passworts: per E-Mail, wenn dieser Server welche sendet. Frühere Links funktionieren nicht mehr. Die zweiten Schritte bleiben, außer den Wiederherstellungscodes.',
    act: 'Senden',
    done: (count) => `${n(count, 'Link wurde', 'Links wurden')} erstellt.`,
    handOver:
      'Dieser Server sendet keine E-Mails. Geben Sie jedem Benutzer seinen Link selbst: Er funktioniert einmal, und die Person, die ihn öffnet, legt das Passwort fest. Sie sehen die Links nicht wieder.',
    unfinished: (count) => `${n(count, 'Benutzer hat', 'Benutzer haben')} noch keinen Link.`,
    continue: 'Fortsetzen',
    refused: (count) => `${n(count, 'Benutzer erhält', 'Benutzer erhalten')} keinen Link:`,
  },
  page: {
    about: 'Angaben',
    permissions: 'Berechtigungen',
    allPermissions: 'Alles: Ein Superadmin hat jede Berechtigung.',
    noRole: 'Keine Rolle. Der Benutzer kann Berechtigungen für einzelne Projekte oder für begrenzte Zeit haben.',
    throughRole: (role) => <>Mit der Rolle {role}:</>,
    tokens: 'Zugriffstokens',
  },
};
