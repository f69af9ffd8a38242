/** The server: every request passes this ordered list of steps. */
import { Hono } from 'hono';
import { limitedBody } from './bodies.ts';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import { type Parts, servicesOf, type Variables } from './services.ts';
import { signIn } from './sign-in.ts';
import { staticPages } from './static-pages.ts';
import { answerErrors, health, logRequests, noStore, notFound, ownHost, recordUses, strictHeaders } from './steps.ts';
import { tokenEndpoints } from './token-endpoints.ts';
import { graphqlPath } from './yoga.ts';

export function createApp(parts: Parts, isDraining: () => boolean): Hono<Variables> {
  const services = servicesOf(parts);
  const app = new Hono<Variables>();
  app.use(logRequests(services));
  app.use(recordUses(services));
  app.use(strictHeaders(services));
  app.use(noStore);
  app.route('/', health(services.db, isDraining));
  app.use(limitedBody);
  app.use(ownHost(services));
  app.all(graphqlPath, graphqlEndpoint(services));
  app.route('/', tokenEndpoints(services));
  app.route('/', signIn(services));
  app.route('/', staticPages(services));
  app.notFound(notFound);
  app.onError(answerErrors(services));
  return app;
}
