/** Requests of other services, and their accounts. */
import { eq } from 'drizzle-orm';
import { users } from '../../schema/users.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import type { Latchkey } from '../server.ts';
import { type Person, people } from '../test-users.ts';

export type Headers = Record<string, string>;

export const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
export const basic = (username: string, secret: string): Headers => ({
  Authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`,
});

/** A service account with exactly these permissions, and a token of it. */
export async function serviceHaving(server: Latchkey, ...permissions: Permission[]): Promise<Person> {
  const account = await people(server).having(...permissions);
  await server.db.update(users).set({ serviceAccount: true }).where(eq(users.id, account.id));
  return account;
}

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? JSON.parse(text) : text,
  };
}

/** Posts a form. */
export const postForm = async (
  { url }: Pick<Latchkey, 'url'>,
  path: string,
  fields: Record<string, string> | string,
  headers: Headers = {},
): Promise<Reply> =>
  replyOf(
    await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    }),
  );

/** Posts JSON: an object, or a text as it stands. */
export const postJson = async (
  { url }: Pick<Latchkey, 'url'>,
  path: string,
  body: object | string,
  headers: Headers = {},
): Promise<Reply> =>
  replyOf(
    await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

export const get = async ({ url }: Pick<Latchkey, 'url'>, path: string, headers: Headers = {}): Promise<Reply> =>
  replyOf(await fetch(url + path, { headers }));

/** The number of statements that a request sends. */
export async function statementsOf({ statements }: Latchkey, request: () => Promise<unknown>): Promise<number> {
  statements.length = 0;
  await request();
  return statements.length;
}
