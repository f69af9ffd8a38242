/** Acts on tokens over HTTP: with a session, which manages tokens, and with the tokens themselves. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { sessions } from '../../schema/sessions.ts';
import { users } from '../../schema/users.ts';
import { hashSecret, randomSecret } from '../../src/domain/base/secrets.ts';
import { type Kind, type Latchkey, startLatchkey } from '../server.ts';
import { type Answer, ask, type Person, passwordHash, people } from '../test-users.ts';

export type Ask = Person['ask'];

export interface Made {
  id: string;
  /** The secret. */
  token: string;
  name: string;
  [field: string]: unknown;
}

export interface World {
  server: Latchkey;
  as: ReturnType<typeof people>;
  /** A super admin with a session. */
  owner: Ask;
  ownerId: string;
}

/** Starts one server for all tests of a block, with a signed-in super admin. */
export function world(kind: Kind, settings: () => Record<string, string> = () => ({})): World {
  const found = {} as World;
  beforeAll(async () => {
    found.server = await startLatchkey(kind, settings());
    found.as = people(found.server);
    const owner = await found.as.owner();
    found.ownerId = owner.id;
    found.owner = await inBrowser(found.server, owner);
  });
  afterAll(() => found.server?.stop());
  return found;
}

/** Signs a user in with the shared password, without hashing it; the password counts as confirmed that long ago. */
export async function cookieOf({ db }: Latchkey, { id }: { id: string }, confirmedMinutesAgo = 0): Promise<string> {
  const secret = randomSecret();
  const withoutPassword = and(eq(users.id, id), isNull(users.passwordHash));
  await db.update(users).set({ passwordHash }).where(withoutPassword);
  await db.insert(sessions).values({
    userId: id,
    secretHash: hashSecret(secret),
    expiresAt: sql`clock_timestamp() + interval '1 day'`,
    passwordConfirmedAt: sql`clock_timestamp() - make_interval(mins => ${confirmedMinutesAgo}::int)`,
    ip: '127.0.0.1',
  });
  return `latchkey=${secret}`;
}

export async function inBrowser(server: Latchkey, who: { id: string }, confirmedMinutesAgo = 0): Promise<Ask> {
  const Cookie = await cookieOf(server, who, confirmedMinutesAgo);
  return (query, variables) => ask(server, { Cookie }, query, variables);
}

/** Sends queries with a token. */
export const holding =
  (server: Latchkey, token: string): Ask =>
  (query, variables) =>
    ask(server, { Authorization: `Bearer ${token}` }, query, variables);

const fields = `id name description type token start last_four created_at updated_at _version expires_at expired revoked
  state user_id permission_set_id permissions issuer_permissions methods project_id allowed_subnets allowed_resources`;

const mutation = (name: string, input: string, id = true) =>
  `mutation (${id ? '$id: Int64Bit!, ' : ''}$input: ${input}) { done: ${name}(${id ? 'id: $id, ' : ''}input: $input) { ${fields} } }`;

const texts = {
  create: mutation('createPersonalAccessToken', 'CreatePersonalAccessTokenMutationInput', false),
  edit: mutation('updatePersonalAccessToken', 'UpdatePersonalAccessTokenMutationInput'),
  copy: mutation('copyPersonalAccessToken', 'CopyPersonalAccessTokenMutationInput'),
  regenerate: mutation('regeneratePersonalAccessToken', 'RegeneratePersonalAccessTokenMutationInput'),
};

export const create = (by: Ask, input: object) => by(texts.create, { input });
export const edit = (by: Ask, id: string, input: object) => by(texts.edit, { id, input });
export const copy = (by: Ask, id: string, input: object) => by(texts.copy, { id, input });
export const regenerate = (by: Ask, id: string, input: object = {}) => by(texts.regenerate, { id, input });
export const revoke = (by: Ask, id: string, reason?: string) =>
  by(
    'mutation ($id: Int64Bit!, $reason: String) { done: deletePersonalAccessToken(id: $id, reason: $reason) { success } }',
    { id, reason },
  );

/** The token in an answer, which must succeed. */
export async function done(answer: Promise<Answer>): Promise<Made> {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data.done;
}

let counter = 0;
/** A name that is not used yet. */
export const freshName = (what = 'token') => `${what} ${++counter} ${randomBytes(3).toString('hex')}`;

/** Issues a token for the caller, which must succeed. */
export const made = (by: Ask, input: object = {}) => done(create(by, { name: freshName(), ...input }));

export async function setPolicy({ owner }: Pick<World, 'owner'>, input: object): Promise<void> {
  const text =
    'mutation ($input: UpdateTokenPolicyMutationInput) { updateTokenPolicy(input: $input) { warning_days } }';
  expect((await owner(text, { input })).errors).toBeUndefined();
}

/** Creates a project. */
export async function project({ owner }: World): Promise<{ id: string; key: string }> {
  const input = { key: `p-${randomBytes(4).toString('hex')}`, name: 'Project' };
  const { data } = await owner(
    'mutation ($input: CreateProjectMutationInput) { createProject(input: $input) { id key } }',
    { input },
  );
  return data.createProject;
}

/** Grants or revokes a permission on a project. */
export async function grant(
  { owner }: Pick<World, 'owner'>,
  what: 'grant' | 'revoke',
  key: string,
  holder: { user_id: string } | { role_id: string },
  permission = 'EXECUTE_ANALYSIS',
): Promise<void> {
  const input = { project_key: key, permission, ...holder };
  const text = `mutation ($input: ProjectGrantMutationInput) { ${what}ProjectPermission(input: $input) { success } }`;
  expect((await owner(text, { input })).errors).toBeUndefined();
}

/** Submits an analysis; returns the whole answer. */
export function analyse(by: Ask, project_key: string): Promise<Answer> {
  const input = { project_key, revision: 'r1', branch: 'main', measures: [{ metric: 'lines', value: '7' }] };
  return by('mutation ($input: SubmitAnalysisMutationInput) { done: submitAnalysis(input: $input) { id } }', { input });
}

/** Creates an enabled service account. */
export async function serviceAccount({ owner }: World): Promise<{ id: string }> {
  const username = `robot-${randomBytes(4).toString('hex')}`;
  const input = {
    name: username,
    username,
    public_name: username,
    email_address: `${username}@example.com`,
    service_account: true,
  };
  const { data } = await owner('mutation ($input: CreateUserMutationInput) { createUser(input: $input) { id } }', {
    input,
  });
  return data.createUser;
}

/** The code of the first error, and the permissions that it names as missing. */
export const refusal = ({ errors }: Answer) => ({
  code: errors?.[0]?.extensions.code,
  missing: errors?.[0]?.extensions.missing_permissions,
});

export const hourMs = 3600 * 1000;
export const dayMs = 24 * hourMs;
/** An instant that many days from now, and its day. */
export const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();
export const dayIn = (days: number) => inDays(days).slice(0, 10);

/** The rows of a statement. */
export async function rowsOf<Row>({ db }: Latchkey, statement: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await db.execute(statement)) as unknown as { rows: Row[] }).rows;
}

/** Declares a custom permission with these kinds of resource, which must succeed. */
export async function declare(
  { owner }: Pick<World, 'owner'>,
  name: string,
  ...resource_kinds: string[]
): Promise<string> {
  const text = 'mutation ($input: CreatePermissionMutationInput) { done: createPermission(input: $input) { id } }';
  const input = { name, group: 'Billing', description: 'For the checks of another service.', resource_kinds };
  const { data, errors } = await owner(text, { input });
  expect(errors).toBeUndefined();
  return data.done.id;
}
