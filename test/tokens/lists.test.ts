/** The lists of tokens: the caller’s own, and all tokens for callers who may read them. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds } from '../server.ts';
import { type Ask, holding, inBrowser, inDays, made, refusal, revoke, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  async function own(by: Ask, selection = 'id'): Promise<Record<string, unknown>[]> {
    const { data, errors } = await by(`{ personal_access_tokens { entities { ${selection} } } }`);
    expect(errors).toBeUndefined();
    return data.personal_access_tokens.entities;
  }

  test('personal_access_tokens lists only the caller’s own tokens, even for a super admin', async () => {
    const [ada, bob] = [await at.as.having(), await at.as.having()];
    const byAda = await inBrowser(at.server, ada);
    const token = await made(byAda);
    expect((await own(byAda)).map(({ id }) => id)).toContain(token.id);
    for (const by of [bob.ask, at.owner]) expect((await own(by)).map(({ id }) => id)).not.toContain(token.id);
    const { data } = await bob.ask(`{ personal_access_tokens(id: ${token.id}) { entities { id } } }`);
    expect(data.personal_access_tokens.entities).toEqual([]);
  });

  test('a token sees the same list as a session of its owner', async () => {
    const who = await at.as.having();
    expect(await own(holding(at.server, who.token))).toEqual(await own(await inBrowser(at.server, who)));
  });

  test('the last use is null until the token is used, and then has its minute and address', async () => {
    const by = await inBrowser(at.server, await at.as.having());
    const { id, token } = await made(by);
    const lastUse = async () => (await own(by, 'id last_used_at last_used_ip')).find((row) => row.id === id);
    await at.server.usage.flush(true);
    expect(await lastUse()).toEqual({ id, last_used_at: null, last_used_ip: null });
    const before = Date.now();
    await holding(at.server, token)('{ me { id } }');
    await at.server.usage.flush(true);
    const used = await lastUse();
    expect(used?.last_used_ip).toBe('127.0.0.1');
    const usedAt = Date.parse(used?.last_used_at as string);
    expect(usedAt).toBeGreaterThanOrEqual(before);
    expect(usedAt).toBeLessThanOrEqual(Date.now());
  });

  test('expired is false until the expiry, and revoked tokens show when and why', async () => {
    const by = await inBrowser(at.server, await at.as.having());
    const ids: string[] = [];
    for (const expires_at of [null, inDays(1), inDays(1), null]) ids.push((await made(by, { expires_at })).id);
    await at.server.db.execute(
      sql`update personal_access_tokens set expires_at = clock_timestamp() where id = ${ids[2]}`,
    );
    await revoke(by, ids[3] as string, 'laptop lost');
    const listed = await own(by, 'id expired state revoked revoked_at revoke_reason');
    const live = { expired: false, state: 'ACTIVE', revoked: false, revoked_at: null, revoke_reason: null };
    expect(ids.map((id) => listed.find((row) => row.id === id))).toEqual([
      { id: ids[0], ...live },
      { id: ids[1], ...live },
      { id: ids[2], ...live, expired: true, state: 'EXPIRED' },
      {
        id: ids[3],
        expired: false,
        state: 'REVOKED',
        revoked: true,
        revoked_at: expect.any(String),
        revoke_reason: 'laptop lost',
      },
    ]);
  });

  test('all_personal_access_tokens requires READ_PERSONAL_ACCESS_TOKEN', async () => {
    const query = '{ all_personal_access_tokens { entities { id } } }';
    const missing = ['READ_PERSONAL_ACCESS_TOKEN'];
    expect(refusal(await (await at.as.having()).ask(query))).toEqual({ code: 'FORBIDDEN', missing });
    expect(refusal(await at.as.nobody.ask(query)).code).toBe('UNAUTHENTICATED');
    const reader = await at.as.having('READ_PERSONAL_ACCESS_TOKEN');
    const { data } = await reader.ask(query);
    expect(data.all_personal_access_tokens.entities.length).toBeGreaterThan(5);
  });

  test('no list, search, sorting or aggregation can use the hash of a secret', async () => {
    for (const attribute of ['secret_hash', 'secretHash', 'previous_hash', 'token', 'idempotency_salt', 'name_key'])
      for (const asked of [
        `search: [{ string_fields: [{ attribute: "${attribute}", search_value: "a", match: true }] }]`,
        `sorter: [{ attribute: "${attribute}", direction: ASC }]`,
        `aggregation: [{ field_name: "${attribute}", aggregation_function: COUNT }]`,
      ]) {
        const { data, errors } = await at.owner(
          `{ all_personal_access_tokens(${asked}) { entities { id } aggregations { field value } } }`,
        );
        expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
        expect(JSON.stringify(data)).not.toMatch(/\d{3}/);
      }
  });
});
