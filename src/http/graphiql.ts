/** GraphiQL from our own files: nothing is fetched from anywhere else. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { type Asking, viewerOf } from './viewer.ts';

/** The built pages, from `dist/` as from the sources. */
const webFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web', import.meta.url),
);

/** GraphiQL's editor writes styles of its own, so style needs 'unsafe-inline'; scripts do not. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function graphiql(asking: Asking): Hono {
  const app = new Hono();
  app.use('/graphiql/*', async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
  });
  app.get(
    '/graphiql/assets/*',
    serveStatic({
      root: webFolder,
      precompressed: true,
      onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.on('GET', ['/graphiql', '/graphiql/'], etag(), async (c) => {
    if (!(await viewerOf(c, asking))) return c.redirect('/sign-in?next=/graphiql', 302);
    c.header('Cache-Control', 'no-cache');
    return c.html(await readFile(`${webFolder}/graphiql/index.html`, 'utf8'));
  });
  return app;
}
