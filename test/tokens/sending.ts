/** GraphQL requests in every shape, as programs with a token send them: bodies as they are, and addresses. */
import { createHash } from 'node:crypto';
import type { Latchkey } from '../server.ts';
import type { Answer } from '../test-users.ts';

/** What a document is named by. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export const byId = (text: string) => ({ documentId: `sha256:${sha256(text)}` });

export const byHash = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } },
});

export type Send = (body: object | string, headers?: Record<string, string>) => Promise<Answer>;

/** Posts a body: an object as JSON, a text as it stands. */
export const posting =
  ({ url }: Latchkey, token: string): Send =>
  async (body, headers = {}) => {
    const response = await fetch(`${url}/api/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return answerOf(response);
  };

/** Asks by the address alone; what is not text goes there as JSON. */
export const getting =
  ({ url }: Latchkey, token: string): ((params: object) => Promise<Answer>) =>
  async (params) => {
    const texts = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const address = `${url}/api/graphql?${new URLSearchParams(texts)}`;
    return answerOf(await fetch(address, { headers: { Authorization: `Bearer ${token}` } }));
  };

const answerOf = async (response: Response): Promise<Answer> => ({
  ...((await response.json()) as Answer),
  status: response.status,
  headers: response.headers,
});
