/** Acts on second factors over HTTP: enrolling them, and signing in with them. */
import { expect } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { URI } from 'otpauth';
import { authenticationFactors } from '../../schema/factors.ts';
import { users } from '../../schema/users.ts';
import type { Latchkey } from '../server.ts';
import { password, passwordHash } from '../test-users.ts';
import type { Ask } from '../tokens/acts.ts';

/** The codes of an authenticator app, `steps` of 30 seconds from now. */
export type App = (steps?: number) => string;

export const appOf = (uri: string): App => {
  const totp = URI.parse(uri) as Extract<ReturnType<typeof URI.parse>, { period: number }>;
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
};

export const createFactor = (by: Ask, input: object) =>
  by(
    `mutation ($input: CreateAuthenticationFactorMutationInput) {
      done: createAuthenticationFactor(input: $input) { id type data is_verified secret_data } }`,
    { input },
  );

export const verifyFactor = (by: Ask, type: string, one_time_password: string) =>
  by(
    `mutation ($input: VerifyOneTimePasswordForAuthenticationFactorMutationInput) {
      done: verifyOneTimePasswordForAuthenticationFactor(input: $input) { id type is_verified secret_data } }`,
    { input: { type, one_time_password } },
  );

export const reenroll = (by: Ask, id: string) =>
  by('mutation ($id: Int64Bit!) { done: reenrollAuthenticationFactor(id: $id) { id secret_data is_verified } }', {
    id,
  });

export const removeFactor = (by: Ask, id: string) =>
  by('mutation ($id: Int64Bit!) { done: deleteAuthenticationFactor(id: $id) { success } }', { id });

export const requestCode = (by: Ask, type: string) =>
  by('mutation ($type: AuthenticationFactorType!) { done: requestOneTimePassword(type: $type) { success message } }', {
    type,
  });

export const requireOfEverybody = (by: Ask, is_mfa_required: boolean) =>
  by(
    `mutation ($input: UpdateMfaAdminSettingsMutationInput) {
      done: updateMfaAdminSettings(input: $input) { id is_mfa_required } }`,
    { input: { is_mfa_required } },
  );

export const ownFactors = async (by: Ask) =>
  (await by('{ me { authentication_factors { entities { id type data is_verified secret_data } } } }')).data.me
    .authentication_factors.entities;

/** Enrolls an authenticator app with the code of the step before this one, so that the current code still works. */
export async function enrollApp(by: Ask): Promise<{ id: string; app: App }> {
  const { data, errors } = await createFactor(by, { type: 'TOTP' });
  expect(errors).toBeUndefined();
  const app = appOf(data.done.secret_data);
  let verified = await verifyFactor(by, 'TOTP', app(-1));
  // The code was too old if the next half minute has begun meanwhile.
  if (verified.errors) verified = await verifyFactor(by, 'TOTP', app(-1));
  expect(verified.errors).toBeUndefined();
  return { id: data.done.id, app };
}

export async function enrollRecoveryCodes(by: Ask): Promise<{ id: string; codes: string[] }> {
  const { data, errors } = await createFactor(by, { type: 'RECOVERY_CODES' });
  expect(errors).toBeUndefined();
  return { id: data.done.id, codes: data.done.secret_data.split('\n') };
}

/** Lets a code that was used, or is older than one, be used again: stands for waiting. */
export const waitSteps = ({ db }: Latchkey, userId: string) =>
  db.update(authenticationFactors).set({ lastStep: null }).where(eq(authenticationFactors.userId, userId));

export const setPassword = ({ db }: Latchkey, id: string) =>
  db.update(users).set({ passwordHash }).where(eq(users.id, id));

const post = (server: Latchkey, path: string, body: object, cookie: string) =>
  server.fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) },
    body: JSON.stringify(body),
  });

const cookiesOf = (response: Response) =>
  Object.fromEntries(
    response.headers.getSetCookie().map((cookie) => {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      return [name, value];
    }),
  );

export interface Step {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  cookies: Record<string, string>;
  headers: Headers;
}

const stepOf = async (response: Response): Promise<Step> => ({
  status: response.status,
  body: await response.json(),
  cookies: cookiesOf(response),
  headers: response.headers,
});

export const firstStep = async (server: Latchkey, username: string, given = password): Promise<Step> =>
  stepOf(await post(server, '/sign-in', { username, password: given }, ''));

export const pendingOf = ({ cookies }: Step) => `latchkey-sign-in=${cookies['latchkey-sign-in']}`;

export const secondStep = async (server: Latchkey, pending: string, code: string, type?: string): Promise<Step> =>
  stepOf(await post(server, '/sign-in/factor', { one_time_password: code, ...(type ? { type } : {}) }, pending));

/** Both steps. Returns the answer to the second. */
export const signInWith = async (server: Latchkey, username: string, code: string, type?: string): Promise<Step> =>
  secondStep(server, pendingOf(await firstStep(server, username)), code, type);

export const sessionOf = ({ cookies }: Step) => `latchkey=${cookies.latchkey}`;
