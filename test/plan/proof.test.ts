/**
 * Soundness and minimality of the plan, on random documents: a token minted for a document runs it without an
 * authorisation error, and without any one of its permissions it does not.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { accessLogs } from '../../schema/access-logs.ts';
import { accessRequests } from '../../schema/access-requests.ts';
import { authenticationFactors } from '../../schema/factors.ts';
import { logs } from '../../schema/logs.ts';
import { notes } from '../../schema/notes.ts';
import { personalAccessTokens, tokenOperations } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { findToken } from '../../src/domain/credentials.ts';
import type { Permission } from '../../src/domain/permissions.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import { exactly, plan } from '../../src/graphql/documents.ts';
import { mask } from '../../src/graphql/errors.ts';
import { createLists } from '../../src/graphql/loaders.ts';
import { namedDocuments } from '../../src/graphql/named.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Person, people } from '../people.ts';
import { type Latchkey, pepper, startLatchkey } from '../server.ts';
import { randomDocument } from './documents.ts';

const documents = Number(process.env.PLAN_DOCUMENTS ?? 200);

let server: Latchkey;
let owner: Person;
let minted: { id: string; secret: string };

beforeAll(async () => {
  server = await startLatchkey('pglite', { LOG_LEVEL: 'silent' });
  const as = people(server);
  owner = await as.owner();
  const grace = await as.having('READ_USER');
  await as.having();
  minted = await insert(server.db, 'system', { userId: owner.id, name: 'minted', expiresAt: null });
  await seed(grace.id);
});
afterAll(() => server.stop());

/** Rows wherever a relation can lead, so that every selected field is really run. */
async function seed(graceId: string): Promise<void> {
  const { ask } = await owner.signedIn();
  for (const key of ['web', 'other'])
    await owner.ask(`mutation { createProject(input: { key: "${key}", name: "${key}" }) { id } }`);
  await owner.ask(
    'mutation { submitAnalysis(input: { project_key: "web", revision: "1", branch: "main", measures: [] }) { id } }',
  );
  await owner.ask(
    `mutation { createRole(input: { name: "Readers", applied_permissions: [READ_USER] }) { id } updateUser(id: ${graceId}, input: { name: "Grace" }) { id } updateRole(id: 1, input: { name: "Readers too" }) { id } }`,
  );
  await owner.ask(
    'mutation { grantProjectPermission(input: { project_key: "web", permission: EXECUTE_ANALYSIS, role_id: 1 }) { success } }',
  );
  await ask(
    'mutation { createPersonalAccessToken(input: { name: "scan", type: PROJECT_ANALYSIS, project_key: "web" }) { id } set: createPersonalAccessToken(input: { name: "set", permission_set_id: 1 }) { id } }',
  );
  await server.db.update(users).set({ roleId: '1' }).where(eq(users.id, owner.id));
  const all = await server.db.select({ id: personalAccessTokens.id }).from(personalAccessTokens);
  const tokenIds = all.map(({ id }) => id);
  const asked = { userId: owner.id, permissions: ['READ_USER'], decidedByUserId: owner.id };
  await server.db.insert(accessRequests).values(tokenIds.map((tokenId) => ({ ...asked, tokenId })));
  const about = (id: string) => ({
    loggableType: 'AccessRequest',
    loggableId: id,
    loggedEntityType: 'AccessRequest',
    loggedEntityId: id,
  });
  const entry = {
    level: 'INFO',
    type: 'OTHER',
    message: 'entry',
    current: '{}',
    userId: owner.id,
    credential: 'session',
  };
  await server.db.insert(logs).values(tokenIds.map((id) => ({ ...entry, ...about(id) })));
  await server.db.insert(tokenOperations).values({ tokenId: '1', hash: '0'.repeat(64) });
  await server.db.insert(authenticationFactors).values({ userId: owner.id, type: 'TOTP' });
  for (const [type, ids] of Object.entries({
    User: [owner.id, graceId],
    Role: ['1', '2'],
    PersonalAccessToken: tokenIds,
    AccessRequest: tokenIds,
  }))
    for (const id of ids) {
      await server.db
        .insert(notes)
        .values({ message: 'note', priority: 'NORMAL', noteableType: type, noteableId: id, userId: owner.id });
      await server.db.insert(accessLogs).values({ accessloggableType: type, accessloggableId: id, userId: owner.id });
    }
}

/** Runs a document with the minted token capped to exactly this; the codes of authorisation errors, and the answer. */
async function run(document: string, permissions: Permission[], methods: string[]) {
  await server.db
    .update(personalAccessTokens)
    .set({ permissions, methods })
    .where(eq(personalAccessTokens.id, minted.id));
  const viewer = await findToken(server.db, minted.secret, '127.0.0.1');
  const contextValue = {
    db: server.db,
    viewer,
    lists: createLists(server.db, viewer),
    documents: namedDocuments(),
    mail: server.mail,
    pepper,
    ip: '127.0.0.1',
  };
  const { errors, data } = await execute({ schema, document: parse(document), contextValue });
  const codes = (errors ?? []).map(
    (error) =>
      mask(error, ({ error }) => {
        throw error;
      }).extensions.code as string,
  );
  return {
    refused: codes.filter((code) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED'),
    data: JSON.stringify(data),
  };
}

test(`a token minted for a document runs it, and with one permission less does not, ${documents} random documents`, async () => {
  const counted = { documents: 0, permissions: 0, removals: 0, undecided: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const document = randomDocument(g);
      expect({ document, faults: validate(schema, parse(document)).map(({ message }) => message) }).toEqual({
        document,
        faults: [],
      });
      const { permissions, methods } = exactly({ document }, schema, namedDocuments());
      const { requirements, unknowns } = plan({ document }, schema, namedDocuments());
      const whole = await run(document, permissions, methods);
      expect({ document, permissions, refused: whole.refused }).toEqual({
        document,
        permissions,
        refused: [],
      });
      counted.documents++;
      counted.permissions += permissions.length;
      for (const permission of permissions) {
        // What stands under a type known only when it runs may not be reached by this run's rows.
        const certain = requirements.some(
          (one) =>
            one.permission === permission &&
            !unknowns.some(({ path, reason }) => reason.startsWith('Which type') && one.path.startsWith(`${path}.`)),
        );
        if (!certain) {
          counted.undecided++;
          continue;
        }
        const less = permissions.filter((one) => one !== permission);
        const { refused, data } = await run(document, less, methods);
        // Fewer rows instead of an error is not running it either.
        const isRefused = refused.length > 0 || (document.startsWith('query') && data !== whole.data);
        expect({ document, without: permission, isRefused }).toEqual({
          document,
          without: permission,
          isRefused: true,
        });
        counted.removals++;
      }
    }),
    { numRuns: documents, endOnFailure: true },
  );
  process.stderr.write(`plan: ${JSON.stringify(counted)}\n`);
  expect(counted.documents).toBeGreaterThanOrEqual(documents);
  expect(counted.removals).toBeGreaterThan(documents / 2);
}, 3_600_000);
