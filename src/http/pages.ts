/** What people open in a browser: pages on Hono, as an endpoint. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Hono } from 'hono';
import { preferenceAmong } from './accept.ts';
import { readBody } from './bodies.ts';
import { confirmAddress } from './confirm-address.ts';
import { type Exchange, type PageEnvironment, unknownRoute } from './exchange.ts';
import { admit } from './firewall.ts';
import { wordsFor } from './page-words.ts';
import { type Endpoint, notFound, type Reply } from './reply.ts';
import type { Services } from './services.ts';
import { signIn } from './sign-in.ts';
import { notFoundPage, show } from './sign-in-pages.ts';
import { staticPages } from './static-pages.ts';
import { strictHeaders } from './strict-headers.ts';

export interface Pages {
  endpoint: Endpoint;
  /** The pattern of the page with this address, if there is one. */
  routeOf(method: string, path: string): string | undefined;
}

export function pagesOf(services: Services): Pages {
  // Headers of Hono have lower-case names: written otherwise, they would not replace those of every answer.
  const names = new Map(Object.keys(strictHeaders(services.publicUrl)).map((name) => [name.toLowerCase(), name]));
  const app = new Hono<PageEnvironment>();
  app.route('/', signIn(services));
  app.route('/', confirmAddress(services));
  app.route('/', staticPages(services));
  app.notFound((c) => {
    if (typeOfRefusal(c.req.header('accept')) === 'text/html') {
      const words = wordsFor(c.req.header('accept-language'));
      return show(c, 404, (nonce) => notFoundPage(nonce, words));
    }
    const { status, headers, body } = notFound();
    return new Response(body, { status, headers });
  });
  // The step around all endpoints answers errors.
  app.onError((error) => {
    throw error;
  });
  return {
    endpoint: async (exchange) => {
      if (!methods.has(exchange.method)) return notFound();
      await admit(exchange, services.db);
      if (exchange.route !== unknownRoute) await readBody(exchange);
      return replyOf(await app.fetch(requestOf(exchange), { exchange }), names);
    },
    routeOf: (method, path) => app.router.match(asGet(method), path)[0].at(-1)?.[0][1].path,
  };
}

const typeOfRefusal = preferenceAmong(['application/json', 'text/html']);

const methods = new Set(['GET', 'HEAD', 'POST']);
/** The body of an answer to HEAD is left out when it is sent. */
const asGet = (method: string) => (method === 'HEAD' ? 'GET' : method);

function requestOf({ incoming, method, url, body }: Exchange): Request {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    for (const value of values) headers.append(name, value);
  return new Request(url, {
    method: asGet(method),
    headers,
    ...(method === 'POST' ? { body: new Uint8Array(body) } : {}),
  });
}

/** Files, whose length Hono sets, are streamed; everything else is text. */
async function replyOf(response: Response, names: ReadonlyMap<string, string>): Promise<Reply> {
  const headers = Object.fromEntries([...response.headers].map(([name, value]) => [names.get(name) ?? name, value]));
  const isFile = response.body && response.headers.has('content-length');
  const body = isFile ? Readable.fromWeb(response.body as ReadableStream) : await response.text();
  return { status: response.status, headers, body };
}
