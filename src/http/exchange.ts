/** One request, and what becomes the head of its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Viewer } from '../domain/access/viewer.ts';
import { clientAddress, isTrustedProxy } from './address.ts';
import type { RequestContext } from './request-context.ts';

export interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  method: string;
  /** The requested URL, under a host that means nothing unless a proxy sent the whole URL. */
  url: string;
  /** The path of the URL, normalized and decoded, so that each page and endpoint has one. Empty: it is not a URL. */
  path: string;
  /** The pattern of the path, for the log. */
  route: string;
  /** The client's IP address, as trusted proxies report it. */
  ip: string;
  /** Whether a trusted proxy sent the request, so that its `X-Forwarded-` headers count. */
  isFromProxy(): boolean;
  /** Empty until `readBody` has read it, and if none was sent. */
  body: Buffer;
  /** A header of the request by its name in lower case; several of the same name are joined. */
  header(name: string): string | undefined;
  /** The first parameter of this name in the URL. */
  query(name: string): string | undefined;
  /** Headers of the answer, besides those of every answer. Those that the endpoint returns replace them. */
  headers: Record<string, string>;
  /** The values of `Set-Cookie` in the answer. */
  cookies: string[];
  trace: RequestContext['trace'];
  /** Set when an endpoint reads the credential. */
  viewer: Viewer | null;
  /** What `/auth/verify`, `/oauth/introspect` or `/api/authentication/validate` has answered about a token. */
  check?: 'accepted' | 'refused';
  /** Whether the application firewall has decided about the address. */
  isChecked: boolean;
}

const noBody = Buffer.alloc(0);

/** What the log says instead of a path that the client chose: it could contain a secret. */
export const unknownRoute = '(unknown path)';

export function createExchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  trustedProxies: readonly string[],
): Exchange {
  const { method = 'GET', url: target = '/' } = incoming;
  const url = target.startsWith('/') ? `http://host${target}` : target;
  const { path, query } = plainParts(target) ?? parsed(url);
  let parameters: URLSearchParams | undefined;
  const header = (name: string) => incoming.headersDistinct[name]?.join(name === 'cookie' ? '; ' : ', ');
  return {
    incoming,
    outgoing,
    method,
    url,
    path,
    route: unknownRoute,
    ip: clientAddress(incoming.socket.remoteAddress, header('x-forwarded-for'), trustedProxies),
    isFromProxy: () => isTrustedProxy(incoming.socket.remoteAddress, trustedProxies),
    body: noBody,
    header,
    query: (name) => {
      parameters ??= new URLSearchParams(query);
      return parameters.get(name) ?? undefined;
    },
    headers: {},
    cookies: [],
    trace: {},
    viewer: null,
    isChecked: false,
  };
}

/** A path that needs neither normalizing nor decoding. */
const isPlain = /^\/$|^(\/[\w-][\w.-]*)+$/;

/** Most requests need no parser of URLs, which takes longer than all other parts of the exchange. Null: this one does. */
function plainParts(target: string): { path: string; query: string } | null {
  const start = target.indexOf('?');
  const path = start < 0 ? target : target.slice(0, start);
  return isPlain.test(path) && !target.includes('#') ? { path, query: start < 0 ? '' : target.slice(start) } : null;
}

function parsed(url: string): { path: string; query: string } {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return { path: '', query: '' };
  const { pathname, search, username, password } = new URL(url);
  if (username || password) return { path: '', query: '' };
  return { path: decoded(pathname), query: search };
}

/** As Hono decodes paths: what is not UTF-8 stays as it is. */
const decoded = (path: string): string =>
  path.replace(/(%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURI(encoded);
    } catch {
      return encoded;
    }
  });

/** The environment of pages on Hono. */
export type PageEnvironment = { Bindings: { exchange: Exchange } };
