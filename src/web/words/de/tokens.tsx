/** German for access tokens. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const tokens: Words['tokens'] = {
  title: 'Zugriffstokens',
  intro:
    'Mit einem Token handelt ein Programm in Ihrem Namen. Es hat die Berechtigungen, die Sie im Moment der Verwendung haben, innerhalb seiner Grenzen.',
  generate: 'Token erzeugen',
  searchLabel: 'Tokens suchen',
  columns: {
    name: 'Name',
    value: 'Wert',
    type: 'Typ',
    permissions: 'Berechtigungen',
    created: 'Erstellt',
    used: 'Zuletzt verwendet',
    calls: 'Aufrufe, 30 Tage',
    address: 'Von der Adresse',
    expires: 'Läuft ab',
    state: 'Status',
  },
  types: { USER: 'Benutzer', PROJECT_ANALYSIS: 'Projektanalyse', GLOBAL_ANALYSIS: 'Globale Analyse' },
  states: { ACTIVE: 'Aktiv', SOON: 'Läuft bald ab', FENCED: 'Gesperrt', EXPIRED: 'Abgelaufen', REVOKED: 'Widerrufen' },
  filter: {
    label: 'Anzeigen',
    kept: 'Alle außer widerrufenen',
    ACTIVE: 'Aktiv',
    FENCED: 'Gesperrt',
    EXPIRED: 'Abgelaufen',
    REVOKED: 'Widerrufen',
    all: 'Alle',
  },
  limits: {
    everything: 'Alles, was Sie dürfen',
    permissions: (count) => n(count, 'Berechtigung', 'Berechtigungen'),
    methods: (count) => n(count, 'Methode', 'Methoden'),
    analysis: 'Analysen aller Projekte',
    project: (name) => <>Analysen von {name}</>,
  },
  calls: {
    none: 'Keine',
    text: (total, days, most, day) =>
      `${n(total, 'Aufruf', 'Aufrufe')} in den letzten ${n(days, 'Tag', 'Tagen')}, die meisten am ${day}: ${most}`,
  },
  overLimit: 'Über der Höchstlaufzeit',
  never: 'Nie',
  fromAddress: (address) => <>von {address}</>,
  empty: {
    title: 'Sie haben noch keine Tokens',
    text: 'Erzeugen Sie eines für ein Programm, ein Skript oder einen Build, der in Ihrem Namen handeln soll. Sie bestimmen, was es darf und wann es abläuft.',
    revoked: 'Widerrufene Tokens anzeigen',
  },
  typeTexts: {
    PROJECT_ANALYSIS: 'Reicht Analysen eines Projekts ein und ändert sonst nichts.',
    GLOBAL_ANALYSIS: 'Erstellt Projekte, reicht Analysen von allen ein und ändert sonst nichts.',
  },
  project: 'Projekt',
  actionsOf: (name) => `Aktionen für ${name}`,
  actions: {
    edit: 'Bearbeiten',
    bind: 'An ein Dokument binden',
    duplicate: 'Duplizieren',
    confirm: 'Bestätigen…',
    regenerate: 'Neu erzeugen…',
    revoke: 'Widerrufen…',
  },
  confirmFenced: {
    note: (count) =>
      `Die Datenbank wurde aus einer Sicherung wiederhergestellt. Seitdem ${count === 1 ? 'ist' : 'sind'} ${n(count, 'Token', 'Tokens')} gesperrt, bis Sie ${count === 1 ? 'es' : 'sie'} bestätigen.`,
    advice:
      'Bestätigen Sie nur Tokens, die Sie kennen und deren letzte vier Zeichen mit denen in Ihrem Programm übereinstimmen. Ein Token, das Sie nach der Sicherung neu erzeugt hatten, hat wieder seinen früheren Wert: Erzeugen Sie es neu. Widerrufen Sie die Tokens, die Sie widerrufen hatten.',
    show: 'Gesperrte Tokens anzeigen',
    selected: (count) => `${n(count, 'Token', 'Tokens')} bestätigen…`,
    title: (count) => (count === 1 ? 'Dieses Token bestätigen?' : `${n(count, 'Token', 'Tokens')} bestätigen?`),
    text: 'Programme können sofort verwenden, was Sie bestätigen, mit seinen Grenzen und seinem Ablaufdatum.',
    act: 'Bestätigen',
    done: (count) =>
      count === 1 ? 'Das Token wurde bestätigt.' : `${n(count, 'Token wurde', 'Tokens wurden')} bestätigt.`,
  },
  revokeSelected: (count) => `${n(count, 'Token', 'Tokens')} widerrufen…`,
  revoke: {
    title: (count) => (count === 1 ? 'Dieses Token widerrufen?' : `${n(count, 'Token', 'Tokens')} widerrufen?`),
    more: (count) => `und ${count} weitere`,
    inUse: (count, total, days) =>
      count === 0
        ? `${total === 1 ? 'Es wurde' : 'Keines davon wurde'} in den letzten ${days} Tagen verwendet.`
        : `${total === 1 ? 'Es wurde' : n(count, 'davon wurde', 'davon wurden')} in den letzten ${days} Tagen verwendet: Programme, die ${count === 1 ? 'es' : 'sie'} noch verwenden, funktionieren dann nicht mehr.`,
    owners: (count) => `Sie gehören ${n(count, 'Benutzer', 'Benutzern')}.`,
    of: (owner) => `von ${owner}`,
    lastUsed: (distance, address) => `zuletzt ${distance}${address === null ? '' : ` von ${address}`} verwendet`,
    text: (count) =>
      count === 1
        ? 'Es funktioniert sofort und endgültig nicht mehr. Die Liste zeigt es noch 90 Tage lang als widerrufen.'
        : 'Sie funktionieren sofort und endgültig nicht mehr. Die Liste zeigt sie noch 90 Tage lang als widerrufen.',
    act: 'Widerrufen',
    done: (count) =>
      count === 1 ? 'Das Token wurde widerrufen.' : `${n(count, 'Token wurde', 'Tokens wurden')} widerrufen.`,
  },
  regenerate: {
    title: (name) => <>{name} neu erzeugen</>,
    text: 'Das Token erhält einen neuen Wert und behält seinen Namen und seine Grenzen. Programme, die den alten Wert verwenden, brauchen den neuen.',
    textExpired:
      'Das Token ist abgelaufen. Mit einem neuen Wert und einem neuen Datum funktioniert es wieder, mit demselben Namen und denselben Grenzen.',
    overlap: 'Der alte Wert',
    overlaps: {
      '0': 'funktioniert sofort nicht mehr',
      '60': 'funktioniert noch eine Stunde oder bis der neue verwendet wird',
      '1440': 'funktioniert noch einen Tag oder bis der neue verwendet wird',
      '10080': 'funktioniert noch eine Woche oder bis der neue verwendet wird',
    },
    dateNeeded: 'Wählen Sie den Tag, an dem es abläuft.',
    act: 'Neu erzeugen',
  },
  owners: {
    hiddenName: 'seinem Eigentümer',
    me: {
      everything: { label: 'Alles, was Sie dürfen', text: 'Einfach, und so gefährlich wie Ihr Passwort.' },
      user: 'Handelt in Ihrem Namen, innerhalb seiner Grenzen.',
      whole: 'Es hat alle Berechtigungen, die Sie jetzt und künftig haben.',
      superAdmin: 'Sie sind Superadmin: Es hat alle Berechtigungen.',
    },
    other: {
      everything: {
        label: 'Alles, was der Eigentümer darf',
        text: 'Einfach, und so gefährlich wie das ganze Konto.',
      },
      user: 'Handelt im Namen des Eigentümers, innerhalb seiner Grenzen.',
      whole: 'Es hat alle Berechtigungen, die der Eigentümer jetzt und künftig hat.',
      superAdmin: 'Der Eigentümer ist Superadmin: Es hat alle Berechtigungen.',
    },
  },
  actsAs: {
    label: 'Handelt als',
    advice:
      'Wählen Sie für einen Build-Server oder ein anderes Programm ein Dienstkonto: Es geht nicht mit einer Person weg und hat nur die Berechtigungen, die Sie ihm geben.',
    options: {
      me: { label: 'Ich selbst', text: 'Das Token hat Ihre Berechtigungen, innerhalb seiner Grenzen.' },
      service: {
        label: 'Ein Dienstkonto',
        text: 'Das Token hat die Berechtigungen dieses Kontos, innerhalb seiner Grenzen.',
      },
    },
    account: 'Dienstkonto',
    create: 'Neues Dienstkonto',
    ask: 'Bitten Sie für einen Build-Server oder ein anderes Programm einen Administrator um ein Token eines Dienstkontos: Es geht nicht mit einer Person weg und hat nur die Berechtigungen, die es erhalten hat.',
  },
  expiry: {
    label: 'Läuft ab am',
    rule: 'Es funktioniert ab diesem Tag um 00:00 UTC nicht mehr.',
    noEnd: 'Es läuft nicht ab: Es funktioniert, bis es widerrufen wird.',
    limit: (days, last) => `Die Token-Richtlinie erlaubt höchstens ${n(days, 'Tag', 'Tage')}: bis ${last}.`,
    presets: 'Vorschläge',
    days: (count) => (count === 365 ? '1 Jahr' : n(count, 'Tag', 'Tage')),
    never: 'Nie',
  },
  cap: {
    label: 'Was es darf',
    modes: {
      set: {
        label: 'Ein Berechtigungssatz',
        text: 'Ein benannter Satz von Berechtigungen, den Administratoren pflegen.',
      },
      custom: { label: 'Nur meine Auswahl', text: 'Berechtigungen oder nur einige ihrer Methoden.' },
    },
    set: 'Berechtigungssatz',
    custom: 'Berechtigungen und Methoden',
    byDocuments:
      'Führt nur sein Dokument aus, mit genau den Berechtigungen, die dieses erfordert. Berechtigungen, die Sie unten auswählen, ersetzen diese.',
    byHashes:
      'Führt nur sein Dokument aus. Aus einem Hash allein können seine Berechtigungen nicht berechnet werden: Wählen Sie sie unten aus, sonst hat es alle seines Eigentümers.',
  },
  form: {
    nameHint: 'Wozu es dient und wo es verwendet wird, damit Sie es später wiedererkennen.',
    description: 'Beschreibung',
    advanced: 'Weitere Grenzen',
    looseningHint:
      'Berechtigungen, die nur diesem Token gewährt wurden, enden, wenn Sie eine seiner Grenzen erweitern: Berechtigungen, Dokumente, Subnetze oder Ablaufdatum.',
    generate: 'Token erzeugen',
    typeHint: 'Für die meisten Programme: Benutzer.',
    editTitleOf: (name) => `${name} bearbeiten`,
    copyTitle: 'Token duplizieren',
    copyIntro:
      'Ein neues Token mit den Grenzen des anderen, aber mit eigenem Namen und eigenem Wert. Das andere ändert sich nicht.',
    copyName: (name) => `${name} (Kopie)`,
    copyUnchanged:
      'Das Token wurde dupliziert, aber Ihre Änderungen an seinen Grenzen wurden nicht gespeichert. Nehmen Sie diese unter „Bearbeiten“ vor.',
    saved: (name) => <>{name} wurde gespeichert.</>,
  },
  operations: {
    label: 'Nur diese Dokumente',
    hint: 'Das Token führt nur diese GraphQL-Dokumente aus, Zeichen für Zeichen. Ohne weitere Grenze hat es genau die Berechtigungen, die sie erfordern.',
    add: 'Dokument hinzufügen',
    one: (place) => `Dokument ${place}`,
    change: 'Ändern',
    changeOf: (place) => `Dokument ${place} ändern`,
    remove: 'Entfernen',
    removeOf: (place) => `Dokument ${place} entfernen`,
    document: 'Dokument',
    documentHint: 'Sein Text, oder sein SHA-256-Hash, wenn Clients den Text senden.',
    name: 'Operation',
    nameHint: 'Welche, wenn das Dokument mehrere enthält.',
    pinned: 'Festgelegte Variablen',
    pinnedHint: 'Die Werte, die sie haben müssen, zum Beispiel {"first": 10}.',
  },
  errors: {
    name: 'Geben Sie einen Namen ein.',
    project: 'Wählen Sie ein Projekt.',
    cap: 'Wählen Sie mindestens eine Berechtigung.',
    document: 'Geben Sie das Dokument ein, oder entfernen Sie es.',
    twice: 'Dieses Dokument ist schon in der Liste.',
    expiry: 'Wählen Sie den Tag, an dem es abläuft.',
  },
  summary: {
    title: 'Was dieses Token darf',
    actsAs: (name) => <>Ein Programm mit diesem Token handelt im Namen von {name}.</>,
    actsAsUser: (name) => <>Ein Programm mit diesem Token handelt im Namen des Benutzers {name}.</>,
    nothing: 'Noch nichts.',
    ofAllUsers: (nouns) => `Es liest die Daten aller Benutzer, nicht nur die seines Eigentümers: ${nouns}.`,
    changes: (nouns) => `Es ändert: ${nouns}.`,
    changesNothing: 'Es ändert nichts.',
    showAll: (count) => `Alle ${n(count, 'Berechtigung', 'Berechtigungen')} anzeigen`,
    showGroups: 'Nur die Gruppen anzeigen',
    limits: 'Grenzen',
    unlimited: 'Es funktioniert von jeder Adresse aus und darf jedes Dokument senden.',
    methods: (count) => `Es kann nur ${n(count, 'Methode', 'Methoden')} dieser Berechtigungen aufrufen.`,
    warnings: 'Vorsicht',
    until: (day) => `Es funktioniert bis ${day}, 00:00 UTC.`,
    endless: 'Es funktioniert, bis es widerrufen wird.',
    bound: (count) => `Es ist an ${n(count, 'Dokument', 'Dokumente')} gebunden und führt kein anderes aus.`,
    byNeeds: {
      set: 'Es hat genau die Berechtigungen, die seine Dokumente erfordern.',
      missing: 'Geben Sie das Dokument ein: Das Token erhält genau die Berechtigungen, die dieses erfordert.',
      unknown:
        'Aus einem Hash allein kann der Server keine Berechtigungen berechnen: Innerhalb seiner Dokumente darf das Token alles, was sein Eigentümer darf.',
      renewed:
        'Wenn seine Berechtigungen aus den bisherigen Dokumenten berechnet wurden, werden sie aus diesen neu berechnet.',
      kept: 'Wenn seine Berechtigungen aus den bisherigen Dokumenten berechnet wurden, bleiben sie unverändert: Aus einem Hash allein kann der Server keine Berechtigungen berechnen.',
    },
  },
  secret: {
    title: (name) => <>Das Token {name}</>,
    once: 'Kopieren Sie den Wert jetzt, oder laden Sie ihn herunter. Sie sehen ihn nicht wieder: Der Server speichert ihn nicht.',
    value: 'Wert',
    download: 'Herunterladen',
    formats: {
      text: 'Als Text (.txt)',
      env: 'Als Einstellungen (.env)',
      sonar: 'Als SONAR_TOKEN (.env)',
      json: 'Als JSON (.json)',
      script: 'Als curl-Skript (.sh)',
      postman: 'Als Postman-Umgebung (.json)',
    },
    tryIt: 'Ausprobieren',
    notKept: 'Sie haben den Wert weder kopiert noch heruntergeladen. Ohne ihn ist das Token nutzlos.',
    stay: 'Zurück zum Wert',
    done: 'Fertig',
    closeAnyway: 'Ohne den Wert schließen',
  },
};
