/**
 * A compiled query answers like Yoga's executor, with the same status, headers and bytes and with as many statements, and like
 * `execute` of graphql-js, for which Yoga only gives other status codes to wrong variables.
 * `EXECUTED_DOCUMENTS` sets the number of random requests, `EXECUTED_SEED` their seed, which each run prints. With more requests
 * than usual, the special documents are also sent by callers who lack permissions that these do not need.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execute, getOperationAST, parse } from 'graphql';
import { everyPermission, type Permission } from '../../../src/domain/access/permissions.ts';
import { compile } from '../../../src/graphql/execution/compile.ts';
import { planOf } from '../../../src/graphql/plan/plan.ts';
import { sending } from '../../../src/graphql/plan/values.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { cases } from '../../plan/cases.ts';
import { type Request, randomRequest } from '../../plan/random-requests.ts';
import { isQuery } from '../../plan/rolled-back.ts';
import { seedRows } from '../../plan/sample-rows.ts';
import { type Kind, kinds, type Latchkey, startLatchkey } from '../../server.ts';
import { people } from '../../test-users.ts';
import { special } from './documents.ts';

const usual = 100;
const documents = Number(process.env.EXECUTED_DOCUMENTS ?? usual);

let server: Latchkey;
let addresses: { compiled: string; usual: string; plain: string };
/** Tokens of users who each lack one permission, by it. */
let lacking: Map<Permission, string>;
/** Of a super admin and of a user without permissions, and no token. */
let others: (string | null)[];
const everyone = () => [...others, ...lacking.values()];

async function start(kind: Kind): Promise<void> {
  server = await startLatchkey(kind, { COMPILED_QUERIES: 'first-use', LOG_LEVEL: 'silent' });
  const never = { COMPILED_QUERIES: 'never' };
  const plain = await server.beside(never, { execute: (args) => execute(args) });
  addresses = { compiled: server.url, usual: await server.beside(never), plain };
  const as = people(server);
  const owner = await as.owner();
  lacking = new Map();
  for (const permission of everyPermission) {
    const { token } = await as.having(...[...everyPermission].filter((one) => one !== permission));
    lacking.set(permission, token);
  }
  await seedRows(server, owner, (await as.having('READ_USER')).id);
  others = [owner.token, (await as.having()).token, null];
}

interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** How many statements were sent for it. */
  statements: number;
}

async function ask(url: string, { document: query, ...rest }: Request, token: string | null): Promise<Answered> {
  server.statements.length = 0;
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, ...rest }),
  });
  const { date: _, ...headers } = Object.fromEntries(response.headers);
  const body = inOrder((await response.text()).replace(/"request_id":"[^"]*"/g, '"request_id":""'));
  return { status: response.status, headers, body, statements: server.statements.length };
}

/** The errors of fields that run at the same time come in any order. */
function inOrder(body: string): string {
  const answer = JSON.parse(body) as { errors?: unknown[] };
  if (!answer.errors || answer.errors.length < 2) return body;
  const errors = answer.errors.map((error) => JSON.stringify(error)).sort();
  return JSON.stringify({ ...answer, errors });
}

/** These fields ask other processes for their uses, with as many statements as it takes, and count what this query uses. */
const readsUses = /shrink_suggestion|unused_/;

const counted = { requests: 0, compiled: 0, answeredCompiled: 0 };

async function compare(request: Request, token: string | null): Promise<void> {
  // From the second time on, its own uses are counted.
  if (readsUses.test(request.document)) await ask(addresses.usual, request, token);
  const { statements: expectedStatements, ...expected } = await ask(addresses.usual, request, token);
  const { statements: _, ...plain } = await ask(addresses.plain, request, token);
  const { statements, ...answer } = await ask(addresses.compiled, request, token);
  expect({ request, ...answer }).toEqual({ request, ...expected });
  // From the second time on it is neither parsed nor validated.
  const { statements: again, ...secondAnswer } = await ask(addresses.compiled, request, token);
  expect({ request, ...secondAnswer }).toEqual({ request, ...expected });
  expect({ request, ...withoutErrors(plain) }).toEqual({ request, ...withoutErrors(expected) });
  counted.requests++;
  if (!compiled(request)) return;
  counted.compiled++;
  if (/"errors":/.test(answer.body)) return;
  counted.answeredCompiled++;
  if (readsUses.test(request.document)) return;
  if (statements === expectedStatements && again === expectedStatements) return;
  await compareStatements(request, token);
}

/** Lookups that a busy machine delays into the same turn share a statement, so a number of one time says little. */
const times = 5;

async function compareStatements(request: Request, token: string | null): Promise<void> {
  const mostAt = async (url: string) => {
    let most = 0;
    for (let time = 0; time < times; time++) most = Math.max(most, (await ask(url, request, token)).statements);
    return most;
  };
  const [usual, compiled] = [await mostAt(addresses.usual), await mostAt(addresses.compiled)];
  expect({ request, statements: compiled }).toEqual({ request, statements: usual });
}

/** If several errors make one object null, GraphQL does not say which is reported. Wrong variables have other status codes. */
function withoutErrors(answer: Omit<Answered, 'statements'>): object {
  const { errors, data } = JSON.parse(answer.body) as { errors?: unknown[]; data?: unknown };
  return errors ? { data } : answer;
}

function compiled({ document, operationName }: Request): boolean {
  try {
    const parsed = parse(document);
    const operation = getOperationAST(parsed, operationName);
    return operation !== null && operation !== undefined && compile(schema, parsed, operation) !== null;
  } catch {
    return false;
  }
}

const requestFor = (document: string, variables: object = {}): Request => ({
  document,
  operationName: null,
  variables: variables as Request['variables'],
});

describe.each(kinds)('on %s', (kind) => {
  beforeAll(() => start(kind));
  afterAll(() => server.stop());

  test.each(Object.entries(special))(
    '%s: also callers who lack a permission that it needs get the same answer',
    async (_, { document, variables = {}, isCompiled }) => {
      expect(compiled(requestFor(document))).toBe(isCompiled);
      const { permissions } = planOf(schema, parse(document), null, sending(variables as Request['variables']));
      const without = permissions.map((permission) => lacking.get(permission) as string);
      const callers = documents > usual ? everyone() : [...others, ...without];
      for (const token of callers) await compare(requestFor(document, variables), token);
    },
  );

  test('the documents whose plan is known are answered alike, also without each permission that they need', async () => {
    const queries = Object.values(cases).filter(({ document }) => !document.trimStart().startsWith('mutation'));
    for (const { document, variables, needs } of queries) {
      const without = needs.map((permission) => lacking.get(permission as Permission) ?? null);
      for (const token of [...others, ...without]) await compare(requestFor(document, variables), token);
    }
  });

  test(`${documents} random queries are answered alike`, async () => {
    const seed = Number(process.env.EXECUTED_SEED ?? Date.now() % 2 ** 31);
    process.stderr.write(`execution: seed ${seed}\n`);
    const property = fc.asyncProperty(fc.gen(), fc.nat(), async (g, caller) => {
      let request = randomRequest(g);
      while (!isQuery(parse(request.document), request.operationName)) request = randomRequest(g);
      await compare(request, everyone()[caller % everyone().length] as string | null);
    });
    await fc.assert(property, { numRuns: documents, seed, endOnFailure: true });
    process.stderr.write(`execution: ${JSON.stringify(counted)}\n`);
    expect(counted.compiled).toBeGreaterThan(counted.requests / 3);
    expect(counted.answeredCompiled).toBeGreaterThan(counted.compiled / 5);
  }, 7_200_000);
});
