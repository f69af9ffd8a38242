/**
 * Every root field that tokens may call is called with random valid arguments, and the token is then shrunk to exactly what
 * that call used: the same call must then give the same answer as with a token of the same owner that was not shrunk.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import type { Rule } from '../../src/graphql/access/access-rules.ts';
import { roots } from '../access/calls.ts';
import { kinds } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { type Ask, inBrowser, world } from '../tokens/acts.ts';
import { type Request, randomRequest, rootFields } from './random-requests.ts';
import { runWithToken } from './rolled-back.ts';

/** The number of calls of each root field, if the samples contain as many valid ones. */
const wanted = 5;
const mostSamples = 40;

const forTokens = roots.filter(({ field }) => !(field.extensions.rule as Rule | undefined)?.person);

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind, () => ({ LOG_LEVEL: 'silent' }));
  let owner: Person;
  let by: Ask;
  let id: string;
  /** A token of the same owner that is never shrunk. */
  let whole: string;

  const found = new Map<string, Request[]>();

  beforeAll(async () => {
    owner = await at.as.having(...everyPermission);
    const as = people(at.server);
    for (const permissions of [['READ_USER'], [], ['CREATE_NOTE']] as Permission[][]) await as.having(...permissions);
    const { ask } = owner;
    for (const key of ['web', 'other'])
      await ask(`mutation { createProject(input: { key: "${key}", name: "${key}" }) { id } }`);
    for (const name of ['one', 'two'])
      await ask(`mutation { createRole(input: { name: "${name}", applied_permissions: [READ_USER] }) { id } }`);
    await ask(
      'mutation { submitAnalysis(input: { project_key: "web", revision: "1", branch: "main", measures: [] }) { id } }',
    );
    by = await inBrowser(at.server, owner);
    id = (await by('{ personal_access_tokens { entities { id } } }')).data.personal_access_tokens.entities[0].id;
    whole = (
      await transactAsSystem(at.server.db, (tx) =>
        insert(tx, 'system', { userId: owner.id, name: 'whole', expiresAt: null }),
      )
    ).secret;
  });

  /** Calls that succeed with the token that is never shrunk. */
  async function validCalls({ operation, name }: (typeof roots)[number]): Promise<Request[]> {
    const known = found.get(name);
    if (known) return known;
    const field = rootFields(operation).find((one) => one.name === name) as ReturnType<typeof rootFields>[number];
    const requests = fc.gen().map((generator) => randomRequest(generator, { only: { kind: operation, field } }));
    const valid: Request[] = [];
    for (let seed = 1; seed <= mostSamples && valid.length < wanted; seed++)
      for (const request of fc.sample(requests, { numRuns: 10, seed })) {
        const { result } = await runWithToken(at.server, whole, request);
        if (result.codes.length === 0 && result.data !== '{"r0":null}') valid.push(request);
      }
    expect({ name, valid: valid.length }).not.toEqual({ name, valid: 0 });
    found.set(name, valid.slice(0, wanted));
    return valid.slice(0, wanted);
  }

  /** Calls with the token to shrink, and counts the uses as the server does. */
  async function call(request: Request) {
    const { viewer, result } = await runWithToken(at.server, owner.token, request);
    at.server.usage.add(viewer, '127.0.0.1');
    return { used: viewer.credential.used, result };
  }

  async function wholeAgain(): Promise<void> {
    await at.server.usage.flush();
    await at.server.db.execute(sql`truncate usage`);
    await at.server.db.execute(sql`update personal_access_tokens set latent_permissions = null where id = ${id}`);
  }

  /** Shrinks the token to what it has used. The server refuses to leave nothing; only here all permissions are then made latent. */
  async function shrink(): Promise<void> {
    const { errors } = await by(`mutation { shrinkPersonalAccessToken(id: ${id}, input: {}) { id } }`);
    if (!errors) return;
    const refused = errors[0]?.extensions as { code: string; reason?: string } | undefined;
    expect([refused?.code, refused?.reason]).toEqual(['CONFLICT', expect.stringMatching(/^NOTHING_(LEFT|TAKEN)$/)]);
    if (refused?.reason === 'NOTHING_TAKEN') return;
    const all = sql.param([...everyPermission]);
    await at.server.db.execute(
      sql`update personal_access_tokens set latent_permissions = ${all}::text[] where id = ${id}`,
    );
  }

  async function expectSame(request: Request): Promise<void> {
    const [shrunk, other] = [await call(request), await runWithToken(at.server, whole, request)];
    expect(shrunk.result).toEqual(other.result);
    expect({ request, asked: [...shrunk.used.latent] }).toEqual({ request, asked: [] });
  }

  test.each(forTokens.map((root) => [`${root.operation} ${root.name}`, root] as const))(
    '%s gives the same answer after the token was shrunk to what it used',
    async (_name, root) => {
      for (const request of await validCalls(root)) {
        await wholeAgain();
        expect((await call(request)).result.codes).toEqual([]);
        await shrink();
        await expectSame(request);
      }
    },
    120_000,
  );

  test('all of them give the same answers after the token was shrunk to what they used together', async () => {
    const requests: Request[] = [];
    for (const root of forTokens) requests.push(...(await validCalls(root)).slice(0, 1));
    await wholeAgain();
    for (const request of requests) expect((await call(request)).result.codes).toEqual([]);
    await shrink();
    for (const request of requests) await expectSame(request);
  }, 600_000);
});
