/**
 * Soundness of shrinking, on random requests: a token shrunk to what they used answers each of them as before, and asks
 * for nothing that was taken off. `SHRUNK_DOCUMENTS` sets how many.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { findToken } from '../../src/domain/credentials.ts';
import { everyPermission, type Permission } from '../../src/domain/permissions.ts';
import { createAnswer } from '../../src/graphql/answer.ts';
import { mask } from '../../src/graphql/errors.ts';
import { createLists } from '../../src/graphql/loaders.ts';
import { namedDocuments } from '../../src/graphql/named.ts';
import { createPace } from '../../src/graphql/pace.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Person, people } from '../people.ts';
import { type Latchkey, pepper, startLatchkey } from '../server.ts';
import { type Request, randomRequest } from './requests.ts';

const documents = Number(process.env.SHRUNK_DOCUMENTS ?? 150);
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
  // What is held on one project alone is asked for in other ways.
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

/** What tells of the power itself is not the same after it. */
const tellsOfPower = /effective_permissions|missing_permissions|unused_permissions|latent|_suggestion|\breach\b/;

/** Runs a document and takes back what it did, so that the same can be run again. */
async function run({ document, variables }: Request) {
  const found = await findToken(server.db, program.token, '127.0.0.1');
  const viewer = found as NonNullable<typeof found>;
  let answer: Awaited<ReturnType<typeof execute>> = {};
  const undone = new Error('Undone.');
  const running = server.db.transaction(async (db) => {
    const result = createAnswer(createPace(), 'a test');
    const shared = { viewer, mail: server.mail, pepper, ip: '127.0.0.1', done: { commits: 0 }, answer: result };
    const contextValue = { ...shared, db, lists: createLists(db, viewer, result), documents: namedDocuments() };
    answer = await execute({ schema, document: parse(document), variableValues: variables, contextValue });
    throw undone;
  });
  await running.catch((error) => {
    if (error !== undone) throw error;
  });
  const codes = (answer.errors ?? []).map(
    (error) =>
      mask(error, ({ error }) => {
        throw error;
      }).extensions.code,
  );
  const isSteady = document.startsWith('query') && !tellsOfPower.test(document);
  return {
    used: viewer.credential.used,
    told: { document, codes, data: isSteady ? JSON.stringify(answer.data) : null },
  };
}

test(`a token shrunk to what it used does the same as before, ${documents} random requests`, async () => {
  const counted = { documents: 0, kept: 0, latent: 0 };
  const several = fc.array(fc.gen(), { minLength: together, maxLength: together });
  await fc.assert(
    fc.asyncProperty(several, async (generators) => {
      const requests = generators.map(randomRequest);
      await shrinkBy([]);
      const used = new Set<Permission>();
      const before: object[] = [];
      for (const request of requests) {
        const first = await run(request);
        for (const permission of first.used.permissions) used.add(permission);
        before.push(first.told);
      }
      const latent = [...everyPermission].filter((permission) => !used.has(permission));
      await shrinkBy(latent);
      for (const [place, request] of requests.entries()) {
        const again = await run(request);
        expect(again.told).toEqual(before[place]);
        expect({ request, asked: [...again.used.latent] }).toEqual({ request, asked: [] });
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
