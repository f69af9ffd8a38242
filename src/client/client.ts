/**
 * The client for services that accept tokens of Latchkey. It asks for each check and keeps no answer, so that a revoked token
 * is refused by the next one. It needs `fetch` and nothing else.
 */
import { introspect } from './introspect.ts';
import { type Requirement, requireComplete } from './requirement.ts';
import { LatchkeyUnavailableError } from './unavailable.ts';
import { isAllowed, type Viewer, viewerIn } from './viewer.ts';

export type { Requirement } from './requirement.ts';
export { LatchkeyUnavailableError, type UnavailableReason } from './unavailable.ts';
export { isAllowed, type Resource, type Viewer } from './viewer.ts';

export interface ClientOptions {
  /** Where Latchkey is, such as `https://latchkey.example.com`. */
  url: string;
  /** The token of a service account that has INTROSPECT_TOKEN. */
  token: string;
  /** How long an answer may take, in milliseconds: 3,000 by default. */
  timeoutMs?: number;
  /** Called when a check has no answer, for the log of the service. */
  onUnavailable?(error: LatchkeyUnavailableError): void;
}

/** Why a token is refused, by the names of RFC 6750. */
export type Refusal<Permission extends string = string> =
  | { active: false; reason: 'invalid_token' }
  | { active: false; reason: 'insufficient_scope'; missingPermissions: readonly Permission[] };

export interface Client<Permission extends string = string> {
  /** Throws a LatchkeyUnavailableError if there is no answer. */
  verify(token: string, requirement?: Requirement<Permission>): Promise<Viewer<Permission> | Refusal<Permission>>;
}

const defaultTimeoutMs = 3_000;

export function createClient<Permission extends string = string>(options: ClientOptions): Client<Permission> {
  const { token, timeoutMs = defaultTimeoutMs, onUnavailable } = options;
  if (!token) throw new TypeError('token must be the token of a service account.');
  if (!(timeoutMs > 0)) throw new TypeError('timeoutMs must be a number above 0.');
  const endpoint = endpointAt(options.url);
  const ask = shared((form) => introspect({ endpoint, token, timeoutMs }, form));

  async function viewerOf(form: Record<string, string>): Promise<Viewer<Permission> | null> {
    try {
      const viewer = viewerIn<Permission>(await ask(form));
      if (viewer !== undefined) return viewer;
      throw new LatchkeyUnavailableError('INVALID_ANSWER', 'The answer is not one of Latchkey: it has other fields.');
    } catch (error) {
      if (error instanceof LatchkeyUnavailableError) onUnavailable?.(error);
      throw error;
    }
  }

  return {
    verify: async (token, requirement = {}) => {
      requireComplete(requirement);
      const { permission, resource, ip } = requirement;
      if (!token) return { active: false, reason: 'invalid_token' };
      // The server knows resources of this kind; others have the permissions that are there everywhere.
      const project = resource?.type === 'project' && resource.id;
      const viewer = await viewerOf({
        token,
        ...(permission && { permission }),
        ...(project && { resource: project }),
        ...(ip && { ip }),
      });
      if (!viewer) return { active: false, reason: 'invalid_token' };
      if (permission === undefined || isAllowed(viewer, permission, resource)) return viewer;
      return { active: false, reason: 'insufficient_scope', missingPermissions: [permission] };
    },
  };
}

function endpointAt(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new TypeError('url must be a URL, such as https://latchkey.example.com.');
  return `${url.replace(/\/+$/, '')}/oauth/introspect`;
}

type Ask = (form: Record<string, string>) => Promise<unknown>;

/** Equal questions of one turn of the event loop are sent once, after all of them were asked. */
function shared(ask: Ask): Ask {
  const waiting = new Map<string, Promise<unknown>>();
  return (form) => {
    const key = JSON.stringify(form);
    const asked = waiting.get(key);
    if (asked) return asked;
    const answer = Promise.resolve().then(() => {
      waiting.delete(key);
      return ask(form);
    });
    waiting.set(key, answer);
    return answer;
  };
}
