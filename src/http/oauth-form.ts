/** Reads the forms and the credentials of OAuth's endpoints. */
import { readBody, sendsForm } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { authorization } from './read-credential.ts';
import { Refused } from './refusals.ts';

/** The fields of a form; those with an empty value count as not sent. */
export type Form = ReadonlyMap<string, string>;

/** Errors: 400 if it is no form, or contains a field twice. */
export async function readForm(exchange: Exchange): Promise<Form> {
  if (!sendsForm(exchange))
    throw new Refused(400, 'Send the parameters as application/x-www-form-urlencoded, in the body.');
  await readBody(exchange);
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(exchange.body.toString())) {
    if (form.has(name)) throw new Refused(400, `Send the parameter ${JSON.stringify(name)} once.`);
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === '') form.delete(name);
  return form;
}

/** Errors: 400 if it was not sent. */
export function required(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new Refused(400, `The parameter ${name} is required.`);
  return value;
}

/** How a client identifies itself: by a token, and if it is a client in the sense of OAuth by its user name, too. */
export interface ClientCredential {
  secret: string;
  username: string | null;
}

/** Errors: 401 without a credential, 400 with several. */
export function clientCredential(exchange: Exchange, form: Form): ClientCredential {
  const header = exchange.header('authorization');
  const secret = form.get('client_secret');
  if (header !== undefined && secret !== undefined)
    throw new Refused(400, 'Send one credential: in the Authorization header or as client_secret, not both.');
  if (secret !== undefined) return { secret, username: required(form, 'client_id') };
  if (header === undefined) throw new Refused(401, 'Send the token of a service account.');
  return basic(header) ?? { secret: authorization(exchange) ?? '', username: null };
}

/** User name and token, each encoded as in a form; null: it is something else, such as a token as user name. */
function basic(header: string): ClientCredential | null {
  const [, encoded = ''] = /^basic +([\w+/=-]+) *$/i.exec(header) ?? [];
  const [, username = '', secret = ''] = /^([^:]*):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return secret === '' ? null : { secret: decoded(secret), username: decoded(username) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
