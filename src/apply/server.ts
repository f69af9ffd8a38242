/** Sends the documents of `apply` to a server: with a session that ends afterwards, or for reading only with a token. */
import { setTimeout as sleep } from 'node:timers/promises';
import { asking } from '../planner/check.ts';
import { type Ask, AskError, type Driver } from './driver.ts';

export interface Person {
  username: string;
  password(): Promise<string>;
  /** Asks for a code of the second factor, of one of these types. */
  code(types: readonly string[]): Promise<string>;
}

/** Signs in, runs the work with the session, and signs out. Tokens are refused for what it changes, so a person is needed. */
export async function asPerson<T>(url: string, person: Person, act: (driver: Driver) => Promise<T>): Promise<T> {
  const browser = browserAt(url);
  const password = await person.password();
  await signIn(browser, person, password);
  try {
    const ask = askingAs(browser, password);
    return await act({ ask, together: (work) => work(ask), isAtomic: false, mailed: true });
  } finally {
    await browser.post('/sign-out', {}).catch(() => undefined);
  }
}

/** For commands that only read. */
export function asToken(url: string, token: string): Driver {
  const send = asking(url, token);
  const ask: Ask = (document, variables = {}) => send(document, variables);
  return { ask, together: (work) => work(ask), isAtomic: false, mailed: true };
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; types?: string[] } }[];
}

interface Browser {
  post(path: string, body: object): Promise<{ status: number; answer: Answer }>;
}

/** How often a request is sent again that the server was too busy for. */
const mostTries = 5;

/** Keeps cookies, as a browser does. */
function browserAt(given: string): Browser {
  const base = given.replace(/\/+$/, '').replace(/\/api\/graphql$/, '');
  const cookies = new Map<string, string>();

  async function send(path: string, body: object): Promise<Response> {
    const Cookie = [...cookies].map((cookie) => cookie.join('=')).join('; ');
    const headers = { 'Content-Type': 'application/json', ...(Cookie ? { Cookie } : {}) };
    const init = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' } as const;
    const response = await fetch(base + path, init).catch(({ message, cause }: Error) => {
      throw new Error(`${base} cannot be reached: ${cause instanceof Error ? cause.message : message}.`);
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  return {
    post: async (path, body) => {
      for (let tries = 1; ; tries++) {
        const response = await send(path, body);
        const answer = (await response.json().catch(() => null)) as Answer | null;
        // With these answers the server has changed nothing.
        const wait = [429, 503].includes(response.status) ? Number(response.headers.get('retry-after') ?? 0) : 0;
        if (wait > 0 && wait <= 60 && tries < mostTries) {
          await sleep(wait * 1_000);
          continue;
        }
        if (!answer) throw new Error(`${base}${path} answered ${response.status} without JSON.`);
        return { status: response.status, answer };
      }
    },
  };
}

function requireNoError({ answer }: { answer: Answer }): void {
  const [error] = answer.errors ?? [];
  if (error) throw new AskError(error.message, error.extensions?.code);
}

async function signIn(browser: Browser, { username, code }: Person, password: string): Promise<void> {
  const first = await browser.post('/sign-in', { username, password });
  const [error] = first.answer.errors ?? [];
  if (error?.extensions?.code !== 'SECOND_FACTOR_REQUIRED') return requireNoError(first);
  const types = (error.extensions.types ?? []).filter((type) => type !== 'PASSKEY');
  if (types.length === 0)
    throw new Error(`${username} has only passkeys as second factors, which work in browsers. Enroll another one.`);
  // Codes of the other kinds exist already.
  if (types.every((type) => type === 'EMAIL')) requireNoError(await browser.post('/sign-in/factor/email', {}));
  requireNoError(await browser.post('/sign-in/factor', { one_time_password: await code(types) }));
}

/** Sends the password again with changes that require it. */
const askingAs =
  (browser: Browser, current_password: string): Ask =>
  async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const send = (variables: object) => browser.post('/api/graphql', { query, variables });
    const first = await send(variables);
    const isAsked = first.answer.errors?.[0]?.extensions?.code === 'PASSWORD_CONFIRMATION_REQUIRED';
    const { input } = variables as { input?: object };
    const confirmed = input
      ? { ...variables, input: { ...input, current_password } }
      : { ...variables, current_password };
    const last = isAsked ? await send(confirmed) : first;
    requireNoError(last);
    return last.answer.data as T;
  };
