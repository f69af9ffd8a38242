/** The files in which the secret of a new token can be downloaded. The page itself makes them. */

import { curlOf } from './curl.ts';

export interface Secret {
  name: string;
  secret: string;
  /** What the token can be tried with; null where that is not known. */
  request: object | null;
}

export type Format = 'text' | 'env' | 'sonar' | 'json' | 'script' | 'postman';

/** A script only where a request is known. */
export const formatsOf = ({ request }: Secret): Format[] =>
  request ? ['text', 'env', 'sonar', 'json', 'script', 'postman'] : ['text', 'env', 'sonar', 'json', 'postman'];

export function fileOf(
  format: Format,
  { name, secret, request }: Secret,
  origin: string,
): { name: string; text: string } {
  const base = `latchkey-${name.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '') || 'token'}`;
  switch (format) {
    case 'text':
      return { name: `${base}.txt`, text: `${secret}\n` };
    case 'env':
      return { name: `${base}.env`, text: `LATCHKEY_URL=${origin}\nLATCHKEY_TOKEN=${secret}\n` };
    case 'sonar':
      return { name: `${base}.sonar.env`, text: `SONAR_HOST_URL=${origin}\nSONAR_TOKEN=${secret}\n` };
    case 'json':
      return { name: `${base}.json`, text: `${JSON.stringify({ name, url: origin, token: secret }, null, 2)}\n` };
    case 'script':
      return { name: `${base}.sh`, text: `#!/bin/sh\n${curlOf(secret, origin, request ?? undefined)}\n` };
    case 'postman':
      return { name: `${base}.postman_environment.json`, text: postman(name, secret, origin) };
  }
}

/** The variables of the Postman collection in docs/. */
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
