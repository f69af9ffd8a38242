/** Sends the documents of `apply` to a server: with a session that ends afterwards, or for reading only with a token. */
import type { Ask } from '../commands/ask.ts';
import { asking, type Post, posting, requireNoError } from '../commands/server.ts';
import { visible } from '../files/lines.ts';
import type { Driver } from './driver.ts';

export interface Person {
  username: string;
  password(): Promise<string>;
  /** Asks for a code of the second factor, of one of these types. */
  code(types: readonly string[]): Promise<string>;
}

/** Signs in, runs the work with the session, and signs out. Tokens are refused for what it changes, so a person is needed. */
export async function asPerson<T>(url: string, person: Person, act: (driver: Driver) => Promise<T>): Promise<T> {
  const post = postingInSession(url);
  const password = await person.password();
  await signIn(post, person, password);
  try {
    return await act(driverOf(askingAs(post, password)));
  } finally {
    await post('/sign-out', {}).catch(() => undefined);
  }
}

/** For commands that only read. */
export const asToken = (url: string, token: string): Driver => driverOf(asking(url, token));

const driverOf = (ask: Ask): Driver => ({ ask, together: (work) => work(ask), isAtomic: false, mailed: true });

/** Keeps cookies, as a browser does. */
function postingInSession(url: string): Post {
  const cookies = new Map<string, string>();
  const headers = (): Record<string, string> => {
    const Cookie = [...cookies].map((cookie) => cookie.join('=')).join('; ');
    return Cookie ? { Cookie } : {};
  };
  return posting(url, headers, (response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  });
}

async function signIn(post: Post, { username, code }: Person, password: string): Promise<void> {
  const first = await post('/sign-in', { username, password });
  const [error] = first.errors ?? [];
  if (error?.extensions?.code !== 'SECOND_FACTOR_REQUIRED') return void requireNoError(first);
  const types = (error.extensions.types ?? []).filter((type) => type !== 'PASSKEY').map(visible);
  if (types.length === 0)
    throw new Error(`${username} has only passkeys as second factors, which work in browsers. Enroll another one.`);
  // An app shows a code at any time. Recovery codes are only for those who cannot get another one.
  if (types.includes('EMAIL') && !types.includes('TOTP')) requireNoError(await post('/sign-in/factor/email', {}));
  requireNoError(await post('/sign-in/factor', { one_time_password: await code(types) }));
}

/** Sends the password again with changes that require it. */
const askingAs =
  (post: Post, current_password: string): Ask =>
  async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const send = (variables: object) => post('/api/graphql', { query, variables });
    const first = await send(variables);
    const isAsked = first.errors?.[0]?.extensions?.code === 'PASSWORD_CONFIRMATION_REQUIRED';
    const { input } = variables as { input?: object };
    const confirmed = input
      ? { ...variables, input: { ...input, current_password } }
      : { ...variables, current_password };
    return requireNoError(isAsked ? await send(confirmed) : first).data as T;
  };
