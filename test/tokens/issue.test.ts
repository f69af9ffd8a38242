/** Issuing tokens, for the caller and for other users: their fields, and what is refused without writing. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { isTokenShaped } from '../../src/domain/base/secrets.ts';
import { expectRefusal } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { create, dayIn, freshName, holding, inBrowser, inDays, made, refusal, revoke, world } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);

  /** A user with these permissions and a session. */
  const person = async (...permissions: Parameters<typeof at.as.having>) => {
    const who = await at.as.having(...permissions);
    return { ...who, by: await inBrowser(at.server, who) };
  };

  test('a user issues their own token with only a name and without a permission, and it works at once', async () => {
    const { by, id } = await person();
    const token = await made(by, { name: '  Nightly backup ' });
    expect(token).toMatchObject({
      name: 'Nightly backup',
      type: 'USER',
      user_id: id,
      expires_at: null,
      expired: false,
    });
    expect(token).toMatchObject({ revoked: false, state: 'ACTIVE', permissions: null, methods: null });
    expect(token.token).toMatch(/^lku_[0-9A-Za-z]{36}$/);
    expect(isTokenShaped(token.token)).toBe(true);
    expect([token.start, token.last_four]).toEqual([token.token.slice(0, 8), token.token.slice(-4)]);
    expect((await holding(at.server, token.token)('{ me { id } }')).data.me).toEqual({ id });
  });

  test('the secret is in the answer that issued the token and in no later one', async () => {
    const { by } = await person();
    const { id, token } = await made(by);
    const { data } = await by('query ($id: Int64Bit) { personal_access_tokens(id: $id) { entities { id token } } }', {
      id,
    });
    expect(data.personal_access_tokens.entities).toEqual([{ id, token: null }]);
    const everything = await at.owner('{ logs { entities { message current previous } } }');
    expect(JSON.stringify(everything.data)).toContain(`Personal access token`);
    expect(JSON.stringify(everything)).not.toContain(token);
  });

  test('an administrator issues a token for another user, who then owns it', async () => {
    const other = await at.as.having('READ_USER');
    const token = await made(at.owner, { user_id: other.id });
    expect(token.user_id).toBe(other.id);
    expect((await holding(at.server, token.token)('{ me { id } }')).data.me).toEqual({ id: other.id });
  });

  test('a token may expire at an instant or on a day', async () => {
    const [instant, day] = [inDays(3), dayIn(3)];
    const { by } = await person();
    const at1 = await made(by, { expires_at: instant });
    const on = await made(by, { expires_on: day });
    expect(new Date(at1.expires_at as string).toISOString()).toBe(instant);
    expect(on.expires_at).toBe(`${day}T00:00:00.000+00:00`);
  });

  test.each(['', '   ', '\t\u00a0'])('a blank name is refused: "%s"', async (name) => {
    const { by } = await person();
    const error = await expectRefusal(at.server, 'INVALID_INPUT', () => create(by, { name }));
    expect(error.extensions.fields).toEqual({ name: 'must not be blank.' });
  });

  test('a name has at most 100 characters', async () => {
    const { by } = await person();
    await expectRefusal(at.server, 'INVALID_INPUT', () => create(by, { name: 'é'.repeat(101) }));
    expect((await made(by, { name: 'é'.repeat(100) })).name).toHaveLength(100);
  });

  test('a taken name is refused in any case until the first token is revoked', async () => {
    const { by } = await person();
    const { id } = await made(by, { name: 'Deploy' });
    const error = await expectRefusal(at.server, 'CONFLICT', () => create(by, { name: ' dePLOY' }));
    expect(error.extensions.fields).toHaveProperty('name');
    await revoke(by, id);
    await made(by, { name: 'deploy' });
  });

  test('two users may each have a token with the same name', async () => {
    for (const { by } of [await person(), await person()]) await made(by, { name: 'Deploy' });
  });

  test('of many tokens issued at the same time with one name, one is issued and the others get CONFLICT', async () => {
    const { by } = await person();
    const answers = await Promise.all(Array.from({ length: 12 }, () => create(by, { name: 'Race' })));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors ?? []).map(({ extensions }) => extensions.code)).toEqual(
      Array(11).fill('CONFLICT'),
    );
  });

  test('the 101st token is refused; expired ones count, revoked ones do not', async () => {
    const { by, id } = await person();
    await at.server.db.execute(sql`
      insert into personal_access_tokens (user_id, name, name_key, secret_hash, start, last_four, expires_at, revoked_at)
      select ${id}, 'n' || i, 'n' || i, sha256((${id} || ' ' || i)::bytea), 'lku_', '0000',
        case when i % 2 = 0 then now() - interval '1 day' end, case when i > 98 then now() end
      from generate_series(1, 120) i`);
    // One token belongs to the test user, 98 of these are not revoked.
    await made(by);
    await expectRefusal(at.server, 'CONFLICT', () => create(by, { name: freshName() }));
  });

  test('for another user it requires CREATE_PERSONAL_ACCESS_TOKEN, which is checked before the input', async () => {
    const { by } = await person('READ_PERSONAL_ACCESS_TOKEN', 'UPDATE_PERSONAL_ACCESS_TOKEN');
    for (const wrong of [{ name: 'fine' }, { name: '' }, { name: 'x', expires_at: inDays(-1) }]) {
      const answer = create(by, { ...wrong, user_id: at.ownerId });
      expect(refusal(await answer)).toEqual({ code: 'FORBIDDEN', missing: ['CREATE_PERSONAL_ACCESS_TOKEN'] });
    }
    await expectRefusal(at.server, 'FORBIDDEN', () => create(by, { name: 'x', user_id: at.ownerId }));
  });

  test('no token can be issued for a disabled or unknown user', async () => {
    const { id } = await at.as.having();
    await at.server.db.execute(sql`update users set enabled = false where id = ${id}`);
    await expectRefusal(at.server, 'INVALID_INPUT', () => create(at.owner, { name: 'x', user_id: id }));
    await expectRefusal(at.server, 'NOT_FOUND', () => create(at.owner, { name: 'x', user_id: '987654' }));
  });

  test('an anonymous caller gets UNAUTHENTICATED before the input is checked', async () => {
    for (const input of [{ name: '' }, { name: 'x', expires_at: inDays(-1) }, { name: 'x', user_id: at.ownerId }]) {
      const { data, errors } = await create(at.as.nobody.ask, input);
      const message = 'Sign in or send a valid token.';
      expect({ data, errors }).toEqual({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });
});
