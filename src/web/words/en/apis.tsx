/** English for the pages about APIs. */
import type { ReactNode } from 'react';
import { plural } from '../plural.ts';

const n = plural('en');

export const apis = {
  title: 'APIs',
  empty: {
    title: 'There are no APIs yet',
    text: 'Add the OpenAPI document of a service, and Latchkey knows which permission each of its operations requires.',
  },
  intro:
    'Other services behind a reverse proxy. Latchkey finds in their OpenAPI documents which permission each request requires.',
  searchLabel: 'Search APIs',
  create: 'Register API',
  columns: {
    name: 'Name',
    operations: 'Operations',
    changed: 'Changed',
    operation: 'Operation',
    requires: 'Requires',
  },
  nameHint:
    'Lower case letters, digits and - _ . such as shop. It cannot be changed later, because the configuration of the proxy contains it.',
  description: 'What it is',
  file: 'OpenAPI file',
  document: 'OpenAPI document',
  documentHint:
    'Version 3.0 or 3.1, in JSON or YAML. Each operation names its permissions: as scopes in security, or by x-latchkey-permission.',
  createTitle: 'Register an API',
  createIntro: 'Every request that is not an operation of the document will be refused.',
  createAct: 'Register API',
  created: 'The API was registered.',
  check: 'The check of the proxy',
  checkText: 'The proxy asks with this path, and sends the method and the path of the request.',
  checkUrl: 'Path',
  operations: 'Operations',
  searchOperations: 'Search operations',
  anyToken: 'Any valid token',
  /** The names of permissions, joined by `and` and `or`. */
  requires: (text: string) => text,
  on: 'on',
  edit: 'Edit',
  editTitle: 'Edit API',
  save: 'Save',
  saved: 'The API was changed.',
  delete: 'Delete',
  deleteTitle: (name: ReactNode) => <>Delete {name}?</>,
  operationCount: (count: number) => `${n(count, 'operation is', 'operations are')} admitted through it now.`,
  deleteText: 'Proxies that name it will refuse every request.',
  deleted: 'The API was deleted.',
};
