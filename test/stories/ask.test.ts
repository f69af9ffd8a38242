/** The journey of a denial: what it says is sent back as it stands, somebody grants it for two hours, and after them it is over. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PostOffice, startPostOffice } from '../kit/mail.ts';
import { done, end, grant, hoursLater, listed, powerOf, request } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import { holding, inBrowser, made, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let office: PostOffice;
  beforeAll(async () => {
    office = await startPostOffice();
  });
  const at = world(kind, () => ({ SMTP_URL: office.url }));
  afterAll(() => office.stop());

  test('a program is denied, its owner asks, an administrator grants: for two hours, and then for ever', async () => {
    const ada = await at.as.having('READ_USER');
    const grace = await at.as.having('READ_ROLE', 'READ_ACCESS_REQUEST', 'UPDATE_ACCESS_REQUEST');
    const [adas, graces] = [await inBrowser(at.server, ada), await inBrowser(at.server, grace)];
    const { id: tokenId, token } = await made(adas, { name: 'Nightly', permissions: ['READ_USER'] });
    const nightly = holding(at.server, token);
    const report = () => nightly('{ users { entities { username role { name } } } }');
    const succeeds = async () => expect((await report()).errors).toBeUndefined();

    const denied = async () => {
      const [error] = (await report()).errors ?? [];
      expect(error?.extensions.missing_permissions).toEqual(['READ_ROLE']);
      return error?.extensions.request_access as object;
    };
    const ask = await done(request(adas, { ...(await denied()), reason: 'The report names roles.' }));

    const letter = await office.next(`${grace.username}@example.com`);
    expect(letter.text).toContain(`${ada.username} asks for READ_ROLE, for the token “Nightly” alone.`);
    expect(letter.text).toContain('The report names roles.');
    const [waiting] = await listed(graces, '(state: PENDING)');
    expect(waiting).toMatchObject({ id: ask.id, user_id: ada.id, personal_access_token_id: tokenId });
    await done(grant(graces, ask.id, { for_hours: 2, answer: 'For tonight.' }));
    expect((await office.next(`${ada.username}@example.com`)).text).toContain('For tonight.');

    await succeeds();
    for (const other of [adas, holding(at.server, ada.token)]) expect(await powerOf(other)).toEqual(['READ_USER']);
    await hoursLater(at.server, ask.id, 2);
    const again = await done(request(adas, await denied()));
    expect((await listed(adas)).map(({ state }) => state)).toEqual(['EXPIRED', 'PENDING']);

    await done(grant(graces, again.id));
    await succeeds();
    await done(end(graces, again.id, 'The report is retired.'));
    await denied();
    expect((await listed(adas)).map(({ state }) => state)).toEqual(['EXPIRED', 'ENDED']);
  });
});
