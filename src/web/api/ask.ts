/** The one call: a document by POST with the session's cookie. It answers data whole or throws a `Refusal`. */
import { print } from 'graphql';
import type { Document } from './documents.ts';
import { type Code, Refusal } from './refusal.ts';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: ConstructorParameters<typeof Refusal>[1] }[];
}

export async function ask<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await post(JSON.stringify({ query: print(document), variables }));
  const { data, errors } = await read<Data>(response);
  const [error] = errors ?? [];
  if (error) throw new Refusal(error.message, { code: codes[response.status], ...error.extensions });
  if (!data) throw new Refusal('', { code: codes[response.status] });
  return data;
}

const codes: Record<number, Code> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 429: 'LIMITED', 503: 'LIMITED' };

const headers = new Headers({
  'content-type': 'application/json',
  accept: 'application/json',
  'x-latchkey-csrf': '1',
});

/** From now on the server refuses what is asked once another user has signed in, in another tab. */
export const askAs = (userId: string) => headers.set('x-latchkey-user', userId);

async function post(body: string): Promise<Response> {
  try {
    return await fetch('/api/graphql', { method: 'POST', headers, body, credentials: 'same-origin' });
  } catch {
    throw new Refusal('', { code: 'UNREACHABLE' });
  }
}

/** A proxy in between may answer anything. */
async function read<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    return {};
  }
}
