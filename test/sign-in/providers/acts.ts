/** A browser without pages that follows the redirects between Latchkey and a provider, and what tests read and write around it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { providerIdentities } from '../../../schema/provider-identities.ts';
import { users } from '../../../schema/users.ts';
import { fetchAs } from '../../kit/fetch.ts';
import { type OidcProvider, startOidcProvider } from '../../kit/oidc.ts';
import { type Kind, type Latchkey, startLatchkey } from '../../server.ts';
import { ask } from '../../test-users.ts';
import type { Ask } from '../../tokens/acts.ts';

/** Where people would open Latchkey: requests for it go to the server of the test. */
export const publicUrl = 'http://localhost:4999';
const callback = (id: string) => `${publicUrl}/sign-in/with/${id}/callback`;

export interface Setting {
  server: Latchkey;
  idp: OidcProvider;
  /** The same server with other providers in its file. Returns its address, for `openBrowser`. */
  beside(file: object): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a provider, and Latchkey with that provider under the id `acme`. `more` is what else the file says of it. */
export async function startWithProvider(
  kind: Kind,
  more: object = {},
  settings: Record<string, string> = {},
): Promise<Setting> {
  const idp = await startOidcProvider([callback('acme')]);
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-providers-'));
  let files = 0;
  const written = (content: object) => {
    const path = join(folder, `${files++}.yaml`);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const file = written({ providers: [acme(idp, more)] });
  const server = await startLatchkey(kind, { PUBLIC_URL: publicUrl, SIGN_IN_PROVIDERS: file, ...settings });
  return {
    server,
    idp,
    beside: (file) => server.beside({ SIGN_IN_PROVIDERS: written(file) }),
    stop: async () => {
      await server.stop();
      await idp.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export const acme = ({ issuer, clientId, clientSecret }: OidcProvider, more: object = {}) => ({
  id: 'acme',
  name: 'Acme',
  issuer,
  client_id: clientId,
  client_secret: clientSecret,
  ...more,
});

export interface Page {
  status: number;
  /** Without the origin if it is a page of Latchkey. */
  url: string;
  text: string;
}

export interface Browser {
  /** Opens a path of Latchkey or a URL and follows all redirects. `change` may change, or stop at, a URL before it is opened. */
  open(path: string, change?: (url: URL) => URL | null): Promise<Page>;
  cookies: Map<string, string>;
  /** Sends queries with the session of the browser. */
  ask: Ask;
  /** The user of its session; null: none. */
  whoIs(): Promise<string | null>;
}

/** `address`: of another server with the same data. */
export function openBrowser(server: Latchkey, address = server.url): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const { origin: own, host } = new URL(publicUrl);
  const cookies = jarOf(own);
  const headerOf = (jar: Map<string, string>) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  async function get(url: URL): Promise<Response> {
    const jar = jarOf(url.origin);
    const headers: Record<string, string> = jar.size > 0 ? { Cookie: headerOf(jar) } : {};
    const answer =
      url.origin === own
        ? await fetchAs(host, address + url.pathname + url.search, { headers })
        : await fetch(url, { headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
  const shown = (url: URL) => (url.origin === own ? url.pathname + url.search : url.href);
  const asked: Ask = (query, variables) => ask(server, { Cookie: headerOf(cookies) }, query, variables);
  return {
    cookies,
    ask: asked,
    open: async (path, change = (url) => url) => {
      let url = new URL(path, publicUrl);
      for (let hops = 0; hops < 12; hops++) {
        const changed = change(url);
        if (!changed) return { status: 0, url: shown(url), text: '' };
        const answer = await get(changed);
        const location = answer.headers.get('location');
        if (!location) return { status: answer.status, url: shown(changed), text: await answer.text() };
        url = new URL(location, changed);
        // The page itself is not what these tests are about.
        if (url.origin === own && /^\/account(\/home)?$/.test(url.pathname))
          return { status: 200, url: shown(url), text: '' };
      }
      throw new Error('The redirects have no end.');
    },
    whoIs: async () => (await asked('{ me { id } }')).data?.me?.id ?? null,
  };
}

/** Signs in at the provider, as the person who is in front of the browser there. */
export const signInAt = (browser: Browser, change?: (url: URL) => URL | null): Promise<Page> =>
  browser.open('/sign-in/with/acme', change);

/** Changes a parameter of the URL of the way back, or there. */
export const tampering =
  (where: 'callback' | 'auth', change: (parameters: URLSearchParams) => void) =>
  (url: URL): URL => {
    if (!url.pathname.endsWith(where)) return url;
    const changed = new URL(url);
    change(changed.searchParams);
    return changed;
  };

export const linksOf = (server: Latchkey, userId: string) =>
  server.db.select().from(providerIdentities).where(eq(providerIdentities.userId, userId));

/** As if the person had opened a link that was sent to the address. */
export const verifyAddress = (server: Latchkey, id: string) =>
  server.db.update(users).set({ emailVerifiedAt: sql`now()` }).where(eq(users.id, id));

/** Links an account without the way through the provider. */
export const link = (server: Latchkey, { issuer }: OidcProvider, userId: string, subject: string) =>
  server.db.insert(providerIdentities).values({ userId, providerId: 'acme', issuer, subject });

/** What a page says went wrong; empty: nothing. */
export const faultOf = ({ text }: Page): string =>
  /role="alert"[^>]*><p>([^<]*)</.exec(text)?.[1]?.replaceAll('&#39;', "'") ?? '';
