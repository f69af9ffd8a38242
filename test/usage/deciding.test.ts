/** A permission counts as used when it decides an answer. Comparing, listing or showing it, and acting as an owner, do not count. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { accessRequests } from '../../schema/access-requests.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import { asHeld, nothingUsed } from '../../src/domain/access/viewer.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { inBrowser, made, revoke, rowsOf, world } from '../tokens/acts.ts';

test('use() counts a permission as used, and holds() and iterating do not', () => {
  const used = nothingUsed();
  const held = asHeld(new Set<Permission>(['READ_USER', 'READ_ROLE']), used, new Set<Permission>(['CREATE_NOTE']));
  expect([held.holds('READ_USER'), held.holds('CREATE_NOTE'), [...held]]).toEqual([
    true,
    false,
    ['READ_USER', 'READ_ROLE'],
  ]);
  expect(used).toEqual(nothingUsed());
  expect([held.use('READ_USER'), held.use('CREATE_NOTE'), held.use('DELETE_ROLE')]).toEqual([true, false, false]);
  expect(used).toEqual({ ...nothingUsed(), permissions: new Set(['READ_USER']), latent: new Set(['CREATE_NOTE']) });
  // @ts-expect-error: callers have to choose between use() and holds().
  expect(held.has).toBeUndefined();
});

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const all: Permission[] = [
    ...(['READ_USER', 'UPDATE_USER', 'READ_ROLE', 'READ_ACCESS_REQUEST', 'READ_PERSONAL_ACCESS_TOKEN'] as const),
    ...(['DELETE_PERSONAL_ACCESS_TOKEN', 'UPDATE_ACCESS_REQUEST', 'CREATE_NOTE', 'READ_ALL_LOGS'] as const),
  ];
  let who: Person;
  let by: Person['ask'];
  let roleId: string;
  let ownToken: string;

  beforeEach(async () => {
    who = await at.as.having(...all);
    by = await inBrowser(at.server, who);
    const { me, personal_access_tokens } = (await by('{ me { role_id } personal_access_tokens { entities { id } } }'))
      .data;
    roleId = me.role_id;
    ownToken = personal_access_tokens.entities[0].id;
    await forgotten();
  });

  async function forgotten(): Promise<void> {
    await at.server.usage.flush();
    await at.server.db.execute(sql`truncate usage, usage_addresses`);
  }

  /** Runs a document, which must succeed; returns the permissions that it used. */
  async function usedBy(ask: Person['ask'], document: string): Promise<string[]> {
    await forgotten();
    expect((await ask(document)).errors).toBeUndefined();
    return written();
  }

  async function written(): Promise<string[]> {
    await at.server.usage.flush();
    const rows = await rowsOf<{ name: string }>(
      at.server,
      sql`select name from usage where user_id = ${who.id} and kind = 'PERMISSION' order by name`,
    );
    return rows.map(({ name }) => name);
  }

  /** Adds an access request of the owner for the token; returns its id. */
  async function requested(userId: string, tokenId: string): Promise<string> {
    const values = { userId, tokenId, permissions: ['DELETE_ROLE'], reason: '' };
    const [request] = await at.server.db.insert(accessRequests).values(values).returning();
    return request?.id as string;
  }

  async function othersToken(): Promise<{ id: string; userId: string }> {
    const other = await at.as.having();
    const { id } = await made(await inBrowser(at.server, other));
    return { id, userId: other.id };
  }

  test('updating the caller’s own user does not use permissions that are compared with the role', async () => {
    expect(await usedBy(by, 'mutation { updateMe(input: { name: "Ada" }) { id name role_id } }')).toEqual([]);
    const save = `mutation { updateUser(id: ${who.id}, input: { name: "Ada", role_id: ${roleId} }) { id } }`;
    expect(await usedBy(by, save)).toEqual(['READ_USER', 'UPDATE_USER']);
    const { data } = await by(`{ roles(id: ${roleId}) { entities { unused_permissions } } }`);
    const unused = all.filter((permission) => !['READ_USER', 'UPDATE_USER'].includes(permission));
    expect(data.roles.entities[0].unused_permissions).toEqual(unused);
  });

  test('giving a user another role uses the permissions of that role', async () => {
    const other = await at.as.having('CREATE_NOTE');
    const { data } = await at.owner(`{ users(id: ${other.id}) { entities { role_id } } }`);
    const { id } = await at.as.having();
    const save = `mutation { updateUser(id: ${id}, input: { role_id: ${data.users.entities[0].role_id} }) { id } }`;
    expect(await usedBy(by, save)).toEqual(['CREATE_NOTE', 'READ_USER', 'UPDATE_USER']);
  });

  test('reading and ending tokens and requests of the caller uses no permission', async () => {
    const id = await requested(who.id, ownToken);
    const pages = `{ personal_access_tokens { entities { id name usage { unused_permissions } } page_info { total_count } }
      shrink_suggestion(id: ${ownToken}) { kept_permissions } reach(personal_access_token_id: ${ownToken}) { statement }
      access_requests(user_id: ${who.id}) { entities { id personal_access_token { name } } page_info { total_count } } }`;
    expect(await usedBy(by, pages)).toEqual([]);
    expect(await usedBy(by, `mutation { endAccess(id: ${id}) { id } }`)).toEqual([]);
    await forgotten();
    await revoke(by, ownToken);
    expect(await written()).toEqual([]);
    expect(await usedBy(by, 'mutation { deletePersonalAccessTokens(all: true) { id } }')).toEqual([]);
  });

  test('reading and ending tokens and requests of other users uses the permission for it', async () => {
    const { id: tokenId, userId } = await othersToken();
    const id = await requested(userId, tokenId);
    expect(await usedBy(by, `{ access_requests(id: ${id}) { entities { id } } }`)).toEqual(['READ_ACCESS_REQUEST']);
    const withToken = `{ access_requests(id: ${id}) { entities { personal_access_token { name } } } }`;
    expect(await usedBy(by, withToken)).toEqual(['READ_ACCESS_REQUEST', 'READ_PERSONAL_ACCESS_TOKEN']);
    expect(await usedBy(by, `mutation { endAccess(id: ${id}) { id } }`)).toEqual(['UPDATE_ACCESS_REQUEST']);
    await forgotten();
    expect((await revoke(by, tokenId)).errors).toBeUndefined();
    expect(await written()).toEqual(['DELETE_PERSONAL_ACCESS_TOKEN']);
  });

  test('an error that lists the known relations uses none of their permissions', async () => {
    await forgotten();
    const { errors } = await by('{ users(reverse_relation_filters: [{ relation: "nothing" }]) { entities { id } } }');
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(await written()).toEqual(['READ_USER']);
  });

  test('a token with latent READ_PERSONAL_ACCESS_TOKEN sees its owner’s tokens without using it, and no others', async () => {
    const own = await requested(who.id, ownToken);
    const { id: tokenId, userId } = await othersToken();
    const others = await requested(userId, tokenId);
    await at.server.db.execute(
      sql`update personal_access_tokens set latent_permissions = array['READ_PERSONAL_ACCESS_TOKEN'] where id = ${ownToken}`,
    );
    const needed = async () =>
      rowsOf(at.server, sql`select 1 from logs where loggable_id = ${ownToken} and message like '%shrunk by%'`);
    const tokenOf = async (id: string) =>
      (await who.ask(`{ access_requests(id: ${id}) { entities { personal_access_token { id } } } }`)).data
        .access_requests.entities[0].personal_access_token;
    expect([await tokenOf(own), await needed()]).toEqual([{ id: ownToken }, []]);
    expect([await tokenOf(others), (await needed()).length]).toEqual([null, 1]);
  });
});
