/**
 * Requests that arrive at the same time share statements that look up credentials and rows. Each is still answered as its
 * own caller, with its own rows.
 */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { findSession, findToken } from '../../src/domain/access/authenticate.ts';
import { kinds } from '../server.ts';
import { cookieOf, edit, holding, inBrowser, made, regenerate, revoke, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  describe.each(['on', 'off'])('with SHARED_LOOKUPS=%s', (setting) => {
    const at = world(kind, () => ({ SHARED_LOOKUPS: setting }));
    const secretOf = (cookie: string) => cookie.replace('latchkey=', '');
    const ip = '127.0.0.1';

    test('tokens, sessions and secrets of no token that are looked up in one turn each find their own caller', async () => {
      const some = await Promise.all([1, 2, 3, 4, 5].map(() => at.as.having('READ_USER')));
      const tokens = await Promise.all(some.map(async (who) => made(await inBrowser(at.server, who))));
      const cookies = await Promise.all(some.map((who) => cookieOf(at.server, who)));
      const [revoked] = tokens.splice(4);
      await revoke(await inBrowser(at.server, some[4] as never), revoked?.id as string);
      at.server.statements.length = 0;
      const [ofTokens, ofSessions, ofRevoked] = await Promise.all([
        Promise.all(tokens.map(({ token }) => findToken(at.server.db, token, ip))),
        Promise.all(cookies.map((cookie) => findSession(at.server.db, secretOf(cookie), ip))),
        findToken(at.server.db, revoked?.token as string, ip),
      ]);
      expect(ofTokens.map((viewer) => [viewer?.userId, viewer?.credential.id])).toEqual(
        tokens.map(({ id }, place) => [some[place]?.id, id]),
      );
      expect(ofSessions.map((viewer) => viewer?.userId)).toEqual(some.map(({ id }) => id));
      expect(ofRevoked).toBeNull();
      const lookups = at.server.statements.filter((text) => text.includes('secret_hash') && text.startsWith('select'));
      expect(lookups).toHaveLength(setting === 'on' ? 2 : 10);
    });

    test('the former and the new secret of a token find it while both are valid, and the former does not afterwards', async () => {
      const by = await inBrowser(at.server, await at.as.having('READ_USER'));
      const { id, token: former } = await made(by);
      const other = await made(await inBrowser(at.server, await at.as.having('READ_USER')));
      const { token: renewed } = (await regenerate(by, id, { overlap_minutes: 5 })).data.done;
      const found = await Promise.all([former, renewed, other.token].map((one) => findToken(at.server.db, one, ip)));
      expect(found.map((viewer) => viewer?.credential.id)).toEqual([id, id, other.id]);
      const after = await Promise.all([former, renewed].map((one) => findToken(at.server.db, one, ip)));
      expect(after.map((viewer) => viewer?.credential.id)).toEqual([undefined, id]);
    });

    test('simultaneous requests for single rows, with other columns and permissions, each get their own rows', async () => {
      const [reader, plain] = await Promise.all([at.as.having('READ_USER', 'READ_ROLE'), at.as.having('READ_USER')]);
      const [readers, plains] = await Promise.all(
        [reader, plain].map(async (who) => holding(at.server, (await made(await inBrowser(at.server, who))).token)),
      );
      const both = [reader, plain];
      const answers = await Promise.all(
        both.flatMap(({ id }) => [
          readers?.(`{ me { id } users(id: ${id}) { entities { id role { id } } } }`),
          readers?.(`{ users(id: ${id}) { entities { username } } }`),
          plains?.(`{ me { id } users(id: ${id}) { entities { id role { id } } } }`),
        ]),
      );
      const roles = await at.server.db.execute(sql`select id::text, role_id::text from users`);
      const roleOf = (id: string) =>
        (roles as unknown as { rows: { id: string; role_id: string }[] }).rows.find((row) => row.id === id)?.role_id;
      for (const [place, { id }] of both.entries()) {
        const [full, name, refused] = answers.slice(3 * place, 3 * place + 3);
        expect(full?.data).toEqual({ me: { id: reader.id }, users: { entities: [{ id, role: { id: roleOf(id) } }] } });
        expect(Object.keys(name?.data.users.entities[0])).toEqual(['username']);
        expect(refused?.data).toEqual({ me: { id: plain.id }, users: { entities: [{ id, role: null }] } });
        expect(refused?.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
      }
    });

    test('an edit of a token is in the answer to the next request', async () => {
      const by = await inBrowser(at.server, await at.as.having('READ_USER', 'READ_ROLE'));
      const { id, token } = await made(by);
      const ask = holding(at.server, token);
      const seen = async () => (await ask('{ me { effective_permissions } }')).data.me.effective_permissions;
      expect(await seen()).toEqual(['READ_USER', 'READ_ROLE']);
      await edit(by, id, { permissions: ['READ_ROLE'] });
      expect(await seen()).toEqual(['READ_ROLE']);
    });
  });
});
