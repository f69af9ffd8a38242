/** The forms in which a new token can be taken along: each file is made in the page and goes nowhere else. */

export interface Fresh {
  name: string;
  secret: string;
}

/** A request to try the token with. */
export const curlOf = (secret: string, origin: string) =>
  `curl -s ${origin}/api/graphql \\
  -H 'Content-Type: application/json' \\
  -H 'Authorization: Bearer ${secret}' \\
  --data-raw '{"query": "{ me { username effective_permissions } }"}'`;

export const forms = ['text', 'env', 'script', 'postman'] as const;
export type Form = (typeof forms)[number];

export function fileOf(form: Form, { name, secret }: Fresh, origin: string): { name: string; text: string } {
  const base = `latchkey-${name.replace(/[^\w-]+/g, '-').replace(/^-+|-+$/g, '') || 'token'}`;
  switch (form) {
    case 'text':
      return { name: `${base}.txt`, text: `${secret}\n` };
    case 'env':
      return { name: `${base}.env`, text: `LATCHKEY_URL=${origin}\nLATCHKEY_TOKEN=${secret}\n` };
    case 'script':
      return { name: `${base}.sh`, text: `#!/bin/sh\n${curlOf(secret, origin)}\n` };
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
