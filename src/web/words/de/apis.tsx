/** German for the pages about APIs. */
import type { Words } from '../en/words.ts';
import { plural } from '../plural.ts';

const n = plural('de');

export const apis: Words['apis'] = {
  title: 'APIs',
  empty: {
    title: 'Es gibt noch keine APIs',
    text: 'Fügen Sie das OpenAPI-Dokument eines Dienstes hinzu, dann weiß Latchkey, welche Berechtigung jede seiner Operationen erfordert.',
  },
  intro:
    'Andere Dienste hinter einem Reverse Proxy. Latchkey entnimmt ihren OpenAPI-Dokumenten, welche Berechtigung eine Anfrage erfordert.',
  searchLabel: 'APIs suchen',
  create: 'API registrieren',
  columns: {
    name: 'Name',
    operations: 'Operationen',
    changed: 'Geändert',
    operation: 'Operation',
    requires: 'Erfordert',
  },
  nameHint:
    'Kleinbuchstaben, Ziffern und - _ . zum Beispiel shop. Er kann später nicht geändert werden, weil die Konfiguration des Proxys ihn enthält.',
  description: 'Was sie ist',
  file: 'OpenAPI-Datei',
  document: 'OpenAPI-Dokument',
  documentHint:
    'Version 3.0 oder 3.1, in JSON oder YAML. Jede Operation nennt ihre Berechtigungen: als Scopes in security oder durch x-latchkey-permission.',
  createTitle: 'API registrieren',
  createIntro: 'Jede Anfrage, die keine Operation des Dokuments ist, wird abgelehnt.',
  createAct: 'API registrieren',
  created: 'Die API wurde registriert.',
  check: 'Die Prüfung durch den Proxy',
  checkText: 'Der Proxy fragt mit diesem Pfad und sendet die Methode und den Pfad der Anfrage.',
  checkUrl: 'Pfad',
  operations: 'Operationen',
  searchOperations: 'Operationen suchen',
  anyToken: 'Jedes gültige Token',
  requires: (text) => text.replaceAll(' and ', ' und ').replaceAll(' or ', ' oder '),
  on: 'auf',
  edit: 'Bearbeiten',
  editTitle: 'API bearbeiten',
  save: 'Speichern',
  saved: 'Die API wurde geändert.',
  delete: 'Löschen',
  deleteTitle: (name) => <>{name} löschen?</>,
  operationCount: (count) => `${n(count, 'Operation wird', 'Operationen werden')} zurzeit über sie zugelassen.`,
  deleteText: 'Proxys, die sie nennen, werden jede Anfrage ablehnen.',
  deleted: 'Die API wurde gelöscht.',
};
