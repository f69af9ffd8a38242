/** The same small API in each framework, protected by its middleware. */
import { serve as serveHono } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import type { Client, Viewer } from '../../src/client/client.ts';
import * as forExpress from '../../src/client/express.ts';
import * as forFastify from '../../src/client/fastify.ts';
import * as forHono from '../../src/client/hono.ts';
import { type Listening, listening } from './service.ts';

/**
 * `/me` needs any token, `/users` READ_USER, `/projects/<key>` EXECUTE_ANALYSIS on the project. The address of the client is that
 * in the header `X-Client`, as if a proxy had set it.
 */
export type Start = (client: Client, handled: (viewer: Viewer | undefined) => object) => Promise<Listening>;

const users = { permission: 'READ_USER' };
const projectOf = (id: string) => ({ type: 'project', id });

export const frameworks: Record<string, Start> = {
  Hono: async (client, handled) => {
    const app = new Hono()
      .get('/me', forHono.requireToken(client, { ip: (c) => c.req.header('X-Client') }), (c) =>
        c.json(handled(c.var.viewer)),
      )
      .get('/users', forHono.requireToken(client, users), (c) => c.json(handled(c.get('viewer'))))
      .get(
        '/projects/:key',
        forHono.requireToken(client, {
          permission: 'EXECUTE_ANALYSIS',
          resource: (c) => projectOf(c.req.param('key') ?? ''),
        }),
        (c) => c.json(handled(c.get('viewer'))),
      );
    return listening(serveHono({ fetch: app.fetch, port: 0 }) as Parameters<typeof listening>[0]);
  },
  Express: async (client, handled) => {
    const app = express();
    const answer: express.RequestHandler = (request, response) => void response.json(handled(request.viewer));
    app.get('/me', forExpress.requireToken(client, { ip: (request) => request.get('X-Client') }), answer);
    app.get('/users', forExpress.requireToken(client, users), answer);
    app.get(
      '/projects/:key',
      forExpress.requireToken(client, {
        permission: 'EXECUTE_ANALYSIS',
        resource: ({ params }) => projectOf(String(params.key)),
      }),
      answer,
    );
    return listening(app.listen(0));
  },
  Fastify: async (client, handled) => {
    const app = fastify();
    const ip = ({ headers }: { headers: object }) => (headers as Record<string, string>)['x-client'];
    app.get('/me', { onRequest: forFastify.requireToken(client, { ip }) }, async ({ viewer }) => handled(viewer));
    app.get('/users', { onRequest: forFastify.requireToken(client, users) }, async ({ viewer }) => handled(viewer));
    app.get(
      '/projects/:key',
      {
        onRequest: forFastify.requireToken(client, {
          permission: 'EXECUTE_ANALYSIS',
          resource: ({ params }) => projectOf((params as { key: string }).key),
        }),
      },
      async ({ viewer }) => handled(viewer),
    );
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { url } = await listening(app.server);
    return { url, stop: () => app.close() };
  },
};
