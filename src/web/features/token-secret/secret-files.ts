/** The forms in which a new token can be taken along: each file is made in the page and goes nowhere else. */

import type { Made } from '../token-form/documents.ts';

export interface Fresh {
  name: string;
  secret: string;
  /** What the token can be tried with; null where nobody here knows. */
  request: object | null;
}

const aboutItself = { query: '{ me { username effective_permissions } }' };

/** With a document that the token is bound to, else about itself where it may ask that. */
export function requestOf({ methods, operations }: Made): object | null {
  const bound = operations.entities.filter((operation) => operation !== null);
  const known = bound.find(({ document }) => document !== null);
  if (known)
    return {
      query: known.document,
      ...(known.operation_name ? { operationName: known.operation_name } : {}),
      ...(known.pinned_variables ? { variables: JSON.parse(known.pinned_variables) } : {}),
    };
  if (bound.length > 0) return null;
  return !methods || methods.includes('me') ? aboutItself : { query: '{ __typename }' };
}

/** A request to try the token with, as a line for a shell. */
export const curlOf = (secret: string, origin: string, request: object = aboutItself) =>
  `curl -s ${origin}/api/graphql \\
  -H 'Content-Type: application/json' \\
  -H 'Authorization: Bearer ${secret}' \\
  --data-raw '${JSON.stringify(request).replaceAll("'", "'\\''")}'`;

export type Form = 'text' | 'env' | 'script' | 'postman';

/** A script only where there is something to try. */
export const formsOf = ({ request }: Fresh): Form[] =>
  request ? ['text', 'env', 'script', 'postman'] : ['text', 'env', 'postman'];

export function fileOf(form: Form, { name, secret, request }: Fresh, origin: string): { name: string; text: string } {
  const base = `latchkey-${name.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '') || 'token'}`;
  switch (form) {
    case 'text':
      return { name: `${base}.txt`, text: `${secret}\n` };
    case 'env':
      return { name: `${base}.env`, text: `LATCHKEY_URL=${origin}\nLATCHKEY_TOKEN=${secret}\n` };
    case 'script':
      return { name: `${base}.sh`, text: `#!/bin/sh\n${curlOf(secret, origin, request ?? undefined)}\n` };
    case 'postman':
      return { name: `${base}.postman_environment.json`, text: postman(name, secret, origin) };
  }
}

/** The variables of the collection in docs/. */
function postman(name: string, secret: string, origin: string): string {
  const values = [
    { key: 'base_url', value: origin, type: 'default', enabled: true },
    { key: 'token', value: secret, type: 'secret', enabled: true },
  ];
  return `${JSON.stringify({ name: `Latchkey: ${name}`, values, _postman_variable_scope: 'environment' }, null, 2)}\n`;
}

export function download({ name, text }: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
