/** The log says what an identity provider sets, also for the first time. */
import { describe, expect, test } from '@jest/globals';
import { lastEntries } from '../access/writing.ts';
import { kinds } from '../server.ts';
import { world } from '../tokens/acts.ts';
import { kim, patchOf, provider, userSchema } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);
  const create = async (more: object = {}) => (await idp.send('POST', '/Users', kim(more))).body;
  const last = async () => {
    const [entry] = await lastEntries(at.server, 1);
    return { previous: entry?.previous, current: entry?.current };
  };

  test('an external id is in the log when it is set for the first time', async () => {
    const { id } = await create();
    const externalId = `log-${id}`;
    await idp.send('PATCH', `/Users/${id}`, patchOf({ op: 'add', path: 'externalId', value: externalId }));
    expect(await last()).toEqual({ previous: { external_id: null }, current: { external_id: externalId } });
  });

  test('a DELETE of a disabled user is in the log', async () => {
    const { id } = await create({ active: false });
    await idp.send('DELETE', `/Users/${id}`);
    expect(await last()).toEqual({ previous: { deprovisioned: null }, current: { deprovisioned: true } });
  });

  test('a PUT of the address that somebody else has set is in the log', async () => {
    const { id, userName } = await create();
    const address = `own-${userName}`;
    await at.owner(`mutation { updateUser(id: ${id}, input: { email_address: "${address}" }) { id } }`);
    expect(await last()).toMatchObject({ previous: { email_provisioned: true }, current: { email_provisioned: null } });
    await idp.send('PUT', `/Users/${id}`, { schemas: [userSchema], emails: [{ value: address }] });
    expect(await last()).toEqual({ previous: { email_provisioned: null }, current: { email_provisioned: true } });
  });
});
