/** The parts of a name come back as an identity provider has sent them. */
import { describe, expect, test } from '@jest/globals';
import { kinds } from '../server.ts';
import { world } from '../tokens/acts.ts';
import { kim, patchOf, provider, userSchema } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);
  const create = async (more: object = {}) => (await idp.send('POST', '/Users', kim(more))).body;
  const put = async (id: string, name: object) =>
    (await idp.send('PUT', `/Users/${id}`, { schemas: [userSchema], name })).body.name;
  const patch = (id: string, ...operations: object[]) => idp.send('PATCH', `/Users/${id}`, patchOf(...operations));
  const found = async (filter: string) =>
    (await idp.send('GET', `/Users?filter=${encodeURIComponent(filter)}`)).body.Resources.map(
      ({ id }: { id: string }) => id,
    );

  test('formatted, givenName and familyName come back as sent, and filters use them', async () => {
    const name = { formatted: 'Dr. Berg, Lin', givenName: 'Lin Marie', familyName: 'van den Berg' };
    const { id, name: created } = await create({ name });
    expect(created).toEqual(name);
    const filter = `id eq "${id}" and name.givenName eq "lin marie" and name.familyName eq "van den berg"`;
    expect(await found(filter)).toEqual([id]);
    const other = { formatted: 'Berg Lin', givenName: 'Lin', familyName: 'Berg' };
    expect(await put(id, other)).toEqual(other);
    const operations = Object.entries(name).map(([part, value]) => ({ op: 'replace', path: `name.${part}`, value }));
    expect((await patch(id, ...operations)).body.name).toEqual(name);
    expect((await patch(id, { op: 'replace', value: { name: other } })).body.name).toEqual(other);
  });

  test('a PUT of a given name keeps the family name', async () => {
    const { id } = await create({ name: { givenName: 'Kim', familyName: 'van Dijk' } });
    const name = { formatted: 'Lin van Dijk', givenName: 'Lin', familyName: 'van Dijk' };
    expect(await put(id, { givenName: 'Lin' })).toEqual(name);
  });

  test('a PATCH removes a part of the name, and not the last one', async () => {
    const { id } = await create({ name: { givenName: 'Kim', familyName: 'Lee' } });
    const removed = await patch(id, { op: 'remove', path: 'name.familyName' });
    expect(removed.body.name).toEqual({ formatted: 'Kim', givenName: 'Kim' });
    expect(await patch(id, { op: 'remove', path: 'name.givenName' })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue', detail: expect.stringContaining('`Operations[0]`: `name') },
    });
  });

  test('when somebody else changes the name, the parts are no longer known', async () => {
    const { id } = await create({ name: { givenName: 'Kim', familyName: 'Lee' } });
    await at.owner(`mutation { updateUser(id: ${id}, input: { name: "Lin Lee" }) { id } }`);
    expect((await idp.send('GET', `/Users/${id}`)).body.name).toEqual({ formatted: 'Lin Lee' });
    expect(await found(`id eq "${id}" and name.familyName pr`)).toEqual([]);
  });

  test('a text that is not in NFC is found by a filter with exactly this text', async () => {
    const text = 'e\u0301 caf\u00e9 e\u0301'.replaceAll(' ', '-');
    const userName = `${text}-${process.pid}`;
    const { id } = await create({ userName, externalId: `${userName}-x`, displayName: text });
    for (const filter of [
      `userName eq "${userName}"`,
      `userName sw "${userName}"`,
      `externalId eq "${userName}-x"`,
      `userName eq "${userName}" and displayName eq " ${text} "`,
    ])
      expect([filter, await found(filter)]).toEqual([filter, [id]]);
  });
});
