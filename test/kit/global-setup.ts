/** Which server do all test files share? One, started before the first of them; its address is in LATCHKEY_TEST_POSTGRES. */
import { type Postgres, startPostgres } from './postgres.ts';

export let server: Postgres | undefined;

export default async function globalSetup(): Promise<void> {
  server = await startPostgres();
  process.env.LATCHKEY_TEST_POSTGRES = server.url;
}
