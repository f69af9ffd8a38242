/** While the database works on a statement, the process answers what does not need the database. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds, type Latchkey, startLatchkey } from '../server.ts';

describe.each(kinds)('on %s', (kind) => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey(kind);
  });
  afterAll(() => server.stop());

  test('/healthz is answered before a slow statement that began earlier', async () => {
    const answered: string[] = [];
    const statement = server.db.execute(sql`select pg_sleep(3)`).then(() => answered.push('statement'));
    const { status } = await fetch(`${server.url}/healthz`);
    answered.push('/healthz');
    await statement;
    expect([status, ...answered]).toEqual([200, '/healthz', 'statement']);
  });
});
