/** What people open in a browser. */
import { Hono } from 'hono';
import type { PageEnvironment } from './exchange.ts';
import { notFound, responseOf } from './reply.ts';
import type { Services } from './services.ts';
import { signIn } from './sign-in.ts';
import { staticPages } from './static-pages.ts';

export function pagesOf(services: Services): Hono<PageEnvironment> {
  const app = new Hono<PageEnvironment>();
  app.route('/', signIn(services));
  app.route('/', staticPages(services));
  app.notFound(() => responseOf(notFound()));
  // The step around all endpoints answers errors.
  app.onError((error) => {
    throw error;
  });
  return app;
}
