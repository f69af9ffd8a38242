/** Stands in for curl where there is none, as far as the documents use it: it sends one request and prints the answer. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true },
    cookie: { type: 'string', short: 'b' },
    'cookie-jar': { type: 'string', short: 'c' },
    'data-raw': { type: 'string' },
    'data-urlencode': { type: 'string', multiple: true },
    get: { type: 'boolean', short: 'G' },
    'write-out': { type: 'string', short: 'w' },
  },
});
const headers = new Headers((values.header ?? []).map((header) => header.split(/: */, 2)));
if (values.cookie) headers.set('Cookie', readFileSync(values.cookie, 'utf8'));
const url = new URL(positionals[0]);
for (const pair of values['data-urlencode'] ?? []) {
  const at = pair.indexOf('=');
  if (!values.get) throw new Error('--data-urlencode is only supported with --get.');
  url.searchParams.append(pair.slice(0, at), pair.slice(at + 1));
}
const response = await fetch(url, { method: values.request, headers, body: values['data-raw'] });
if (values['cookie-jar']) {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  writeFileSync(values['cookie-jar'], cookies.join('; '));
}
const after = (values['write-out'] ?? '').replace('%{http_code}', String(response.status)).replaceAll('\\n', '\n');
process.stdout.write((await response.text()) + after);
