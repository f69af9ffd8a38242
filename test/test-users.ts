/** The users of the tests: a super admin, an anonymous caller, and users with exactly some permissions. They use a server over HTTP. */
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { roles } from '../schema/roles.ts';
import { users as table } from '../schema/users.ts';
import type { Permission } from '../src/domain/access/permissions.ts';
import { transactAsSystem } from '../src/domain/base/transaction.ts';
import * as accounts from '../src/domain/people/user-rows.ts';
import { insert } from '../src/domain/tokens/issue.ts';
import type { Latchkey } from './server.ts';

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  data: any;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: {
      code: string;
      fields?: Record<string, string>;
      missing_permissions?: string[];
      request_access?: { permissions: string[]; personal_access_token_id: string | null };
    };
  }[];
  status: number;
  headers: Headers;
}

export interface Person {
  id: string;
  username: string;
  token: string;
  /** Sends a query with the token. */
  ask(query: string, variables?: object): Promise<Answer>;
  /** Signs in with the password, and sends queries with the session from then on. */
  signedIn(): Promise<{ cookie: string; ask: Person['ask'] }>;
}

/** The password of every user who signs in, and its bcrypt hash with the pepper of the tests, at the lowest cost. */
export const password = 'plum tractor seldom 47';
export const passwordHash = '$2b$04$3GzwSmSx3VxJmGfZyA766u7fPhfmcD8Nei5hFV1fILvMdjVuEciGu';

/** Sends a query with these headers, and returns the whole answer, whatever its status. */
export async function ask(
  server: Latchkey,
  headers: Record<string, string>,
  query: string,
  variables?: object,
): Promise<Answer> {
  const response = await server.fetch('/api/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { ...((await response.json()) as Answer), status: response.status, headers: response.headers };
}

export function people(server: Latchkey) {
  const person = async (values: object): Promise<Person> => {
    const username = `person-${randomBytes(6).toString('hex')}`;
    const profile = accounts.checked({
      name: username,
      username,
      public_name: username,
      email_address: `${username}@example.com`,
    });
    const { id, token } = await transactAsSystem(server.db, async (tx) => {
      const { id } = await accounts.insert(tx, 'system', { ...profile, ...values });
      const { secret } = await insert(tx, 'system', { userId: id, name: 'test', expiresAt: null });
      return { id, token: secret };
    });
    return {
      id,
      username,
      token,
      ask: (query, variables) => ask(server, { Authorization: `Bearer ${token}` }, query, variables),
      signedIn: async () => {
        const cookie = await signIn(server, id, username);
        return { cookie, ask: (query, variables) => ask(server, { Cookie: cookie }, query, variables) };
      },
    };
  };
  return {
    /** An anonymous caller: sends no credential. */
    nobody: { ask: (query: string, variables?: object) => ask(server, {}, query, variables) },
    /** A super admin. */
    owner: () => person({ superAdmin: true }),
    /** A user with a new role of exactly these permissions. */
    having: async (...permissions: Permission[]) => {
      const name = `role-${randomBytes(6).toString('hex')}`;
      const [role] = await server.db
        .insert(roles)
        .values({ name, nameKey: name, appliedPermissions: permissions })
        .returning();
      return person({ roleId: role?.id });
    },
  };
}

/** Sets the shared password of the tests and signs in; returns the cookie. */
async function signIn(server: Latchkey, id: string, username: string): Promise<string> {
  await server.db.update(table).set({ passwordHash }).where(eq(table.id, id));
  const response = await server.fetch('/sign-in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (response.status !== 200) throw new Error(`Sign-in failed: ${await response.text()}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] as string;
}
