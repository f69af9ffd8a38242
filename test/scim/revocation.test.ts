/** From the answer on with which an identity provider disables a person, no request of the person is accepted. */
import { describe, expect, test } from '@jest/globals';
import { kinds } from '../server.ts';
import { holding, inBrowser, made, world } from '../tokens/acts.ts';
import { kim, patchOf, provider, userSchema } from './acts.ts';

describe.each(kinds)('on %s', (kind) => {
  const at = world(kind);
  const idp = provider(at);

  test.each([
    ['PATCH', patchOf({ op: 'Replace', path: 'active', value: 'False' })],
    ['PUT', { schemas: [userSchema], active: false }],
    ['DELETE', undefined],
  ])('requests that run during a %s are refused as soon as it is answered', async (method, body) => {
    const { id } = (await idp.send('POST', '/Users', kim())).body;
    const by = await inBrowser(at.server, { id });
    const tokens = await Promise.all([1, 2, 3].map(async () => (await made(by)).token));
    let isAnswered = false;
    const after: number[] = [];
    let before = 0;
    const run = async (token: string) => {
      const ask = holding(at.server, token);
      let last = false;
      while (!last) {
        last = isAnswered && after.length >= 3;
        const wasAnswered = isAnswered;
        const { status } = await ask('{ me { id } }');
        if (wasAnswered) after.push(status);
        else if (status === 200) before++;
      }
    };
    const running = tokens.map(run);
    while (before < 10) await new Promise((resolve) => setTimeout(resolve, 2));
    const { status } = await idp.send(method, `/Users/${id}`, body);
    isAnswered = true;
    await Promise.all(running);
    expect([status, before >= 10, [...new Set(after)]]).toEqual([method === 'DELETE' ? 204 : 200, true, [401]]);
    expect(after.length).toBeGreaterThanOrEqual(3);
    const session = await by('{ me { id } }');
    expect(session.data?.me ?? null).toBeNull();
  });
});
