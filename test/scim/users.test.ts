/** Identity providers create, read, change and disable users with SCIM. */
import { describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { contents, lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { holding, inBrowser, made, rowsOf, world } from '../tokens/acts.ts';
import { kim, patchOf, provider, provisioning, rowOf, sending, userSchema, withToken } from './acts.ts';

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);
  const create = async (more: object = {}) => (await idp.send('POST', '/Users', kim(more))).body;
  const refusal = (status: number, scimType?: string, detail: unknown = expect.any(String)) => ({
    status,
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType ? { scimType } : {}),
      detail,
    },
  });

  test('a POST creates a user without a role, whose address is not verified, and answers with the resource', async () => {
    const person = kim({
      externalId: '00u1',
      name: { givenName: 'Kim', familyName: 'van Dijk' },
      displayName: 'Kim',
      title: 'Engineer',
      active: true,
    });
    const { status, headers, body } = await idp.send('POST', '/Users', person);
    expect([status, body]).toEqual([
      201,
      {
        schemas: [userSchema],
        id: expect.stringMatching(/^\d+$/),
        externalId: '00u1',
        userName: person.userName,
        name: { formatted: 'Kim van Dijk', givenName: 'Kim', familyName: 'van Dijk' },
        displayName: 'Kim',
        emails: [{ value: person.userName, type: 'work', primary: true }],
        active: true,
        meta: {
          resourceType: 'User',
          created: time,
          lastModified: time,
          location: headers.get('location'),
          version: 'W/"1"',
        },
      },
    ]);
    expect(headers.get('content-type')).toBe('application/scim+json');
    expect(headers.get('location')).toMatch(new RegExp(`^http://.*/scim/v2/Users/${body.id}$`));
    expect(await rowOf(at.server, body.id)).toMatchObject({ role_id: null, verified: false, provisioned: true });
    const [, created] = await lastEntries(at.server, 2);
    expect(created).toMatchObject({
      message: `User ${person.userName} was created.`,
      user_id: idp.who.id,
      current: { external_id: '00u1' },
    });
    expect((await idp.send('GET', `/Users/${body.id}`)).body).toEqual(body);
  });

  test('without names and addresses, the user name stands for them if it is an email address', async () => {
    const { userName } = kim();
    const { body } = await idp.send('POST', '/Users', { schemas: [userSchema], userName });
    expect(body).toMatchObject({ name: { formatted: userName }, displayName: userName, emails: [{ value: userName }] });
    const refused = await idp.send('POST', '/Users', { schemas: [userSchema], userName: 'kim-without-address' });
    expect(refused).toMatchObject(refusal(400, 'invalidValue', expect.stringContaining('emails')));
  });

  test('names of attributes count regardless of case, and the primary one of several addresses is taken', async () => {
    const { userName } = kim();
    const { body } = await idp.send('POST', '/Users', {
      Schemas: [userSchema],
      USERNAME: userName,
      Emails: [
        { Value: `home-${userName}`, type: 'home' },
        { value: `main-${userName}`, Primary: 'True' },
      ],
      Active: 'False',
    });
    expect(body).toMatchObject({ userName, emails: [{ value: `main-${userName}` }], active: false });
  });

  test('without CREATE_USER, UPDATE_USER or READ_USER nothing is done, and the answer names what is missing', async () => {
    const { id } = await create();
    for (const lacking of provisioning) {
      const who = await at.as.having(...provisioning.filter((name) => name !== lacking));
      const send = withToken(at.server, who.token);
      const before = await contents(at.server);
      const reads = [() => send('GET', '/Users'), () => send('GET', `/Users/${id}`)];
      const creates = [() => send('POST', '/Users', kim())];
      const changes = [() => send('PUT', `/Users/${id}`, kim())];
      const acts = {
        READ_USER: [...reads, ...creates, ...changes],
        CREATE_USER: creates,
        UPDATE_USER: [...changes, () => send('DELETE', `/Users/${id}`)],
      };
      for (const act of acts[lacking])
        expect(await act()).toMatchObject(refusal(403, undefined, `This requires ${lacking}.`));
      expect(await contents(at.server)).toBe(before);
    }
  });

  test('a token that may not call the root fields for the same acts is refused, and one that may is accepted', async () => {
    const who = await at.as.having(...provisioning);
    const by = await inBrowser(at.server, who);
    const reading = withToken(at.server, (await made(by, { methods: ['users'] })).token);
    expect((await reading('GET', '/Users?count=1')).status).toBe(200);
    const refused = await reading('POST', '/Users', kim());
    expect(refused).toMatchObject(refusal(403, undefined, 'This token may not call createUser.'));
    const both = withToken(at.server, (await made(by, { methods: ['users', 'createUser', 'updateUser'] })).token);
    const { body } = await both('POST', '/Users', kim());
    expect((await both('DELETE', `/Users/${body.id}`)).status).toBe(204);
  });

  test('no credential, an unknown token, Basic and a session are refused', async () => {
    const cookie = (await at.as.owner().then((owner) => owner.signedIn())).cookie;
    const basic = `Basic ${Buffer.from(`${idp.who.token}:`).toString('base64')}`;
    for (const credential of [{}, { Authorization: 'Bearer lku_none' }, { Authorization: basic }, { Cookie: cookie }]) {
      const reply = await sending(at.server, credential as Record<string, string>)('GET', '/Users');
      expect(reply).toMatchObject(refusal(401));
      expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
  });

  test.each([
    ['text that is not JSON', '{', 'invalidSyntax'],
    ['a list', '[]', 'invalidSyntax'],
    ['another schema', JSON.stringify({ ...kim(), schemas: ['urn:other'] }), 'invalidSyntax'],
    ['nothing', '{}', 'invalidValue'],
    ['no user name', JSON.stringify({ schemas: [userSchema], emails: kim().emails }), 'invalidValue'],
    ['a user name with a space', JSON.stringify(kim({ userName: 'kim k' })), 'invalidValue'],
    ['a user name that is a number', JSON.stringify(kim({ userName: 5 })), 'invalidValue'],
    ['a wrong address', JSON.stringify(kim({ emails: [{ value: 'kim' }] })), 'invalidValue'],
    ['addresses that are texts', JSON.stringify(kim({ emails: ['kim@example.com'] })), 'invalidValue'],
    ['another value than true and false', JSON.stringify(kim({ active: 'perhaps' })), 'invalidValue'],
    ['an invisible character', JSON.stringify(kim({ externalId: 'a\u0000b' })), 'invalidValue'],
    ['an external id of spaces', JSON.stringify(kim({ externalId: '  ' })), 'invalidValue'],
    ['a long external id', JSON.stringify(kim({ externalId: 'x'.repeat(256) })), 'invalidValue'],
    ['a long name', JSON.stringify(kim({ name: { formatted: 'x'.repeat(101) } })), 'invalidValue'],
  ])('a POST with %s is refused, and creates nobody', async (_what, body, scimType) => {
    const before = await contents(at.server);
    expect(await idp.send('POST', '/Users', body)).toMatchObject(refusal(400, scimType));
    expect(await contents(at.server)).toBe(before);
  });

  test('a body of another type is refused with 415, and one that is too large with 413', async () => {
    const form = await idp.send('POST', '/Users', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(form).toMatchObject(refusal(415));
    expect(await idp.send('POST', '/Users', kim({ title: 'x'.repeat(70_000) }))).toMatchObject(refusal(413));
    expect(await idp.send('POST', '/Users', kim(), { 'Content-Encoding': 'gzip' })).toMatchObject(refusal(415));
    const latin = { 'Content-Type': 'application/scim+json; charset=iso-8859-1' };
    expect(await idp.send('POST', '/Users', kim(), latin)).toMatchObject(refusal(415));
    const json = await idp.send('POST', '/Users', kim(), { 'Content-Type': 'application/json; charset=utf-8' });
    expect(json.status).toBe(201);
  });

  test('a user name, an address or an external id of another user is a conflict', async () => {
    const person = kim({ externalId: 'taken-1' });
    await idp.send('POST', '/Users', person);
    const before = await contents(at.server);
    for (const same of [
      kim({ userName: person.userName.toUpperCase() }),
      kim({ emails: person.emails }),
      kim({ externalId: 'taken-1' }),
    ])
      expect(await idp.send('POST', '/Users', same)).toMatchObject(refusal(409, 'uniqueness'));
    expect(await contents(at.server)).toBe(before);
  });

  test('a PUT changes what it contains, and leaves the rest', async () => {
    const { id, userName } = await create({ externalId: `put-${kim().userName}`, displayName: 'Kim' });
    const { status, body } = await idp.send('PUT', `/Users/${id}`, {
      schemas: [userSchema],
      id,
      userName,
      name: { formatted: 'Kim Dijk', familyName: 'Dijk' },
    });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        userName,
        name: { formatted: 'Kim Dijk', familyName: 'Dijk' },
        displayName: 'Kim',
        externalId: expect.stringMatching(/^put-/),
        active: true,
        meta: expect.objectContaining({ version: 'W/"2"' }),
      }),
    ]);
  });

  test('a PUT without an attribute of a user is refused', async () => {
    const { id } = await create();
    for (const body of [{}, { schemas: [userSchema], title: 'x' }])
      expect(await idp.send('PUT', `/Users/${id}`, body)).toMatchObject(
        refusal(400, 'invalidValue', expect.stringContaining('userName')),
      );
  });

  test('a PUT of the values that the user has writes nothing', async () => {
    const person = kim({ externalId: 'same-1', displayName: 'Kim' });
    const { body } = await idp.send('POST', '/Users', person);
    const before = await contents(at.server);
    expect((await idp.send('PUT', `/Users/${body.id}`, person)).body).toEqual(body);
    expect(await contents(at.server)).toBe(before);
  });

  test('a new address is not verified, and one that somebody else sets does not come from the provider', async () => {
    const { id, userName } = await create();
    await at.server.db.execute(sql`update users set email_verified_at = now() where id = ${id}`);
    await idp.send('PUT', `/Users/${id}`, { schemas: [userSchema], userName, emails: [{ value: `new-${userName}` }] });
    expect(await rowOf(at.server, id)).toMatchObject({ verified: false, provisioned: true });
    await at.owner(`mutation { updateUser(id: ${id}, input: { email_address: "other-${userName}" }) { id } }`);
    expect(await rowOf(at.server, id)).toMatchObject({ verified: false, provisioned: false });
  });

  test('a user who may do more than the provider, a super admin and the own account cannot be changed', async () => {
    const more = await at.as.having('DELETE_ROLE');
    const root = await at.as.owner();
    for (const { id } of [more, root, idp.who]) {
      const before = await contents(at.server);
      for (const [method, body] of [
        ['PATCH', patchOf({ op: 'replace', value: { active: false } })],
        ['PUT', kim()],
        ['DELETE', undefined],
      ] as const)
        expect(await idp.send(method, `/Users/${id}`, body)).toMatchObject(refusal(403));
      expect(await contents(at.server)).toBe(before);
    }
  });

  test('the last super admin cannot be disabled by a super admin’s token of a service account', async () => {
    const { id, token } = await at.as.owner();
    await at.server.db.execute(sql`update users set service_account = true where id = ${id}`);
    const send = withToken(at.server, token);
    const others = await rowsOf<{ id: string }>(
      at.server,
      sql`update users set enabled = false where super_admin and id not in (${id}, ${at.ownerId}) returning id`,
    );
    expect(await send('DELETE', `/Users/${at.ownerId}`)).toMatchObject(
      refusal(409, undefined, 'The last enabled super admin can be neither disabled nor demoted.'),
    );
    expect((await rowOf(at.server, at.ownerId)).enabled).toBe(true);
    for (const { id } of others) await at.server.db.execute(sql`update users set enabled = true where id = ${id}`);
  });

  test('a DELETE disables the user, whom the provider then no longer sees, and whose name stays taken', async () => {
    const person = kim({ externalId: 'left-1' });
    const { id } = (await idp.send('POST', '/Users', person)).body;
    expect(await idp.send('DELETE', `/Users/${id}`)).toMatchObject({ status: 204, body: null });
    expect(await rowOf(at.server, id)).toMatchObject({ enabled: false, deprovisioned: true });
    for (const [method, body] of [['GET'], ['PUT', person], ['DELETE']] as const)
      expect(await idp.send(method, `/Users/${id}`, body)).toMatchObject(refusal(404));
    expect((await idp.send('GET', '/Users?filter=externalId eq "left-1"')).body.totalResults).toBe(0);
    expect(await idp.send('POST', '/Users', person)).toMatchObject(refusal(409, 'uniqueness'));
    await at.owner(`mutation { updateUser(id: ${id}, input: { enabled: true }) { id } }`);
    expect((await idp.send('GET', '/Users?filter=externalId eq "left-1"')).body.Resources).toMatchObject([
      { id, active: true },
    ]);
  });

  test('service accounts and unknown ids are not there', async () => {
    const { id } = await at.as.having();
    await at.server.db.execute(sql`update users set service_account = true where id = ${id}`);
    for (const unknown of [id, '999999', '0', 'kim', '1234567890123456789012', '-1'])
      for (const method of ['GET', 'DELETE'])
        expect(await idp.send(method, `/Users/${unknown}`)).toMatchObject(refusal(404));
    expect((await idp.send('GET', `/Users?filter=id eq "${id}"`)).body.totalResults).toBe(0);
  });

  test('disabling revokes the tokens, and enabling again does not restore them', async () => {
    const { id } = await create();
    const [role] = await rowsOf<{ role_id: string }>(
      at.server,
      sql`select role_id from users where id = ${idp.who.id}`,
    );
    await at.server.db.execute(sql`update users set role_id = ${role?.role_id} where id = ${id}`);
    const token = await made(await inBrowser(at.server, { id }));
    const works = async () => (await holding(at.server, token.token)('{ me { id } }')).status === 200;
    expect(await works()).toBe(true);
    await idp.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
    expect(await works()).toBe(false);
    const { body } = await idp.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: true }));
    expect([body.active, await works()]).toEqual([true, false]);
  });
});
