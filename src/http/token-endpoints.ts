/** Endpoints about tokens outside GraphQL: whether a credential is valid, and all tokens as CSV. */
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { DomainError, forbidden } from '../domain/base/errors.ts';
import { csv } from '../domain/tokens/inventory-report.ts';
import { requireSameOrigin } from './origin.ts';
import { viewerOf } from './read-credential.ts';
import { Refused } from './refusals.ts';
import type { Services } from './services.ts';

export function tokenEndpoints(services: Services): Hono {
  const app = new Hono();

  // Always 200, as SonarQube's clients expect. Without a credential the answer is `valid: false`.
  app.get('/api/authentication/validate', async (c) => {
    const accepted = { cookie: true, address: false, bound: true };
    const viewer = await viewerOf(c, services, accepted).catch((error) => {
      if (error instanceof Refused || error instanceof DomainError) return null;
      throw error;
    });
    return c.json({ valid: viewer !== null });
  });

  app.get('/api/personal_access_tokens.csv', async (c) => {
    const viewer = await viewerOf(c, services);
    if (viewer?.credential.kind === 'session') requireSameOrigin(c, services.publicUrl);
    if (!viewer) throw new Refused(401, 'Sign in or send a valid token.');
    const needed = 'READ_PERSONAL_ACCESS_TOKEN';
    if (!viewer.permissions.use(needed)) throw forbidden(`This requires ${needed}.`, [needed]);
    if (viewer.methods && !viewer.methods.has('all_personal_access_tokens'))
      throw forbidden('This token may not call all_personal_access_tokens.');
    viewer.credential.used.methods.add('all_personal_access_tokens');
    c.header('Content-Type', 'text/csv; charset=utf-8');
    c.header('Content-Disposition', 'attachment; filename="personal-access-tokens.csv"');
    return c.body(Readable.toWeb(csv(services.db, viewer)) as ReadableStream);
  });

  return app;
}
