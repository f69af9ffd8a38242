/** German for one token: what it may do and what it is used for. */

import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const token: Words['token'] = {
  ask: 'Mehr Zugriff beantragen',
  about: 'Über dieses Token',
  owner: 'Eigentümer',
  value: 'Wert',
  revoked: 'Widerrufen am',
  reason: 'Grund',
  permissions: {
    title: 'Was es darf',
    everything: 'Es hat alle Berechtigungen, die sein Eigentümer im Moment der Verwendung hat.',
    everythingLeft: 'Es hat die Berechtigungen seines Eigentümers, ohne die, die ihm entzogen wurden.',
    set: (name) => <>Es hat die Berechtigungen des Satzes {name}, soweit sein Eigentümer sie hat.</>,
    custom: (count) =>
      `Es ist auf ${n(count, 'Berechtigung', 'Berechtigungen')} begrenzt, soweit sein Eigentümer sie hat.`,
    issued: (count) =>
      `Ein anderer Benutzer hat es für seinen Eigentümer erzeugt oder neu erzeugt: Es ist auf ${n(count, 'Berechtigung', 'Berechtigungen')} begrenzt, nämlich auf das, was dieser Benutzer gewähren konnte.`,
    analysis: 'Es erstellt Projekte, reicht Analysen von allen ein und ändert sonst nichts.',
    project: (name) => <>Es reicht Analysen von {name} ein und ändert sonst nichts.</>,
    methods: (count) => `Es kann nur ${n(count, 'Methode', 'Methoden')} aufrufen:`,
    bound: (count) => `Es führt ${n(count, 'Dokument', 'Dokumente')} aus und kein anderes.`,
    now: (count) =>
      count === 0 ? 'Derzeit darf es nichts.' : `Derzeit: ${n(count, 'Berechtigung', 'Berechtigungen')}`,
    blocked: {
      REVOKED: 'Es wurde widerrufen: Kein Programm kann es mehr verwenden.',
      EXPIRED: 'Es ist abgelaufen: Kein Programm kann es verwenden, es sei denn, es wird neu erzeugt.',
      FENCED:
        'Es ist seit der Wiederherstellung der Datenbank gesperrt: Kein Programm kann es verwenden, bis es bestätigt wird.',
      DISABLED: 'Sein Eigentümer ist deaktiviert: Kein Programm kann es verwenden.',
    },
  },
  over: {
    title: 'Was es durfte',
    everything: 'Es hatte alle Berechtigungen, die sein Eigentümer im Moment der Verwendung hatte.',
    everythingLeft: 'Es hatte die Berechtigungen seines Eigentümers, ohne die, die ihm entzogen wurden.',
    set: (name) => <>Es hatte die Berechtigungen des Satzes {name}, soweit sein Eigentümer sie hatte.</>,
    custom: (count) =>
      `Es war auf ${n(count, 'Berechtigung', 'Berechtigungen')} begrenzt, soweit sein Eigentümer sie hatte.`,
    issued: (count) =>
      `Ein anderer Benutzer hat es für seinen Eigentümer erzeugt oder neu erzeugt: Es war auf ${n(count, 'Berechtigung', 'Berechtigungen')} begrenzt, nämlich auf das, was dieser Benutzer gewähren konnte.`,
    analysis: 'Es erstellte Projekte, reichte Analysen von allen ein und änderte sonst nichts.',
    project: (name) => <>Es reichte Analysen von {name} ein und änderte sonst nichts.</>,
    methods: (count) => `Es konnte nur ${n(count, 'Methode', 'Methoden')} aufrufen:`,
    bound: (count) => `Es führte ${n(count, 'Dokument', 'Dokumente')} aus und kein anderes.`,
    now: (count) => (count === 0 ? 'Keine Berechtigung.' : n(count, 'Berechtigung', 'Berechtigungen')),
  },
  operations: {
    title: 'Dokumente, an die es gebunden ist',
    unnamed: 'Ohne Namen',
    hash: 'Hash',
    pinned: 'Festgelegte Variablen',
    document: 'Dokument anzeigen',
    hashOnly: 'Nur sein Hash ist bekannt; Clients senden das Dokument.',
  },
  usage: {
    chart: 'Aufrufe pro Tag',
    day: 'Tag',
    calls: 'Aufrufe',
    onDay: (day, count) => `${day}: ${n(count, 'Aufruf', 'Aufrufe')}`,
    title: 'Wofür es verwendet wird',
    titleOver: 'Wofür es verwendet wurde',
    span: 'Zeitraum',
    days: (count) => n(count, 'Tag', 'Tage'),
    since: (day) => `Gezählt seit ${day}. Neue Verwendungen erscheinen innerhalb von 15 Sekunden.`,
    permissions: 'Berechtigungen',
    methods: 'Methoden',
    noPermission: 'In dieser Zeit wurde keine Berechtigung verwendet.',
    noMethod: 'In dieser Zeit wurde keine Methode aufgerufen.',
    times: (count) => n(count, 'Anfrage', 'Anfragen'),
    last: (day) => `zuletzt am ${day}`,
  },
  least: {
    title: 'Geringste Rechte',
    span: 'Zeitraum ohne Verwendung',
    text: 'Entziehen Sie dem Token die Berechtigungen, die es nicht verwendet hat. Sie werden latent: Eine Anfrage, die eine davon benötigt, wird abgelehnt, der Eigentümer wird benachrichtigt, und ein Klick stellt die Berechtigung wieder her.',
    kept: (count) => `Bleibt: ${n(count, 'Berechtigung', 'Berechtigungen')}`,
    taken: (count) => `Wird latent: ${n(count, 'Berechtigung', 'Berechtigungen')}`,
    takenLater: 'und alle weiteren, die sein Eigentümer später erhält',
    takenOthers: (count) => `und ${n(count, 'weitere', 'weitere')}, die es derzeit nicht hat`,
    onlyLater:
      'Es verwendet alle seine derzeitigen Berechtigungen. Das Verkleinern nimmt ihm nur, was sein Eigentümer später erhält.',
    nothingKept:
      'Es hat in dieser Zeit keine Berechtigung verwendet, also bliebe keine übrig. Widerrufen Sie es, statt es zu verkleinern.',
    notUsedYet:
      'Es hat noch keine Berechtigung verwendet. Sehen Sie hier wieder nach, wenn es einige Tage im Einsatz war.',
    nothingTaken: 'Es verwendet alle seine Berechtigungen. Es gibt nichts zu entziehen.',
    shrink: 'Auf das Verwendete verkleinern',
    shrunk: (count) => `Das Token wurde um ${n(count, 'Berechtigung', 'Berechtigungen')} verkleinert.`,
    shrunkLater: 'Das Token wurde verkleinert: Es erhält nicht, was sein Eigentümer später erhält.',
    undo: 'Rückgängig machen',
    undone: 'Die Berechtigungen wurden wiederhergestellt.',
    latent: (count) => `Latent: ${n(count, 'Berechtigung', 'Berechtigungen')}`,
    latentOthers: (count) => `und ${n(count, 'weitere', 'weitere')}, die sein Eigentümer nicht hat`,
    latentMore: (count) => `und ${count} weitere`,
    since: (instant) => `Zuletzt verkleinert am ${instant}.`,
    until: (instant) =>
      `Bis ${instant} kann das Token sie noch verwenden, und eine Berechtigung, die es verwendet, wird automatisch wiederhergestellt.`,
    restore: 'Wiederherstellen',
    restoreOf: (permission) => `${permission} wiederherstellen`,
    restoreAll: 'Alle wiederherstellen',
    restored: (permission) => `${permission} wurde wiederhergestellt.`,
  },
  addresses: {
    title: 'Von wo es verwendet wird',
    odd: 'Ungewöhnlich',
    firstOdd: (address, instant) => (
      <>
        Am {instant} wurde es von {address} verwendet, aus einem Netz, aus dem es in seiner ersten Woche nicht verwendet
        wurde. Wenn Sie das nicht waren, erzeugen Sie das Token neu.
      </>
    ),
    network: 'Netz',
    times: (count) => n(count, 'Anfrage', 'Anfragen'),
    first: (day) => `seit ${day}`,
    last: (distance) => <>zuletzt {distance}</>,
  },
};
