/** A PATCH changes single attributes, in the forms that Okta and Entra ID send. */
import { describe, expect, test } from '@jest/globals';
import { contents } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { world } from '../tokens/acts.ts';
import { kim, patchOf, provider, rowOf, userSchema } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);
  const create = async (more: object = {}) => (await idp.send('POST', '/Users', kim(more))).body;
  const patch = (id: string, ...operations: object[]) => idp.send('PATCH', `/Users/${id}`, patchOf(...operations));

  test('Okta looks a person up, creates, changes and disables the person', async () => {
    const person = kim({ name: { givenName: 'Kim', familyName: 'Lee' }, displayName: 'Kim Lee', externalId: 'okta-1' });
    const lookUp = `/Users?filter=${encodeURIComponent(`userName eq "${person.userName}"`)}&startIndex=1&count=100`;
    expect((await idp.send('GET', lookUp)).body).toMatchObject({ totalResults: 0, Resources: [] });
    const sent = { ...person, locale: 'en-US', groups: [], password: 'not for us 1234', active: true };
    const { status, body } = await idp.send('POST', '/Users', sent);
    expect([status, body.active, JSON.stringify(body).includes('not for us')]).toEqual([201, true, false]);
    expect((await idp.send('GET', lookUp)).body).toMatchObject({ totalResults: 1, Resources: [{ id: body.id }] });
    const changed = { ...body, name: { givenName: 'Kim', familyName: 'Park' }, displayName: 'Kim Park' };
    expect((await idp.send('PUT', `/Users/${body.id}`, changed)).body).toMatchObject({
      name: { formatted: 'Kim Park', givenName: 'Kim', familyName: 'Park' },
      displayName: 'Kim Park',
      externalId: 'okta-1',
    });
    expect((await patch(body.id, { op: 'replace', value: { active: false } })).body).toMatchObject({ active: false });
    expect((await idp.send('GET', lookUp)).body.Resources).toMatchObject([{ id: body.id, active: false }]);
    const again = { ...changed, active: true };
    expect((await idp.send('PUT', `/Users/${body.id}`, again)).body).toMatchObject({ active: true });
  });

  test('Entra ID changes a person with capital operations, paths with filters and texts for booleans', async () => {
    const { id, userName } = await create({ externalId: 'kim', displayName: 'Kim' });
    const { status, body } = await patch(
      id,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: `new-${userName}` },
      { op: 'Add', path: 'name.givenName', value: 'Kim' },
      { op: 'Add', path: 'name.familyName', value: 'van Dijk' },
      { op: 'Replace', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'R&D' },
      { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Delft' },
      { op: 'Replace', path: 'title', value: 'Engineer' },
    );
    expect([status, body.emails[0].value, body.name]).toEqual([
      200,
      `new-${userName}`,
      { formatted: 'Kim van Dijk', givenName: 'Kim', familyName: 'van Dijk' },
    ]);
    const value = { displayName: 'K.', 'name.familyName': 'Smith', id, active: 'True' };
    expect((await patch(id, { op: 'Replace', value })).body).toMatchObject({
      displayName: 'K.',
      name: { formatted: 'Kim Smith', givenName: 'Kim', familyName: 'Smith' },
    });
    expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body.active).toBe(false);
    expect((await rowOf(at.server, id)).enabled).toBe(false);
  });

  test('a whole name that somebody has set is split at its last space when only a part is new', async () => {
    const { id } = await create();
    await at.owner(`mutation { updateUser(id: ${id}, input: { name: "Kim Lee" }) { id } }`);
    expect((await idp.send('GET', `/Users/${id}`)).body.name).toEqual({ formatted: 'Kim Lee' });
    expect((await patch(id, { op: 'replace', path: 'name.familyName', value: 'Park' })).body.name).toEqual({
      formatted: 'Kim Park',
      givenName: 'Kim',
      familyName: 'Park',
    });
    await at.owner(`mutation { updateUser(id: ${id}, input: { name: "Kim Lee" }) { id } }`);
    expect((await idp.send('GET', `/Users/${id}`)).body.name).toEqual({ formatted: 'Kim Lee' });
  });

  test('remove takes the external id and the public name away', async () => {
    const { id, userName } = await create({ externalId: 'gone', displayName: 'K.', name: { formatted: 'Kim Lee' } });
    const { body } = await patch(id, { op: 'remove', path: 'externalId' }, { op: 'Remove', path: 'displayName' });
    expect([body.externalId, body.displayName, body.userName]).toEqual([undefined, 'Kim Lee', userName]);
  });

  test('add of another address than the main one changes nothing', async () => {
    const { id, emails } = await create();
    const added = await patch(id, { op: 'add', path: 'emails', value: [{ type: 'home', value: 'home@example.com' }] });
    expect(added.body.emails).toEqual(emails);
    const value = [{ type: 'work', value: `second-${emails[0].value}` }];
    expect((await patch(id, { op: 'add', path: 'emails', value })).body.emails[0].value).toBe(value[0]?.value);
  });

  test.each([
    ['no operation', [], 'invalidSyntax'],
    ['too many operations', Array(101).fill({ op: 'add', path: 'title', value: 'x' }), 'invalidSyntax'],
    ['another operation', [{ op: 'move', path: 'active', value: true }], 'invalidSyntax'],
    ['remove without a path', [{ op: 'remove' }], 'noTarget'],
    ['a value that is no object, without a path', [{ op: 'replace', value: false }], 'invalidValue'],
    ['a path that is not one', [{ op: 'replace', path: 'emails[type eq', value: 'x' }], 'invalidPath'],
    ['a wrong filter in the path', [{ op: 'replace', path: 'emails[type].value', value: 'a@b.c' }], 'invalidPath'],
    [
      'a filter where there is one value',
      [{ op: 'replace', path: 'active[value eq true]', value: true }],
      'invalidPath',
    ],
    ['the id', [{ op: 'replace', path: 'id', value: '1' }], 'mutability'],
    ['the time of creation', [{ op: 'replace', path: 'meta.created', value: '2001-01-01' }], 'mutability'],
    ['an external id of spaces', [{ op: 'replace', path: 'externalId', value: '  ' }], 'invalidValue'],
    ['no name', [{ op: 'remove', path: 'name' }], 'invalidValue'],
    ['no address in a list', [{ op: 'replace', path: 'emails', value: [] }], 'invalidValue'],
    ['no user name', [{ op: 'remove', path: 'userName' }], 'invalidValue'],
    ['no address', [{ op: 'remove', path: 'emails[type eq "work"]' }], 'invalidValue'],
    ['a state that is no boolean', [{ op: 'replace', path: 'active', value: 'off' }], 'invalidValue'],
    [
      'a correct operation before a wrong one',
      [
        { op: 'replace', path: 'displayName', value: 'X' },
        { op: 'replace', path: 'userName', value: 'a b' },
      ],
      'invalidValue',
    ],
    ['__proto__', [{ op: 'replace', path: '__proto__', value: {} }], 'invalidPath'],
  ])('a PATCH with %s is refused, and changes nothing', async (_what, operations, scimType) => {
    const { id } = await create();
    const before = await contents(at.server);
    const { status, body } = await patch(id, ...operations);
    expect([status, body.scimType]).toEqual([400, scimType]);
    expect(await contents(at.server)).toBe(before);
  });

  test.each([
    ['emails[type eq "other"].value', 'other@example.com'],
    ['phoneNumbers[type eq "work"].value', '1'],
    ['department', 'R&D'],
    ['employeeNumber', '7'],
    ['mailNickname', 'kim'],
    ['extensionAttribute1', 'x'],
    ['urn:okta:app_1:1.0:user:custom', 'x'],
    ['name.middleName', 'B'],
  ])('with %s, which Latchkey does not hold, a PATCH still disables the user', async (path, value) => {
    for (const op of ['add', 'replace', 'remove']) {
      const { id, emails } = await create();
      const operations = [
        { op, path, value },
        { op: 'replace', path: 'active', value: false },
      ];
      const { status, body } = await patch(id, ...operations);
      expect([op, status, body.active, body.emails]).toEqual([op, 200, false, emails]);
    }
    const { id } = await create();
    const { status, body } = await patch(id, { op: 'replace', value: { [path]: value, active: 'False' } });
    expect([status, body.active]).toEqual([200, false]);
  });

  test('an address that is removed and added in one PATCH is judged by the result', async () => {
    for (const removal of [
      { op: 'remove', path: 'emails[type eq "work"]' },
      { op: 'remove', path: 'emails' },
      { op: 'replace', path: 'emails', value: [] },
    ]) {
      const { id, userName } = await create();
      const value = `new-${userName}`;
      const added = { op: 'add', path: 'emails', value: [{ type: 'work', value }] };
      expect((await patch(id, removal, added)).body.emails).toMatchObject([{ value }]);
      const again = { op: 'add', path: 'emails[type eq "work"].value', value: userName };
      expect((await patch(id, removal, again)).body.emails).toMatchObject([{ value: userName }]);
      expect((await patch(id, added, removal)).body).toMatchObject({
        scimType: 'invalidValue',
        detail: '`Operations[1]`: `emails` must have a value.',
      });
    }
  });

  test('the removal of an address that the user does not have changes nothing', async () => {
    const { id, emails } = await create();
    const removal = { op: 'remove', path: 'emails', value: [{ value: 'nobody@example.com' }] };
    expect((await patch(id, removal)).body.emails).toEqual(emails);
    expect((await patch(id, { ...removal, value: [{ value: emails[0].value }] })).status).toBe(400);
  });

  test('the old form of Entra ID for a boolean counts', async () => {
    const { id } = await create();
    expect((await patch(id, { op: 'Replace', path: 'active', value: [{ value: 'False' }] })).body.active).toBe(false);
  });

  test.each([
    [{ op: 'replace', path: 'userName', value: 5 }, '`userName`'],
    [{ op: 'replace', path: 'emails[type eq', value: 'x' }, '`emails[type eq`'],
    [{ op: 'replace', path: 'meta.created', value: 'x' }, '`meta.created`'],
    [{ op: 'replace', path: 'name.givenName', value: 5 }, '`name.givenName`'],
    [{ op: 'move', path: 'active' }, '`op`'],
    [{ op: 'add', path: 'userName', value: 'a b' }, '`userName`'],
    [{ op: 'add', value: { 'emails[type eq "work"].value': 'a b' } }, '`emails`'],
    [{ op: 'add', value: { name: { familyName: 'x'.repeat(101), formatted: 'x' } } }, '`name.familyName`'],
  ])('the refusal of %j names the operation and %s', async (operation, name) => {
    const { id } = await create();
    const { status, body } = await patch(id, { op: 'replace', path: 'title', value: 'x' }, operation);
    expect([status, body.detail]).toEqual([400, expect.stringContaining('`Operations[1]`: ')]);
    expect(body.detail).toContain(name);
  });

  test('the refusal of a name that is taken names the operation', async () => {
    const { id } = await create();
    const { userName } = await create();
    const { status, body } = await patch(
      id,
      { op: 'replace', path: 'displayName', value: 'x' },
      { op: 'replace', path: 'userName', value: userName },
    );
    expect([status, body.scimType, body.detail]).toEqual([
      409,
      'uniqueness',
      expect.stringMatching(/^`Operations\[1\]`: .*userName/),
    ]);
  });

  test('a body that is not a PatchOp is refused', async () => {
    const { id } = await create();
    const { status, body } = await idp.send('PATCH', `/Users/${id}`, { schemas: [userSchema], Operations: [] });
    expect([status, body.scimType]).toEqual([400, 'invalidSyntax']);
  });
});
