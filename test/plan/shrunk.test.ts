/**
 * Soundness of shrinking, on random requests: a token that is shrunk to what the requests used answers each of them as
 * before and uses no latent permission. `SHRUNK_DOCUMENTS` sets the number of requests.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Request, randomRequest } from './random-requests.ts';
import { runWithToken } from './rolled-back.ts';

const documents = Number(process.env.SHRUNK_DOCUMENTS ?? 90);
const together = 5;

let server: Latchkey;
let program: Person;

beforeAll(async () => {
  server = await startLatchkey('pglite', { LOG_LEVEL: 'silent' });
  const as = people(server);
  const owner = await as.owner();
  await as.having('READ_USER');
  await as.having();
  program = await as.having(...[...everyPermission].filter((permission) => permission !== 'ADMINISTER_PROJECT'));
  for (const key of ['web', 'other'])
    await owner.ask(`mutation { createProject(input: { key: "${key}", name: "${key}" }) { id } }`);
  // A permission on only one project is checked in other ways.
  await owner.ask(
    `mutation { grantProjectPermission(input: { project_key: "web", permission: ADMINISTER_PROJECT, user_id: ${program.id} }) { success } }`,
  );
  await owner.ask(
    'mutation { submitAnalysis(input: { project_key: "web", revision: "1", branch: "main", measures: [] }) { id } }',
  );
});
afterAll(() => server.stop());

const shrinkBy = (permissions: Permission[]) =>
  server.db.execute(
    sql`update personal_access_tokens set latent_permissions = ${sql.param(permissions)}::text[] where user_id = ${program.id}`,
  );

const run = (request: Request) => runWithToken(server, program.token, request);

test(`a token shrunk to what it used gives the same answers as before, for ${documents} random requests`, async () => {
  const counted = { documents: 0, kept: 0, latent: 0 };
  const several = fc.array(fc.gen(), { minLength: together, maxLength: together });
  await fc.assert(
    fc.asyncProperty(several, async (generators) => {
      const requests = generators.map((generator) => randomRequest(generator));
      await shrinkBy([]);
      const used = new Set<Permission>();
      const before: object[] = [];
      for (const request of requests) {
        const first = await run(request);
        for (const permission of first.viewer.credential.used.permissions) used.add(permission);
        before.push(first.result);
      }
      const latent = [...everyPermission].filter((permission) => !used.has(permission));
      await shrinkBy(latent);
      for (const [place, request] of requests.entries()) {
        const again = await run(request);
        expect(again.result).toEqual(before[place]);
        expect({ request, asked: [...again.viewer.credential.used.latent] }).toEqual({ request, asked: [] });
      }
      counted.documents += requests.length;
      counted.kept += used.size;
      counted.latent += latent.length;
    }),
    { numRuns: Math.ceil(documents / together), endOnFailure: true },
  );
  process.stderr.write(`shrunk: ${JSON.stringify(counted)}\n`);
  expect(counted.kept).toBeGreaterThan(documents / together / 2);
  expect(counted.latent).toBeGreaterThan(documents / together);
}, 3_600_000);
