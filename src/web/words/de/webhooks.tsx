/** German for the pages about webhooks. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

const errors: Partial<Record<string, string>> = {
  TIMEOUT: 'Keine Antwort innerhalb von 15 Sekunden',
  PRIVATE_ADDRESS: 'Der Host hat eine private Adresse, an die nichts gesendet wird',
  NOT_RESOLVED: 'Der Hostname konnte nicht aufgelöst werden',
  CERTIFICATE: 'Das Zertifikat ist nicht gültig',
  CONNECTION: 'Die Verbindung konnte nicht hergestellt werden oder brach ab',
  UNEXPECTED: 'Ein Fehler in Latchkey. Das Protokoll des Servers enthält die Einzelheiten',
};

export const webhooks: Words['webhooks'] = {
  title: 'Webhooks',
  empty: {
    title: 'Es gibt noch keine Webhooks',
    text: 'Ein Webhook sendet Ereignisse, zum Beispiel die Ablehnung eines Tokens, an eine Ihrer URLs: an einen Chat oder ein Programm zur Überwachung.',
  },
  intro: 'URLs, an die Latchkey Ereignisse zu Tokens, Benutzern und Anträgen auf Zugriff sendet.',
  searchLabel: 'Webhooks suchen',
  create: 'Neuer Webhook',
  columns: {
    url: 'URL',
    events: 'Ereignisse',
    state: 'Status',
    changed: 'Geändert',
    event: 'Ereignis',
    occurred: 'Geschehen',
  },
  count: (types) => n(types, 'Art', 'Arten'),
  enabled: 'Ein',
  disabled: 'Aus',
  gone: 'Aus: nicht mehr vorhanden',
  failing: 'Schlägt fehl',
  since: (time) => `seit ${time}`,
  description: 'Wozu er dient',
  urlHint: 'Die https-Adresse eines Servers, der die Signaturen prüft.',
  isEnabled: 'Ereignisse senden',
  eventTypes: {
    'token.created': 'Ein Token wurde ausgestellt oder kopiert',
    'token.changed': 'Ein Token wurde geändert',
    'token.expiring': 'Ein Token läuft bald ab',
    'token.expired': 'Ein Token ist abgelaufen',
    'token.revoked': 'Ein Token wurde widerrufen',
    'token.regenerated': 'Ein Token wurde neu erzeugt',
    'token.leaked': 'Der Wert eines Tokens wurde bekannt',
    'token.denied': 'Ein Token wurde abgelehnt, weil es verkleinert wurde',
    'access_request.pending': 'Jemand beantragt Berechtigungen',
    'user.disabled': 'Ein Benutzer wurde deaktiviert',
    'user.enabled': 'Ein Benutzer wurde aktiviert',
  },
  createTitle: 'Neuer Webhook',
  createIntro: 'Die Namen von Benutzern und Tokens werden an diese Adresse gesendet, geheime Werte nie.',
  createAct: 'Webhook erstellen',
  secret: {
    title: 'Der geheime Schlüssel des Webhooks',
    once: 'Der geheime Schlüssel wird nur dieses eine Mal angezeigt. Ihr Server prüft damit die Signaturen.',
    value: 'Geheimer Schlüssel',
    notKept:
      'Sie haben den geheimen Schlüssel nicht kopiert, und er kann nicht wieder angezeigt werden. Sie können nur einen neuen erstellen.',
    stay: 'Hier bleiben',
    closeAnyway: 'Trotzdem schließen',
    done: 'Fertig',
  },
  facts: 'Was gesendet wird',
  failingText: (time) => `Alle Versuche seit ${time} sind fehlgeschlagen. Die Zustellungen unten nennen den Grund.`,
  goneAt: 'Abgeschaltet',
  goneText: (time) => `Am ${time} antwortete der Empfänger, dass er keine Ereignisse mehr möchte.`,
  previousSecret: 'Voriger geheimer Schlüssel',
  until: (time) => `Auch gültig bis ${time}.`,
  edit: 'Bearbeiten',
  editTitle: 'Webhook bearbeiten',
  save: 'Speichern',
  saved: 'Der Webhook wurde geändert.',
  sendTest: 'Testereignis senden',
  testSent: 'Ein Testereignis wird gesendet.',
  rotate: 'Neuer geheimer Schlüssel',
  rotateTitle: 'Neuen geheimen Schlüssel erstellen?',
  rotateText:
    'Ereignisse werden dann 24 Stunden lang mit beiden Schlüsseln signiert, damit Sie inzwischen Ihren Server ändern können.',
  rotateAct: 'Neuen Schlüssel erstellen',
  delete: 'Löschen',
  deleteTitle: (name) => <>{name} löschen?</>,
  pending: (count) =>
    count === 0
      ? 'Kein Ereignis wartet auf den Versand.'
      : `${n(count, 'Ereignis wartet auf den Versand und wird', 'Ereignisse warten auf den Versand und werden')} nicht mehr gesendet.`,
  deleteText: 'Sein Empfänger erhält keine Ereignisse mehr.',
  deleted: 'Der Webhook wurde gelöscht.',
  deliveries: 'Zustellungen der letzten 30 Tage',
  states: { all: 'Alle', PENDING: 'Ausstehend', DELIVERED: 'Zugestellt', FAILED: 'Aufgegeben' },
  errorOf: (error, status) => (error === 'STATUS' ? `Die Antwort war ${status}` : (errors[error] ?? error)),
  attempts: (count) => n(count, 'Versuch', 'Versuche'),
  next: (time) => `nächster am ${time}`,
  actions: (event) => `Aktionen für ${event}`,
  replay: 'Erneut senden',
  tryNow: 'Jetzt versuchen',
  replayed: 'Das Ereignis wird erneut gesendet.',
};
