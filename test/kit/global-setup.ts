/**
 * Starts what all test files share, the PostgreSQL server and the database templates, and passes their addresses on in
 * LATCHKEY_TEST_POSTGRES, LATCHKEY_TEST_TEMPLATE and LATCHKEY_TEST_PGLITE.
 */
import { type Postgres, startPostgres } from './postgres.ts';
import { makeTemplates, type Templates } from './templates.ts';

export let server: Postgres | undefined;
export let templates: Templates | undefined;

export default async function globalSetup(): Promise<void> {
  server = await startPostgres();
  templates = await makeTemplates(server);
  process.env.LATCHKEY_TEST_POSTGRES = server.url;
  process.env.LATCHKEY_TEST_TEMPLATE = templates.database;
  process.env.LATCHKEY_TEST_PGLITE = templates.dump;
}
