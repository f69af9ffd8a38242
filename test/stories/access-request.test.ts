/** From a refusal to a grant: its suggested request is sent unchanged, a user grants it for two hours, and after them it ends. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type MailServer, startMailServer } from '../kit/mail.ts';
import { done, end, grant, hoursLater, listed, powerOf, request } from '../requests/acts.ts';
import { kinds } from '../server.ts';
import { holding, inBrowser, made, world } from '../tokens/acts.ts';

describe.each(kinds)('on %s', (kind) => {
  let mailServer: MailServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
  });
  const at = world(kind, () => ({ SMTP_URL: mailServer.url }));
  afterAll(() => mailServer.stop());

  test('a program is refused, its owner requests access, and an administrator grants it for two hours and then without a time limit', async () => {
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

    const email = await mailServer.next(`${grace.username}@example.com`);
    expect(email.text).toContain(`${ada.username} requests READ_ROLE, only for the token “Nightly”.`);
    expect(email.text).toContain('The report names roles.');
    const [waiting] = await listed(graces, '(state: PENDING)');
    expect(waiting).toMatchObject({ id: ask.id, user_id: ada.id, personal_access_token_id: tokenId });
    await done(grant(graces, ask.id, { for_hours: 2, answer: 'For tonight.' }));
    expect((await mailServer.next(`${ada.username}@example.com`)).text).toContain('For tonight.');

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
