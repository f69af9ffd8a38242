/** All tokens for an administrator: found by owner, type, state, expiry and use, and counted in a report. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { kinds } from '../server.ts';
import { type Ask, holding, inBrowser, inDays, made, refusal, revoke, setPolicy, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let ada: { id: string };
  let admin: Ask;
  /** The ids of the tokens by their property. */
  const id: Record<string, string> = {};
  beforeAll(async () => {
    admin = (await at.as.having('READ_PERSONAL_ACCESS_TOKEN')).ask;
    ada = await at.as.having('EXECUTE_ANALYSIS');
    await at.server.db.execute(sql`delete from personal_access_tokens where user_id = ${ada.id}`);
    const by = await inBrowser(at.server, ada);
    const inputs = {
      endless: {},
      soon: { expires_at: inDays(5) },
      later: { expires_at: inDays(40) },
      global: { type: 'GLOBAL_ANALYSIS', expires_at: inDays(400) },
      expired: { expires_at: inDays(1) },
      revoked: { expires_at: inDays(5) },
    };
    for (const [what, input] of Object.entries(inputs)) {
      const token = await made(by, input);
      id[what] = token.id;
      if (what === 'soon' || what === 'endless') await holding(at.server, token.token)('{ me { id } }');
    }
    await at.server.usage.flush(true);
    await revoke(by, id.revoked as string);
    await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${id.expired}`);
    await at.server.db.execute(
      sql`update token_uses set last_used_at = now() - interval '10 days' where token_id = ${id.soon}`,
    );
  });

  /** The properties of Ada’s tokens that the arguments find. */
  async function found(args: string, by = admin): Promise<string[]> {
    const { data, errors } = await by(
      `{ all_personal_access_tokens(user_id: ${ada.id}, ${args}) { entities { id user_id } } }`,
    );
    expect(errors).toBeUndefined();
    const ids = data.all_personal_access_tokens.entities.map((token: { id: string }) => token.id);
    return Object.keys(id).filter((what) => ids.includes(id[what]));
  }

  test.each([
    [
      'owner',
      'paginator: { page: 1, records_per_page: 50 }',
      ['endless', 'soon', 'later', 'global', 'expired', 'revoked'],
    ],
    ['type', 'type: GLOBAL_ANALYSIS', ['global']],
    ['state active', 'state: ACTIVE', ['endless', 'soon', 'later', 'global']],
    ['state expired', 'state: EXPIRED', ['expired']],
    ['state revoked', 'state: REVOKED', ['revoked']],
    ['expiry', `expiring_before: "${inDays(30)}"`, ['soon', 'revoked']],
    ['expiry and state', `expiring_before: "${inDays(50)}", state: ACTIVE`, ['soon', 'later']],
    [
      'a last use some days ago',
      `unused_since: "${inDays(-3)}", revoked: false`,
      ['soon', 'later', 'global', 'expired'],
    ],
    ['a last use long ago', `unused_since: "${inDays(-20)}", revoked: false`, ['later', 'global', 'expired']],
    ['creation', `created_before: "${inDays(-1)}"`, []],
    ['no use', 'never_used: true', ['later', 'global', 'expired', 'revoked']],
    ['any use', 'never_used: false', ['endless', 'soon']],
    ['the lifetime limit without one in the policy', 'over_lifetime_limit: true', []],
  ])('all_personal_access_tokens finds tokens by %s', async (_what, args, expected) => {
    expect(await found(args)).toEqual(expected);
  });

  test('with a lifetime limit it finds the tokens that exceed it, counted from when they were issued', async () => {
    await setPolicy(at, { maximum_token_lifetime_days: 30 });
    expect(await found('over_lifetime_limit: true')).toEqual(['endless', 'later', 'global']);
    expect(await found('over_lifetime_limit: false')).toEqual(['soon', 'expired', 'revoked']);
    await at.server.db.execute(
      sql`update personal_access_tokens set created_at = now() - interval '26 days' where id = ${id.soon}`,
    );
    expect(await found('over_lifetime_limit: true')).toContain('soon');
    await at.server.db.execute(sql`update personal_access_tokens set created_at = now() where id = ${id.soon}`);
  });

  test('it sorts, counts and searches like any list, with one statement', async () => {
    at.server.statements.length = 0;
    const { data } =
      await admin(`{ all_personal_access_tokens(user_id: ${ada.id}, sorter: [{ attribute: "expires_at", direction: ASC }],
      search: [{ string_fields: [{ attribute: "name", search_value: "token", match: true }] }]) { entities { id } page_info { total_count } } }`);
    expect(data.all_personal_access_tokens.page_info.total_count).toBe(6);
    expect(data.all_personal_access_tokens.entities[0].id).toBe(id.expired);
    const lists = at.server.statements.filter((text) =>
      /^select .* from "personal_access_tokens" .* order by/is.test(text),
    );
    expect(lists).toHaveLength(1);
  });

  describe('the report', () => {
    const report = async () => {
      const { data, errors } = await admin(
        '{ token_report { live expiring expired never_used over_lifetime_limit owners_disabled } }',
      );
      expect(errors).toBeUndefined();
      return data.token_report;
    };

    test('counts the tokens that the list finds', async () => {
      await setPolicy(at, { maximum_token_lifetime_days: 30, warning_days: 7 });
      const { data } = await admin(`{ all_personal_access_tokens(state: ACTIVE, search: [{ integer_fields: [
        { attribute: "user_id", search_value: "${ada.id}", operator: NEQ }] }]) { entities { last_used_at expires_at } } }`);
      const others = data.all_personal_access_tokens.entities;
      expect(others.every(({ expires_at }: { expires_at: string | null }) => expires_at === null)).toBe(true);
      const unused = others.filter(({ last_used_at }: { last_used_at: string | null }) => last_used_at === null).length;
      expect(await report()).toEqual({
        live: 4 + others.length,
        expiring: 1,
        expired: 1,
        never_used: 2 + unused,
        over_lifetime_limit: 3 + others.length,
        owners_disabled: 0,
      });
    });

    test('counts tokens of disabled owners that are not revoked, and follows the policy', async () => {
      const before = await report();
      await at.server.db.execute(sql`update users set enabled = false where id = ${ada.id}`);
      await setPolicy(at, { unset_maximum_token_lifetime_days: true, warning_days: 50 });
      expect(await report()).toEqual({ ...before, expiring: 2, over_lifetime_limit: 0, owners_disabled: 5 });
      await at.server.db.execute(sql`update users set enabled = true where id = ${ada.id}`);
    });

    test('of one user, or of a text, counts only the tokens with that owner or that text', async () => {
      const { data } = await admin(`{
        ofAda: token_report(user_id: ${ada.id}) { live expired }
        named: token_report(user_id: ${ada.id}, text: "no such text") { live expired }
        ofNobody: token_report(user_id: 0) { live expired }
      }`);
      expect(data.ofAda).toEqual({ live: 4, expired: 1 });
      expect([data.named, data.ofNobody]).toEqual([
        { live: 0, expired: 0 },
        { live: 0, expired: 0 },
      ]);
      const long = await admin(`{ token_report(text: "${'x'.repeat(256)}") { live } }`);
      expect(refusal(long).code).toBe('INVALID_INPUT');
    });

    test('requires READ_PERSONAL_ACCESS_TOKEN', async () => {
      const { ask } = await at.as.having('UPDATE_TOKEN_POLICY');
      const missing = ['READ_PERSONAL_ACCESS_TOKEN'];
      expect(refusal(await ask('{ token_report { live } }'))).toEqual({ code: 'FORBIDDEN', missing });
      const reader = await at.as.having('READ_PERSONAL_ACCESS_TOKEN');
      expect((await reader.ask('{ token_report { live } }')).errors).toBeUndefined();
    });
  });
});
