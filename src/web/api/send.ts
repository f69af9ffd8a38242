/** Sends a document to the API. The answer is the data without any error; otherwise a `Refusal` is thrown. */
import { print } from '@0no-co/graphql.web';
import { lose } from './connection.ts';
import type { Document } from './documents.ts';
import { post } from './post.ts';
import { type Code, Refusal } from './refusal.ts';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: ConstructorParameters<typeof Refusal>[1] }[];
}

/** With the session's cookie, unless an `Authorization` header is given. */
export async function send<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  authorization?: string | null,
): Promise<Data> {
  const headers = new Headers({ accept: 'application/json', ...(authorization ? { authorization } : {}) });
  const response = await post({ query: print(document), variables }, headers).catch(() => {
    lose();
    throw new Refusal('', { code: 'UNREACHABLE' });
  });
  const { data, errors } = await read<Data>(response);
  const [error] = errors ?? [];
  if (error) throw new Refusal(error.message, { code: codes[response.status], ...error.extensions });
  if (!data) throw new Refusal('', { code: codes[response.status] });
  return data;
}

const codes: Record<number, Code> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 429: 'LIMITED', 503: 'LIMITED' };

/** A proxy between browser and server may answer anything. */
async function read<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    return {};
  }
}
