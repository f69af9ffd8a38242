/** Serves GraphiQL and the pages of the application from our own files; nothing is loaded from other servers. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { themeOf } from './cookies.ts';
import type { PageEnvironment } from './exchange.ts';
import { viewerOf } from './read-credential.ts';
import type { Services } from './services.ts';
import { webFolder } from './web-folder.ts';

const policy = (style: string, more: string[] = []) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${style}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...more,
  ].join('; ');

/** The theme that was last chosen in the browser, so that the page does not appear in other colours first. */
const inTheme = (page: string, c: Context<PageEnvironment>) => page.replace('{theme}', themeOf(c.env.exchange));

/** GraphiQL's editor writes its own styles, so styles need 'unsafe-inline'; scripts do not. */
const graphiqlPolicy = policy("'unsafe-inline'", ["font-src 'self' data:", "worker-src 'self'"]);

export function staticPages(services: Services): Hono<PageEnvironment> {
  const app = new Hono<PageEnvironment>();
  app.use('/assets/*', async (c, next) => {
    await next();
    if (c.res.status === 404) return;
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    // The policy of a worker comes with the answer of its own file.
    c.header('Content-Security-Policy', graphiqlPolicy);
  });
  app.get('/assets/*', serveStatic({ root: webFolder, precompressed: true }));

  app.on('GET', ['/graphiql', '/graphiql/'], etag(), async (c) => {
    c.header('Content-Security-Policy', graphiqlPolicy);
    const viewer = await viewerOf(c.env.exchange, services);
    if (!viewer) return c.redirect('/sign-in?next=/graphiql', 302);
    if (viewer.mustEnroll) return c.redirect('/account', 302);
    c.header('Cache-Control', 'no-cache');
    return c.html(inTheme(await readFile(`${webFolder}/graphiql/index.html`, 'utf8'), c));
  });

  app.on('GET', ['/account', '/account/*', '/admin', '/admin/*'], async (c) => {
    const nonce = randomBytes(16).toString('base64');
    c.header('Content-Security-Policy', policy(`'nonce-${nonce}'`, ["font-src 'self'"]));
    const { pathname, search } = new URL(c.req.url);
    const next = encodeURIComponent(pathname + search).replaceAll('%2F', '/');
    if (!(await viewerOf(c.env.exchange, services))) return c.redirect(`/sign-in?next=${next}`, 302);
    const page = await readFile(`${webFolder}/pages/index.html`, 'utf8');
    return c.html(inTheme(page.replace('{nonce}', nonce), c));
  });

  app.get('/', (c) => c.redirect('/account/home'));
  return app;
}
