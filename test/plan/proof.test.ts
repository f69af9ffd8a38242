/**
 * The plan of random requests is sound and minimal: a token issued for it runs the request without an authorization error,
 * and without any one of its permissions the request is refused or answered differently. What is only known when the request
 * is run is counted. `PLAN_DOCUMENTS` sets the number of requests, `PLAN_SEED` their seed, which each run prints.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { findToken } from '../../src/domain/access/authenticate.ts';
import { transactAsSystem } from '../../src/domain/base/transaction.ts';
import { insert } from '../../src/domain/tokens/issue.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';
import { coverage, rarerThan } from './coverage.ts';
import { type Generated, type Request, randomRequest } from './random-requests.ts';
import { isQuery, type Refusal, runRolledBack } from './rolled-back.ts';
import { seedRows } from './sample-rows.ts';

const documents = Number(process.env.PLAN_DOCUMENTS ?? 500);

let server: Latchkey;
let owner: Person;
let minted: { id: string; secret: string };

beforeAll(async () => {
  server = await startLatchkey('pglite', { LOG_LEVEL: 'silent' });
  const as = people(server);
  owner = await as.owner();
  const grace = await as.having('READ_USER');
  await as.having();
  minted = await transactAsSystem(server.db, (tx) =>
    insert(tx, 'system', { userId: owner.id, name: 'minted', expiresAt: null }),
  );
  await seedRows(server, owner, grace.id);
});
afterAll(() => server.stop());

interface Plan {
  permissions: string[];
  methods: string[];
  requirements: { path: string; field: string; permission: string }[];
  unknowns: { path: string; kind: string }[];
}

const planning =
  parse(`query ($document: Text!, $operationName: String, $variables: Text) { required_permissions(document: $document, operation_name: $operationName, variables: $variables) {
  permissions methods requirements { path field permission } unknowns { path kind } } }`);

/** Runs a request with a token whose cap is exactly this. */
async function run(request: Request, permissions: string[], methods: string[]) {
  const cap = { permissions, methods };
  await server.db.update(personalAccessTokens).set(cap).where(eq(personalAccessTokens.id, minted.id));
  const viewer = await findToken(server.db, minted.secret, '127.0.0.1');
  return runRolledBack(server, viewer, { ...request, document: parse(request.document) });
}

async function planned({ document, operationName }: Request, variables: string | null): Promise<Plan> {
  const viewer = await findToken(server.db, owner.token, '127.0.0.1');
  const asked = { document: planning, variables: { document, operationName, variables } };
  const { data, refusals } = await runRolledBack(server, viewer, asked);
  expect({ document, refusals }).toEqual({ document, refusals: [] });
  return (data as { required_permissions: Plan }).required_permissions;
}

/** The condition of a fragment covers all fields next to it. */
function isWithin(path: string, above: string): boolean {
  const whole = above.replace(/\.?…$/, '');
  return whole === '' || path === whole || path.startsWith(`${whole}.`);
}
const isDenied = ({ code, missing }: Refusal) =>
  code === 'FORBIDDEN' || code === 'UNAUTHENTICATED' || missing.length > 0;

/** Unknowns that hide rows and refuse nothing. */
const hides = new Set(['REQUESTS_SEEN', 'PROJECTS_SEEN', 'TOKENS_SEEN', 'TYPE']);

/** Whether the field at this path has a value anywhere in the answer. */
function isReached(data: unknown, [name, ...rest]: string[]): boolean {
  if (data === null || data === undefined) return false;
  if (Array.isArray(data)) return data.some((one) => isReached(one, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return true;
  return isReached((data as Record<string, unknown>)[name], rest);
}

/** Fields that show the cap itself, and so always differ with it. */
const showsCap =
  /permissions|methods|_suggestion|\breach\b|_version|updated_at|shrunk|\bsince\b|counted_since|sessions|last_used/;

const counted = {
  documents: 0,
  permissions: 0,
  refused: 0,
  answeredOtherwise: 0,
  decidedByRows: 0,
  ofAnotherType: 0,
  notReached: 0,
  refusedAnyway: 0,
  searchedInVain: 0,
  showsCap: 0,
};

/** How many requests had unknowns of each kind: with their variables, and without them. */
const unknown = { sent: {} as Record<string, number>, unsent: {} as Record<string, number> };

function countUnknown(by: Record<string, number>, { unknowns }: Plan): void {
  for (const kind of new Set(unknowns.map(({ kind }) => kind))) by[kind] = (by[kind] ?? 0) + 1;
}

async function check(request: Request): Promise<void> {
  const { document: text, operationName, variables } = request;
  const document = parse(text);
  expect({ text, faults: validate(schema, document).map(({ message }) => message) }).toEqual({ text, faults: [] });
  const reads = isQuery(document, operationName);
  const plan = await planned(request, JSON.stringify(variables));
  countUnknown(unknown.sent, plan);
  const { permissions, methods, requirements, unknowns } = plan;
  const about = { text, variables: JSON.stringify(variables) };
  counted.documents++;
  counted.permissions += permissions.length;

  const whole = await run(request, permissions, methods);
  const denied = whole.refusals.filter(isDenied);
  const open = unknowns.filter(({ kind }) => !hides.has(kind));
  const unexplained = denied.filter(({ path }) => !open.some((one) => isWithin(path, one.path)));
  expect({ ...about, permissions, unexplained }).toEqual({ ...about, permissions, unexplained: [] });
  if (denied.length > 0) counted.decidedByRows++;

  for (const permission of permissions) {
    const less = await run(
      request,
      permissions.filter((one) => one !== permission),
      methods,
    );
    const places = requirements.filter((one) => one.permission === permission);
    const isRefused = less.refusals.some((one) => isDenied(one) && one.missing.includes(permission));
    const isOther = reads && JSON.stringify(less.data) !== JSON.stringify(whole.data);
    const anyway = ({ path }: { path: string }) =>
      whole.refusals.some((one) => isWithin(path, one.path) || isWithin(one.path, path));
    const inSearch = ({ field, path }: { field: string; path: string }) =>
      !path.endsWith(`.${field.split('.')[1]}`) && `${text} ${about.variables}`.includes('ROOT_PLUS_RELATIONS');
    const ofType = ({ path }: { path: string }) =>
      unknowns.some((one) => one.kind === 'TYPE' && path.startsWith(`${one.path}.`));
    if (isRefused) counted.refused++;
    else if (isOther && showsCap.test(text)) counted.showsCap++;
    else if (isOther) counted.answeredOtherwise++;
    else if (places.every(anyway)) counted.refusedAnyway++;
    else if (places.every((one) => anyway(one) || ofType(one))) counted.ofAnotherType++;
    else if (places.every((one) => anyway(one) || ofType(one) || !isReached(whole.data, one.path.split('.'))))
      counted.notReached++;
    else if (
      places.every((one) => anyway(one) || ofType(one) || inSearch(one) || !isReached(whole.data, one.path.split('.')))
    )
      counted.searchedInVain++;
    else expect({ ...about, permissions, notNeeded: permission, places }).toBeNull();
  }
  await checkUnknown(about, request, plan);
}

/** Whatever the values of the variables are, the plan without them contains what they require or lists it as unknown there. */
async function checkUnknown(about: object, request: Request, { permissions, requirements }: Plan): Promise<void> {
  const before = await planned(request, null);
  countUnknown(unknown.unsent, before);
  const differing = [
    ...requirements.filter(({ permission }) => !before.permissions.includes(permission)),
    ...before.requirements.filter(({ permission }) => !permissions.includes(permission)),
  ];
  const notListed = differing.filter(({ path }) => !before.unknowns.some((one) => isWithin(path, one.path)));
  expect({ ...about, notListed }).toEqual({ ...about, notListed: [] });
}

test(`a token issued for a request runs it, and not with any one permission less, for ${documents} random requests`, async () => {
  const seed = Number(process.env.PLAN_SEED ?? Date.now() % 2 ** 31);
  const known: Generated = new Map();
  const others: Generated = new Map();
  const property = (generated: Generated) => fc.asyncProperty(fc.gen(), (g) => check(randomRequest(g, { generated })));
  // The same requests each time, and then others.
  const same = process.env.PLAN_SEED ? 0 : Math.min(250, documents / 2);
  if (same > 0) await fc.assert(property(known), { numRuns: same, seed: 1, endOnFailure: true });
  process.stderr.write(`plan: seed ${seed}\n`);
  await fc.assert(property(others), { numRuns: documents - same, seed, endOnFailure: true });
  process.stderr.write(`plan: ${JSON.stringify(counted)}\n`);
  process.stderr.write(`plan, unknown of requests: ${JSON.stringify(unknown)}\n`);
  process.stderr.write(`plan, generated: ${JSON.stringify(coverage(others))}\n`);
  expect(counted.refused).toBeGreaterThan(documents / 3);
  if (same > 0) expect(rarerThan(1, 'rootFields', known).length).toBeLessThan(12);
  if (documents < 5_000) return;
  expect(rarerThan(50, 'rootFields', others)).toEqual([]);
  for (const kind of ['rootArguments', 'inputFields', 'fields'] as const)
    expect({ kind, rare: rarerThan(2, kind, others) }).toEqual({ kind, rare: [] });
  expect(rarerThan(1, 'fieldArguments', others).length).toBeLessThan(10);
}, 7_200_000);
