/** Access requests: who may request and decide, what is refused, what is listed and what is logged. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { expectRefusal, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import type { Person } from '../test-users.ts';
import { type Ask, holding, inBrowser, made, project, revoke, world } from '../tokens/acts.ts';
import { decline, done, end, grant, granted, hoursLater, listed, madeAnHourAgo, request } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  let ada: Person;
  let by: Ask;
  /** May decide, and has READ_ROLE to grant. */
  let decider: Ask;
  beforeAll(async () => {
    ada = await at.as.having('READ_USER', 'CREATE_NOTE');
    by = await inBrowser(at.server, ada);
    decider = await inBrowser(
      at.server,
      await at.as.having('READ_ROLE', 'READ_ACCESS_REQUEST', 'UPDATE_ACCESS_REQUEST'),
    );
  });
  const someone = async () => {
    const person = await at.as.having('READ_USER');
    return { ...person, by: await inBrowser(at.server, person) };
  };

  describe('a refusal', () => {
    test('contains the input of requestAccess: for the account in a session, for the token with a token', async () => {
      const token = await made(by);
      for (const [asker, id] of [
        [by, null],
        [holding(at.server, token.token), token.id],
      ] as const) {
        const { errors } = await asker('{ roles { entities { id } } }');
        const asked = errors?.[0]?.extensions.request_access;
        expect(asked).toEqual({ permissions: ['READ_ROLE'], personal_access_token_id: id });
        const { id: requestId, ...made } = await done(request(by, asked as object));
        expect(made).toMatchObject({ ...asked, user_id: ada.id, state: 'PENDING', reason: '', expires_at: null });
        await done(end(by, requestId));
      }
    });

    test('contains none for anonymous callers, for analysis tokens, and for permissions that the caller has', async () => {
      expect((await at.as.nobody.ask('{ roles { entities { id } } }')).errors?.[0]?.extensions.request_access).toBe(
        undefined,
      );
      const { key } = await project(at);
      const analysis = holding(at.server, (await made(at.owner, { type: 'PROJECT_ANALYSIS', project_key: key })).token);
      const { errors } = await analysis('{ roles { entities { id } } }');
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', missing_permissions: ['READ_ROLE'] });
      const person = await at.as.having('CREATE_PERSONAL_ACCESS_TOKEN', 'READ_ROLE', 'READ_USER');
      const admin = await inBrowser(at.server, person);
      const input = `{ name: "n", user_id: ${ada.id}, permissions: [READ_ROLE] }`;
      const refused = await admin(`mutation { createPersonalAccessToken(input: ${input}) { id } }`);
      expect(refused.errors?.[0]?.extensions).toEqual({
        code: 'FORBIDDEN',
        missing_permissions: ['READ_ROLE'],
        reason: 'TOKEN_BEYOND_OWNER',
      });
    });
  });

  describe('requestAccess', () => {
    test('is refused for tokens', async () => {
      await expectRefusal(at.server, 'FORBIDDEN', () => request(ada.ask, { permissions: ['READ_ROLE'] }));
    });

    test('is refused without permissions, for permissions already held, and with a reason that is too long', async () => {
      const token = await made(by, { permissions: ['READ_USER'] });
      for (const [input, field] of [
        [{ permissions: [] }, 'permissions'],
        [{ permissions: ['READ_ROLE', 'READ_USER'] }, 'permissions'],
        [{ permissions: ['READ_USER'], personal_access_token_id: token.id }, 'permissions'],
        [{ permissions: ['READ_ROLE'], reason: 'x'.repeat(1001) }, 'reason'],
      ] as const) {
        const { extensions } = await expectRefusal(at.server, 'INVALID_INPUT', () => request(by, input));
        expect(Object.keys(extensions.fields ?? {})).toEqual([field]);
      }
      // A permission that the owner has and the token lacks can be requested.
      const beyond = { permissions: ['CREATE_NOTE'], personal_access_token_id: token.id };
      await done(end(by, (await done(request(by, beyond))).id));
    });

    test('is refused with the same error for another user’s, a revoked, an expired and an analysis token', async () => {
      const { key } = await project(at);
      const admin = { ...(await at.as.owner()) };
      const admins = await inBrowser(at.server, admin);
      const [gone, past, foreign] = [await made(by), await made(by), await made(admins)];
      await revoke(by, gone.id);
      await at.server.db.execute(sql`update personal_access_tokens set expires_at = now() where id = ${past.id}`);
      const analysis = await made(admins, { type: 'PROJECT_ANALYSIS', project_key: key });
      const words = new Set<string>();
      for (const [asker, id] of [
        [by, gone.id],
        [by, past.id],
        [by, foreign.id],
        [by, '999999999'],
        [admins, analysis.id],
      ] as const) {
        const input = { permissions: ['READ_ROLE'], personal_access_token_id: id };
        words.add((await expectRefusal(at.server, 'INVALID_INPUT', () => request(asker, input))).message);
      }
      expect(words.size).toBe(1);
    });

    test('returns the pending request for the same permissions, and a new one after that was withdrawn', async () => {
      const first = await done(request(by, { permissions: ['READ_ROLE', 'READ_ALL_LOGS'], reason: 'audit' }));
      const again = await done(request(by, { permissions: ['READ_ALL_LOGS', 'READ_ROLE', 'READ_ROLE'] }));
      expect(again).toEqual(first);
      const other = await done(request(by, { permissions: ['READ_ROLE'] }));
      expect(other.id).not.toBe(first.id);
      await done(end(by, first.id));
      const anew = await done(request(by, { permissions: ['READ_ROLE', 'READ_ALL_LOGS'] }));
      expect(anew.id).not.toBe(first.id);
      for (const { id } of [other, anew]) await done(end(by, id));
    });

    test('is refused for the eleventh request within an hour, including withdrawn ones, and allowed after that hour', async () => {
      const { by, id: userId } = await someone();
      const wanted = ['CREATE_USER', 'READ_ROLE', 'UPDATE_ROLE', 'READ_ALL_LOGS', 'CREATE_NOTE'];
      for (const one of wanted) await done(end(by, (await done(request(by, { permissions: [one] }))).id));
      const answers = await Promise.all(
        [...wanted, 'DELETE_ROLE', 'CREATE_ROLE'].map((one) => request(by, { permissions: [one, 'UPDATE_USER'] })),
      );
      expect(answers.filter(({ errors }) => !errors)).toHaveLength(5);
      const error = await expectRefusal(at.server, 'LIMITED', () => request(by, { permissions: ['READ_PROJECT'] }));
      expect(error.message).toBe('The limit of 10 requests an hour is reached. Try again later.');
      // Repeating a pending request creates no new one.
      const waiting = answers.find(({ errors }) => !errors)?.data.done;
      expect((await done(request(by, { permissions: waiting.permissions }))).id).toBe(waiting.id);
      await done(request((await someone()).by, { permissions: ['READ_PROJECT'] }));
      await madeAnHourAgo(at.server, userId);
      await done(request(by, { permissions: ['READ_PROJECT'] }));
    });

    test('is refused while 20 requests are pending, even for two at the same time', async () => {
      const { by, id: userId } = await someone();
      const wanted = ['CREATE_USER', 'READ_ROLE', 'UPDATE_ROLE', 'READ_ALL_LOGS', 'CREATE_NOTE'];
      const pairs = wanted
        .flatMap((one) => wanted.map((other) => [one, other]))
        .filter(([one = '', other = '']) => one <= other);
      const inputs = [
        ...pairs,
        ...['READ_PROJECT', 'CREATE_ROLE', 'DELETE_ROLE', 'READ_ACCESS_LOG'].map((one) => [one]),
      ];
      for (const permissions of inputs) {
        await done(request(by, { permissions }));
        await madeAnHourAgo(at.server, userId);
      }
      const last = ['PROVISION_PROJECT', 'UPDATE_USER', 'UPDATE_TOKEN_POLICY'].map((one) => ({ permissions: [one] }));
      const answers = await Promise.all(last.map((input) => request(by, input)));
      expect(answers.filter(({ errors }) => !errors)).toHaveLength(20 - inputs.length);
      await expectRefusal(at.server, 'CONFLICT', () => request(by, { permissions: ['CREATE_PERSONAL_ACCESS_TOKEN'] }));
    });
  });

  describe('access_requests', () => {
    test('lists the caller’s own requests, and with READ_ACCESS_REQUEST those of all users', async () => {
      const { by, id: userId, token: secret } = await someone();
      const token = await made(by);
      const { id } = await done(request(by, { permissions: ['READ_ROLE'], personal_access_token_id: token.id }));
      expect((await listed(by)).map((one) => one.id)).toEqual([id]);
      expect((await listed(holding(at.server, secret))).map((one) => one.id)).toEqual([id]);
      expect((await listed((await someone()).by)).length).toBe(0);
      expect((await listed(decider, `(user_id: ${userId}, state: PENDING)`)).map((one) => one.id)).toEqual([id]);
      const { data, errors } = await at.owner(
        `{ access_requests(id: ${id}) { entities { user { id } decided_by { id } personal_access_token { id } logs { entities { type } } } } }`,
      );
      expect(errors).toBeUndefined();
      expect(data.access_requests.entities).toEqual([
        {
          user: { id: userId },
          decided_by: null,
          personal_access_token: { id: token.id },
          logs: { entities: [{ type: 'CREATED' }] },
        },
      ]);
    });
  });

  describe('grantAccess', () => {
    test('is refused for tokens, without UPDATE_ACCESS_REQUEST, and for permissions that the caller lacks', async () => {
      const { by } = await someone();
      const { id } = await done(request(by, { permissions: ['READ_ROLE', 'READ_ALL_LOGS'] }));
      const program = holding(at.server, (await made(at.owner)).token);
      await expectRefusal(at.server, 'FORBIDDEN', () => grant(program, id));
      const { extensions } = await expectRefusal(at.server, 'FORBIDDEN', () => grant(by, id));
      expect(extensions.missing_permissions).toEqual(['UPDATE_ACCESS_REQUEST']);
      const lacks = await expectRefusal(at.server, 'FORBIDDEN', () => grant(decider, id, { for_hours: 2 }));
      expect(lacks.extensions.missing_permissions).toEqual(['READ_ALL_LOGS']);
      await done(grant(at.owner, id));
    });

    test('is refused for the caller’s own request, except for a super admin', async () => {
      const own = await inBrowser(at.server, await at.as.having('UPDATE_ACCESS_REQUEST', 'READ_ROLE'));
      const capped = await made(own, { permissions: ['UPDATE_ACCESS_REQUEST'] });
      const input = { permissions: ['READ_ROLE'], personal_access_token_id: capped.id };
      const { id } = await done(request(own, input));
      for (const act of [grant, decline]) await expectRefusal(at.server, 'FORBIDDEN', () => act(own, id));
      const admins = await made(at.owner, { permissions: ['READ_USER'] });
      await granted(at.owner, at.owner, { permissions: ['READ_ROLE'], personal_access_token_id: admins.id });
    });

    test('is refused for an invalid number of hours, for an unknown id, and without password confirmation', async () => {
      const { by } = await someone();
      const { id } = await done(request(by, { permissions: ['READ_ROLE'] }));
      for (const for_hours of [0, -1, 8761])
        await expectRefusal(at.server, 'INVALID_INPUT', () => grant(decider, id, { for_hours }));
      await expectRefusal(at.server, 'INVALID_INPUT', () => grant(decider, id, { answer: 'x'.repeat(1001) }));
      await expectRefusal(at.server, 'NOT_FOUND', () => grant(decider, '999999999'));
      const long = await inBrowser(at.server, { id: at.ownerId }, 60);
      await expectRefusal(at.server, 'PASSWORD_CONFIRMATION_REQUIRED', () => grant(long, id));
    });

    test('is refused for a request that was decided or withdrawn', async () => {
      const { by } = await someone();
      const ask = async () => (await done(request(by, { permissions: ['READ_ROLE'] }))).id;
      const withdrawn = await ask();
      await done(end(by, withdrawn));
      const declined = await ask();
      expect(await done(decline(decider, declined, 'Not now.'))).toMatchObject({
        state: 'DECLINED',
        answer: 'Not now.',
      });
      const accepted = await ask();
      await done(grant(decider, accepted));
      for (const id of [withdrawn, declined, accepted])
        for (const act of [grant, decline]) await expectRefusal(at.server, 'CONFLICT', () => act(decider, id));
    });

    test('is refused for a disabled account and for a revoked token', async () => {
      const { by, id: userId } = await someone();
      const token = await made(by);
      const ids = [
        (await done(request(by, { permissions: ['READ_ROLE'], personal_access_token_id: token.id }))).id,
        (await done(request(by, { permissions: ['READ_ROLE'] }))).id,
      ];
      await revoke(by, token.id);
      await expectRefusal(at.server, 'CONFLICT', () => grant(decider, ids[0] as string));
      await at.owner(`mutation { updateUser(id: ${userId}, input: { enabled: false }) { id } }`);
      for (const id of ids) await expectRefusal(at.server, 'CONFLICT', () => grant(decider, id));
      expect((await listed(decider, `(user_id: ${userId})`)).map(({ state }) => state)).toEqual(['ENDED', 'ENDED']);
    });
  });

  describe('endAccess', () => {
    test('is allowed for the requester and with UPDATE_ACCESS_REQUEST; for other callers the request does not exist', async () => {
      const { by } = await someone();
      const id = await granted(by, decider, { permissions: ['READ_ROLE'] });
      const reader = await inBrowser(at.server, await at.as.having('READ_ACCESS_REQUEST'));
      for (const other of [reader, (await someone()).by])
        await expectRefusal(at.server, 'NOT_FOUND', () => end(other, id));
      await expectRefusal(at.server, 'INVALID_INPUT', () => end(by, id, 'x'.repeat(1001)));
      expect(await done(end(decider, id))).toMatchObject({ state: 'ENDED', ended_at: expect.any(String) });
    });

    test('does not change a request that is over', async () => {
      const { by } = await someone();
      const ended = await granted(by, decider, { permissions: ['READ_ROLE'] });
      const first = await done(end(by, ended));
      const expired = await granted(by, decider, { permissions: ['READ_ROLE'] }, { for_hours: 2 });
      await hoursLater(at.server, expired, 2);
      expect(await done(end(by, ended))).toEqual(first);
      expect(await done(end(by, expired))).toMatchObject({ state: 'EXPIRED', ended_at: null });
    });
  });

  test('requesting, granting, declining and ending are logged with the user who did it', async () => {
    const { by, username, id: userId } = await someone();
    const id = await granted(
      by,
      decider,
      { permissions: ['READ_ROLE'], reason: 'audit' },
      { for_hours: 2, answer: 'Go.' },
    );
    await done(end(at.owner, id, 'done'));
    const [taken, given, asked] = await lastEntries(at.server, 3);
    expect(asked).toMatchObject({ type: 'CREATED', loggable_type: 'AccessRequest', loggable_id: id, user_id: userId });
    expect(asked?.current).toMatchObject({ permissions: ['READ_ROLE'], reason: 'audit', state: 'PENDING' });
    expect(given).toMatchObject({
      message: `READ_ROLE was granted to user ${username}.`,
      previous: { state: 'PENDING', expires_at: null },
      current: { state: 'GRANTED', answer: 'Go.', expires_at: expect.any(String) },
    });
    expect(taken).toMatchObject({
      message: `READ_ROLE was taken back from user ${username}.`,
      current: { ended_at: expect.any(String), end_reason: 'done' },
      user_id: at.ownerId,
    });
    const declined = await done(request(by, { permissions: ['READ_ROLE'] }));
    await done(decline(at.owner, declined.id));
    const [entry] = await lastEntries(at.server);
    expect(entry?.message).toBe(`READ_ROLE was declined for user ${username}.`);
    const { data } = await at.owner(
      `{ logs(loggable_type: "AccessRequest", loggable_id: ${id}) { entities { loggable { id ... on AccessRequest { state } } } } }`,
    );
    expect(data.logs.entities[0].loggable).toEqual({ id, state: 'ENDED' });
  });
});
