/** Everything by which somebody or something is admitted, to try whether it is accepted. */
import { expect } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { personalAccessTokens } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { hashSecret } from '../../src/domain/base/secrets.ts';
import { resetLink } from '../../src/domain/people/owner.ts';
import { createAuthenticator } from '../kit/software-authenticator.ts';
import type { Latchkey } from '../server.ts';
import { basic, bearer, get, postForm, postJson, serviceHaving } from '../services/asking.ts';
import {
  createFactor,
  enrollApp,
  enrollRecoveryCodes,
  firstStep,
  pendingOf,
  secondStep,
  setPassword,
  signInWith,
  verifyFactor,
} from '../sign-in/factor-acts.ts';
import { ask, password, people } from '../test-users.ts';
import { cookieOf, inBrowser, made, regenerate } from '../tokens/acts.ts';

/** Whether something is accepted now. */
export type Attempt = () => Promise<boolean>;

export const strong = 'walnut ferry copper 92';

export function credentialsOf(server: Latchkey) {
  const as = people(server);
  const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
    server.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const sets = async (secret: string | null) =>
    (await post(`/set-password/${secret}`, { password: strong })).status === 200;
  const person = async () => {
    const one = await as.having('READ_USER');
    await setPassword(server, one.id);
    return one;
  };
  const works = async (token: string) => (await ask(server, bearer(token), '{ me { id } }')).data?.me?.id !== undefined;
  const challenge = async () => (await (await post('/sign-in/passkey/options', {})).json()) as { challenge: string };
  const signsIn = async (passkey: object, headers = {}) => {
    const response = await post('/sign-in/passkey', { passkey }, headers);
    return response.status === 200;
  };
  async function withPasskey() {
    const one = await person();
    const by = await inBrowser(server, one);
    const passkey = createAuthenticator(server.url);
    const { data } = await createFactor(by, { type: 'PASSKEY', data: 'Laptop' });
    expect((await verifyFactor(by, 'PASSKEY', passkey.create(data.done.secret_data))).errors).toBeUndefined();
    return { one, passkey };
  }
  /** What services ask with: confirmed after the fence, so that only what they ask about is blocked. */
  async function asking(...permissions: Parameters<typeof serviceHaving>[1][]) {
    const { id, token } = await serviceHaving(server, ...permissions);
    const reopen = () =>
      server.db.update(personalAccessTokens).set({ fencedAt: null }).where(eq(personalAccessTokens.userId, id));
    return async () => {
      await reopen();
      return bearer(token);
    };
  }

  /** Everything by which somebody or something is admitted. Each makes a new one, and returns a way to try it. */
  const credentials: Record<string, () => Promise<Attempt>> = {
    'a session': async () => {
      const Cookie = await cookieOf(server, await person());
      return async () => (await ask(server, { Cookie }, '{ me { id } }')).data?.me != null;
    },
    'a password': async () => {
      const { username } = await person();
      return async () => (await firstStep(server, username)).status === 200;
    },
    'a password sent with each request': async () => {
      const { username } = await person();
      return async () => (await get(server, '/api/user_tokens/search', basic(username, password))).status === 200;
    },
    'a sign-in that waits for its second factor': async () => {
      const one = await person();
      const { app } = await enrollApp(await inBrowser(server, one));
      const pending = pendingOf(await firstStep(server, one.username));
      return async () => (await secondStep(server, pending, app())).status === 200;
    },
    'a recovery code after the password': async () => {
      const one = await person();
      const by = await inBrowser(server, one);
      await enrollApp(by);
      const { codes } = await enrollRecoveryCodes(by);
      return async () => {
        // As after a new password, so that only the code decides.
        await setPassword(server, one.id);
        await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, one.id));
        return (await signInWith(server, one.username, codes[0] as string)).status === 200;
      };
    },
    'a passkey': async () => {
      const { passkey } = await withPasskey();
      return async () => signsIn(passkey.sign(await challenge()));
    },
    'a passkey of somebody with a new password': async () => {
      const { one, passkey } = await withPasskey();
      return async () => {
        await setPassword(server, one.id);
        await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, one.id));
        return signsIn(passkey.sign(await challenge()));
      };
    },
    'a challenge that a passkey has signed': async () => {
      const { passkey } = await withPasskey();
      const answer = passkey.sign(await challenge());
      return () => signsIn(answer);
    },
    'a link to set a password': async () => {
      const { secret } = await resetLink(server.db, (await person()).username);
      return () => sets(secret);
    },
    'a token as Bearer': async () => {
      const { token } = await person();
      return () => works(token);
    },
    'a token as Basic': async () => {
      const { token } = await person();
      return async () => (await ask(server, basic(token, ''), '{ me { id } }')).data?.me !== undefined;
    },
    'a token in the address': async () => {
      const { token } = await person();
      return async () => (await get(server, `/1.0/me?session=${token}`)).body.result === 0;
    },
    'a token that is validated': async () => {
      const { token } = await person();
      return async () => (await get(server, '/api/authentication/validate', bearer(token))).body.valid;
    },
    'a token of a service account': async () => {
      const { token } = await serviceHaving(server, 'READ_USER');
      return () => works(token);
    },
    'an analysis token': async () => {
      const by = await inBrowser(server, await as.having('EXECUTE_ANALYSIS'));
      const { token } = await made(by, { type: 'GLOBAL_ANALYSIS' });
      return () => works(token);
    },
    'the former secret of a regenerated token': async () => {
      const one = await person();
      const by = await inBrowser(server, one);
      const { id, token } = await made(by);
      expect((await regenerate(by, id, { overlap_minutes: 60 })).errors).toBeUndefined();
      return async () => {
        await server.db.update(personalAccessTokens).set({ fencedAt: null }).where(eq(personalAccessTokens.id, id));
        await server.db.update(users).set({ fencedAt: null }).where(eq(users.id, one.id));
        return works(token);
      };
    },
    'a token at a reverse proxy': async () => {
      const { token } = await person();
      return async () => (await get(server, '/auth/verify?permission=READ_USER', bearer(token))).status === 200;
    },
    'a token that a service introspects': async () => {
      const service = await asking('INTROSPECT_TOKEN');
      const { token } = await person();
      return async () => (await postForm(server, '/oauth/introspect', { token }, await service())).body.active;
    },
    'the token of a service that introspects': async () => {
      const { token } = await serviceHaving(server, 'INTROSPECT_TOKEN');
      return async () => (await postForm(server, '/oauth/introspect', { token }, bearer(token))).status === 200;
    },
    'a token about which a service asks for a decision': async () => {
      const service = await asking('EVALUATE_ACCESS');
      const { token } = await person();
      const [row] = await server.db
        .select()
        .from(personalAccessTokens)
        .where(eq(personalAccessTokens.secretHash, hashSecret(token)));
      const body = question('token', row?.id as string);
      return async () => (await postJson(server, '/access/v1/evaluation', body, await service())).body.decision;
    },
    'a user about whom a service asks for a decision': async () => {
      const service = await asking('EVALUATE_ACCESS');
      const body = question('user', (await person()).id);
      return async () => (await postJson(server, '/access/v1/evaluation', body, await service())).body.decision;
    },
    'the token of a service that asks for decisions': async () => {
      const { id, token } = await serviceHaving(server, 'EVALUATE_ACCESS');
      const body = question('user', id);
      return async () => (await postJson(server, '/access/v1/evaluation', body, bearer(token))).status === 200;
    },
    'a token that scanners look up': async () => {
      const service = await asking('READ_TOKEN_HASH');
      const { token } = await person();
      const digits = hashSecret(token).toString('hex');
      const listed = async () => (await get(server, `/leaked/${digits.slice(0, 32)}`, await service())).body;
      return async () => JSON.stringify(await listed()).includes(digits.slice(32));
    },
  };
  const question = (type: string, id: string) => ({
    subject: { type, id },
    action: { name: 'READ_USER' },
    resource: { type: 'page', id: '1' },
  });
  return { post, sets, person, works, challenge, signsIn, withPasskey, credentials };
}
