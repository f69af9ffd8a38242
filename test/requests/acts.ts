/** Access requests over HTTP: requesting, granting, declining and ending. */
import { expect } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Latchkey } from '../server.ts';
import type { Answer, Person } from '../test-users.ts';

type Ask = Person['ask'];

const fields = `id user_id personal_access_token_id permissions reason state decided_by_user_id decided_at answer expires_at ended_at`;

export const request = (by: Ask, input: object) =>
  by(`mutation ($input: RequestAccessMutationInput) { done: requestAccess(input: $input) { ${fields} } }`, { input });

export const grant = (by: Ask, id: string, input: object = {}) =>
  by(
    `mutation ($id: Int64Bit!, $input: GrantAccessMutationInput) { done: grantAccess(id: $id, input: $input) { ${fields} } }`,
    { id, input },
  );

export const decline = (by: Ask, id: string, answer?: string) =>
  by(`mutation ($id: Int64Bit!, $answer: String) { done: declineAccess(id: $id, answer: $answer) { ${fields} } }`, {
    id,
    answer,
  });

export const end = (by: Ask, id: string, reason?: string) =>
  by(`mutation ($id: Int64Bit!, $reason: String) { done: endAccess(id: $id, reason: $reason) { ${fields} } }`, {
    id,
    reason,
  });

/** The request in an answer, which must succeed. */
export async function done(answer: Promise<Answer>) {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data.done as { id: string; state: string; [field: string]: unknown };
}

/** Requests access and lets `decider` grant it. */
export async function granted(by: Ask, decider: Ask, input: object, how: object = {}): Promise<string> {
  const { id } = await done(request(by, input));
  await done(grant(decider, id, how));
  return id;
}

/** Moves the expiry of a grant as if this many hours had passed. */
export const hoursLater = ({ db }: Latchkey, id: string, hours: number) =>
  db.execute(
    sql`update access_requests set expires_at = expires_at - make_interval(hours => ${hours}::int) where id = ${id}`,
  );

/** Moves all requests of a user an hour back. */
export const madeAnHourAgo = ({ db }: Latchkey, userId: string) =>
  db.execute(sql`update access_requests set created_at = created_at - interval '1 hour' where user_id = ${userId}`);

/** The effective permissions of a credential. */
export async function powerOf(by: Ask): Promise<string[]> {
  const { data, errors } = await by('{ me { effective_permissions } }');
  expect(errors).toBeUndefined();
  return [...data.me.effective_permissions].sort();
}

/** The access requests that the caller may read, by id. */
export async function listed(by: Ask, args = '') {
  const { data, errors } = await by(`{ access_requests${args} { entities { ${fields} } } }`);
  expect(errors).toBeUndefined();
  return data.access_requests.entities as { id: string; state: string; [field: string]: unknown }[];
}
