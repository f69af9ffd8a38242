/**
 * A real OpenID Connect provider on a free port. Tests say who is in front of the browser: it signs that person in without a form,
 * and its sessions in browsers work as those of other providers.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration } from 'oidc-provider';

/** What the provider says of a person, besides the subject. */
export type Person = Record<string, unknown>;

export interface OidcProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** By their subjects. */
  people: Map<string, Person>;
  /** Who signs in when the provider asks. Null: the person cancels. */
  inFront: string | null;
  /** How many seconds ago a person has signed in there, when the provider asks next. */
  signedInSecondsAgo: number;
  /** How often it has asked somebody to sign in. */
  asked: number;
  stop(): Promise<void>;
}

export async function startOidcProvider(redirectUris: string[]): Promise<OidcProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['latchkey', 'a client secret of the tests'];
  const people = new Map<string, Person>();
  const provider = await quietly(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        // Always says when the person has signed in, as many providers do.
        require_auth_time: true,
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'preferred_username', 'groups', 'realm_access'],
    },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: async () => ({ sub, ...person }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId,
        accountId: oidc.session?.accountId as string,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a cookie key of the tests'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 3600 },
  });
  const found: OidcProvider = {
    issuer,
    clientId,
    clientSecret,
    people,
    inFront: null,
    signedInSecondsAgo: 0,
    asked: 0,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const callback = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
    found.asked++;
    const accountId = found.inFront;
    const ts = Math.floor(Date.now() / 1000) - found.signedInSecondsAgo;
    const result = accountId === null ? { error: 'access_denied' } : { login: { accountId, ts } };
    void provider.interactionFinished(request, response, result);
  });
  return found;
}

/** The library warns that what it does without a configuration is only for tests, and that it is not tested with this version of Node. */
async function quietly(issuer: string, configuration: Configuration) {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const { default: Provider } = await import('oidc-provider');
    return new Provider(issuer, configuration);
  } finally {
    console.warn = warn;
  }
}
