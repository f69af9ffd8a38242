/** German for the GraphiQL page. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const graphiql: Words['graphiql'] = {
  back: 'Zu den Seiten',
  signedInAs: (name) => `Angemeldet als ${name}`,

  access: 'Zugriff',
  accessIs: 'Die Berechtigungen, die das Dokument in diesem Tab benötigt, berechnet, ohne es auszuführen.',

  token: 'Token',
  tokenHint:
    'Lassen Sie das Feld leer, um den Tab mit Ihrer Sitzung auszuführen. Das Token ist der Authorization-Header dieses Tabs. Wenn die Seite geschlossen wird, wird es gelöscht.',
  forgetToken: 'Token vergessen',

  nothing: 'In diesem Tab gibt es noch kein Dokument.',
  unreadable: 'Das Dokument ist noch nicht vollständig. Unten steht, was das letzte vollständige benötigt.',
  variablesUnreadable: 'Die Variablen sind kein gültiges JSON und werden deshalb ignoriert.',
  looking: 'Wird geprüft…',
  refused: 'Der Server kann dies nicht prüfen:',
  invalidToken: 'Das Token ist nicht gültig: Es ist fehlerhaft, unbekannt, abgelaufen oder widerrufen.',
  notCompared:
    'Dieses Token ist auf bestimmte Wurzelfelder begrenzt und gehört nicht Ihnen. Deshalb kann nicht geprüft werden, was es darf. Unten steht, was das Dokument benötigt.',

  youHaveAll: 'Sie dürfen dies ausführen.',
  tokenHasAll: 'Das Token darf dies ausführen.',
  asFarAsKnown: 'Manche Prüfungen sind erst bei der Ausführung möglich.',
  youLack: (names) => `Ihnen fehlt ${names}.`,
  tokenLacks: (names) => `Dem Token fehlt ${names}.`,
  mayNotCall: (names) => `Das Token darf ${names} nicht aufrufen.`,
  noTokenMay: (names) => `Kein Token darf ${names} aufrufen.`,
  bound: 'Das Token ist an andere Dokumente oder an andere Werte der Variablen gebunden.',

  permissions: 'Berechtigungen',
  noPermissions: 'Das Dokument benötigt keine Berechtigung.',
  has: 'vorhanden',
  lacks: 'fehlt',
  places: (count) => n(count, 'Stelle', 'Stellen'),
  warning: 'Achtung:',

  methods: 'Wurzelfelder',
  personal: 'nicht für Tokens',
  mayNotCallIt: 'diesem Token nicht erlaubt',
  unknowns: 'Erst bei der Ausführung bekannt',

  make: 'Token für diesen Tab erzeugen',
  makeIs: 'Es darf genau das, was dieses Dokument benötigt, und sonst nichts.',
  cannotMake: (names) => `Kein Token kann dies ausführen: Das Dokument ruft ${names} auf.`,
  name: 'Name',
  runs: 'Führt aus',
  whatItRuns: {
    alike: 'jedes Dokument, das nicht mehr benötigt',
    document: 'nur dieses Dokument',
    values: 'nur dieses Dokument mit diesen Variablen',
  },
  expiry: 'Läuft ab',
  inDays: (days) => `in ${n(days, 'Tag', 'Tagen')}`,
  never: 'nie',
  longest: (days) => `Die Token-Richtlinie erlaubt höchstens ${n(days, 'Tag', 'Tage')}.`,
  makeIt: 'Token erzeugen',

  once: 'Kopieren Sie den Wert jetzt: Er wird nur hier angezeigt, und Sie sehen ihn nicht wieder.',
  curl: 'Dieselbe Anfrage mit curl',
  use: 'In diesem Tab verwenden',
  used: 'Dieser Tab verwendet jetzt das Token.',
  hide: 'Endgültig ausblenden',

  remembered:
    'Dieser Browser speichert Dokumente, Variablen und den Verlauf. Er speichert keine Header und daher kein Token.',
};
