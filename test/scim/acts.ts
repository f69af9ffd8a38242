/** Requests of an identity provider over HTTP, with the token of a user who may create, change and read users. */
import { beforeAll } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../server.ts';
import type { Person } from '../test-users.ts';
import { rowsOf, type World } from '../tokens/acts.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const provisioning = ['READ_USER', 'CREATE_USER', 'UPDATE_USER'] as const;

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

/** Sends to a path below `/scim/v2` with these headers and a body of SCIM. */
export const sending =
  (server: Latchkey, credential: Record<string, string>): Send =>
  async (method, path, body, headers = {}) => {
    const response = await server.fetch(`/scim/v2${path}`, {
      method,
      headers: {
        ...credential,
        ...(body === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };

export const withToken = (server: Latchkey, token: string) => sending(server, { Authorization: `Bearer ${token}` });

/** The provider of a block of tests. */
export function provider(at: World): { send: Send; who: Person } {
  const found = {} as { send: Send; who: Person };
  beforeAll(async () => {
    found.who = await at.as.having(...provisioning);
    found.send = withToken(at.server, found.who.token);
  });
  return found;
}

export const patchOf = (...operations: object[]) => ({ schemas: [patchSchema], Operations: operations });

let made = 0;

/** A new person, with a name that no other test has. */
export function kim(more: object = {}) {
  const userName = `kim.${++made}.${process.pid}@example.com`;
  return { schemas: [userSchema], userName, emails: [{ value: userName, type: 'work', primary: true }], ...more };
}

export interface Row {
  name: string;
  username: string;
  public_name: string;
  email_address: string;
  enabled: boolean;
  external_id: string | null;
  role_id: string | null;
  verified: boolean;
  provisioned: boolean;
  deprovisioned: boolean;
}

export async function rowOf(server: Latchkey, id: string): Promise<Row> {
  const [row] = await rowsOf(
    server,
    sql`select name, username, public_name, email_address, enabled, external_id, role_id,
      email_verified_at is not null as verified, email_provisioned_at is not null as provisioned,
      deprovisioned_at is not null as deprovisioned from users where id = ${id}`,
  );
  return row as unknown as Row;
}
