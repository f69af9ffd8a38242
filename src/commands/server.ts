/** Requests of commands to a running server. What it answers is never printed as it is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { visible } from '../files/lines.ts';
import { type Ask, AskError } from './ask.ts';

export interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; types?: string[] } }[];
}

export type Post = (path: string, body: object) => Promise<Answer>;

/** How often a request is sent that the server is too busy for. */
const mostTries = 5;

/**
 * Sends JSON to the server at this URL, again if it is too busy. `headers` returns those of each request; `received` gets each
 * response. Errors say whether the server did not answer, or that it did not answer with JSON.
 */
export function posting(
  url: string,
  headers: () => Record<string, string>,
  received: (response: Response) => void = () => undefined,
): Post {
  requireAddress(url);
  const base = url.replace(/\/+$/, '').replace(/\/api\/graphql$/, '');

  async function send(path: string, body: object): Promise<Response> {
    const init = { method: 'POST', body: JSON.stringify(body), redirect: 'manual' } as const;
    const sent = { ...init, headers: { 'Content-Type': 'application/json', ...headers() } };
    const response = await fetch(base + path, sent).catch(({ message, cause }: Error) => {
      throw new Error(visible(`${base} cannot be reached: ${cause instanceof Error ? cause.message : message}.`));
    });
    received(response);
    return response;
  }

  return async (path, body) => {
    for (let tries = 1; ; tries++) {
      const response = await send(path, body);
      const answer = (await response.json().catch(() => null)) as Answer | null;
      // With these answers the server has changed nothing.
      const wait = [429, 503].includes(response.status) ? Number(response.headers.get('retry-after') ?? 0) : 0;
      if (wait > 0 && wait <= 60 && tries < mostTries) {
        await sleep(wait * 1_000);
        continue;
      }
      if (!answer) throw new Error(visible(`${base}${path} answered ${response.status} without JSON.`));
      return answer;
    }
  };
}

/** Asks the server at this URL with a token. */
export function asking(url: string, token: string): Ask {
  const post = posting(url, () => ({ Authorization: `Bearer ${token}` }));
  return async <T>(query: string, variables: Record<string, unknown> = {}) =>
    requireNoError(await post('/api/graphql', { query, variables })).data as T;
}

/** Errors: AskError. */
export function requireNoError(answer: Answer): Answer {
  const [error] = answer.errors ?? [];
  if (error) throw new AskError(visible(error.message), error.extensions?.code);
  return answer;
}

/** Errors do not repeat it, because it may contain a password. */
export function requireAddress(given: string): void {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error('--url must be the URL of a server, such as https://latchkey.example.com.');
  if (url.username || url.password)
    throw new Error(
      '--url must not contain a user name or a password: use --user, and LATCHKEY_PASSWORD or the prompt.',
    );
}
