/**
 * Speaks OpenID Connect with the providers: the authorization code flow with PKCE. The library checks the state, the issuer, the
 * nonce, and the signature of the ID token. Metadata is read when it is first needed, so that a provider that does not answer
 * delays nobody else.
 */
import type { ClientAuth, Configuration, IDToken, UserInfoResponse } from 'openid-client';
import { claimsOf } from './claims.ts';
import { limitedFetch } from './limited-fetch.ts';
import { type Checks, type Claims, type Provider, ProviderError } from './provider.ts';

const timeoutSeconds = 5;
const metadataMs = 3600_000;
/** After a failure others wait for no further attempt during this time. */
const failureMs = 3_000;

/** The metadata of a provider, and until when it is used. */
interface Known {
  configuration: Promise<Configuration>;
  until: number;
}

export interface Began extends Checks {
  /** Where the person signs in. */
  url: string;
}

export interface ProviderClient {
  providers: readonly Provider[];
  /** `anew`: the person must sign in there even if a session of the provider exists. Errors: ProviderError. */
  begin(provider: Provider, options?: { anew?: boolean }): Promise<Began>;
  /** What the provider says of the person whom it has sent back with these parameters. Errors: ProviderError. */
  finish(provider: Provider, parameters: URLSearchParams, checks: Checks): Promise<Claims>;
}

export function createProviderClient(providers: readonly Provider[], publicUrl: string): ProviderClient {
  const known = new Map<Provider, Known>();
  const library = () => import('openid-client');
  const callback = ({ id }: Provider) => `${publicUrl}/sign-in/with/${id}/callback`;

  async function discover({ issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
    const client = await library();
    const { customFetch, discovery, allowInsecureRequests, enableNonRepudiationChecks } = client;
    // In the form if the provider takes it there, since providers decode the header differently.
    const authenticate: ClientAuth = (server, ...request) => {
      const inForm = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
      const method = inForm ? client.ClientSecretPost : client.ClientSecretBasic;
      method(clientSecret)(server, ...request);
    };
    // Only for loopback hosts, as the file of providers requires.
    const insecure = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
    const execute = [...insecure, enableNonRepudiationChecks];
    const options = { timeout: timeoutSeconds, execute, [customFetch]: limitedFetch };
    return discovery(new URL(issuer), clientId, undefined, authenticate, options);
  }

  function current(provider: Provider): Known {
    const now = performance.now();
    const kept = known.get(provider);
    if (kept && kept.until > now) return kept;
    const entry = { configuration: discover(provider), until: now + metadataMs };
    known.set(provider, entry);
    return entry;
  }

  /** After a failure the metadata is read again soon, since it may be the reason. */
  async function withConfiguration<T>(provider: Provider, work: (found: Configuration) => Promise<T>): Promise<T> {
    const entry = current(provider);
    try {
      return await work(await entry.configuration);
    } catch (error) {
      const failure = error instanceof ProviderError ? error : new ProviderError(kindOf(error), error);
      if (failure.kind !== 'CANCELLED') entry.until = Math.min(entry.until, performance.now() + failureMs);
      throw failure;
    }
  }

  return {
    providers,
    begin: (provider, { anew = false } = {}) =>
      withConfiguration(provider, async (configuration) => {
        const client = await library();
        const checks = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          codeVerifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: callback(provider),
          scope: provider.scopes.join(' '),
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
          code_challenge_method: 'S256',
          ...(anew ? { max_age: '0' } : {}),
        });
        return { ...checks, url: url.href };
      }),
    finish: (provider, parameters, { state, nonce, codeVerifier }) =>
      withConfiguration(provider, async (configuration) => {
        const { authorizationCodeGrant, fetchUserInfo } = await library();
        const url = new URL(`${callback(provider)}?${parameters}`);
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
        const tokens = await authorizationCodeGrant(configuration, url, { ...checks, idTokenExpected: true });
        const idToken = tokens.claims() as IDToken;
        const claims = claimsOf(provider, idToken);
        if (!lacks(provider, claims) || !configuration.serverMetadata().userinfo_endpoint) return claims;
        const more: UserInfoResponse = await fetchUserInfo(configuration, tokens.access_token, idToken.sub);
        return claimsOf(provider, idToken, more);
      }),
  };
}

/** Many providers put into the ID token only who the person is. */
const lacks = ({ matchByEmail, createUsers, roleClaim }: Provider, { email, roles }: Claims) =>
  ((matchByEmail || createUsers) && email === null) || (roleClaim !== null && roles.length === 0);

function kindOf(error: unknown): ProviderError['kind'] {
  const {
    error: code,
    status,
    cause,
    name,
  } = error as {
    error?: string;
    status?: number;
    cause?: unknown;
    name?: string;
  };
  if (code === 'access_denied') return 'CANCELLED';
  const isUnanswered = name === 'TimeoutError' || (error instanceof TypeError && error.message === 'fetch failed');
  const answered = cause instanceof Response ? cause.status : status;
  if (isUnanswered || (answered !== undefined && answered >= 500)) return 'AWAY';
  return cause instanceof Error ? kindOf(cause) : 'REFUSED';
}
