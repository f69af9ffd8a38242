/**
 * better-auth with its plugin for API keys, on node:http. `/validate` verifies an API key, and `/api/auth/get-session`
 * returns the user to whom it belongs. The plugin's limit of requests per key is switched off, because it would write a
 * second row at each verification.
 */
import { createServer } from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';

const text = { type: 'string', required: false };
const options = {
  baseURL: 'http://127.0.0.1',
  secret: 'a secret that only the benchmark uses',
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 }),
  rateLimit: { enabled: false },
  user: {
    additionalFields: {
      username: text,
      publicName: text,
      roleId: text,
      superAdmin: { type: 'boolean', required: false },
    },
  },
  plugins: [apiKey({ defaultKeyLength: 40, enableSessionForAPIKeys: true, rateLimit: { enabled: false } })],
};

if (process.argv[2] === 'migrate') {
  await (await getMigrations(options)).runMigrations();
  await options.database.end();
} else {
  const auth = betterAuth(options);
  const answer = async (request) => {
    if (request.url === '/validate') {
      const { valid } = await auth.api.verifyApiKey({ body: { key: request.headers['x-api-key'] } });
      return JSON.stringify({ valid });
    }
    const response = await auth.handler(
      new Request(`http://127.0.0.1${request.url}`, { headers: { 'x-api-key': request.headers['x-api-key'] } }),
    );
    if (response.status !== 200) throw new Error(await response.text());
    return response.text();
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (body) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
          .end(body),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
}
