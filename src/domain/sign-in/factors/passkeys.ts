/**
 * Passkeys (WebAuthn). Each verifies its user, by a fingerprint or a PIN, so that it signs in by itself, and counts as password
 * and second factor together. Each signature answers a challenge of ours, which is valid for minutes and once.
 */
import { and, eq, getTableColumns, gt, isNull, lt, sql } from 'drizzle-orm';
import {
  passkeyChallenges as challenges,
  authenticationFactors as factors,
  passkeys as table,
} from '../../../../schema/factors.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import * as logs from '../../audit/record.ts';
import { conflict, invalid } from '../../base/errors.ts';
import { because } from '../../base/reasons.ts';

/** What passkeys belong to: the host of our pages, and the origins under which browsers open them. */
export interface RelyingParty {
  id: string;
  origins: string[];
}

const validMinutes = 5;
const webauthn = () => import('@simplewebauthn/server');

/** What a browser needs in order to make a passkey, as JSON. */
export async function creationOptions(
  tx: Db,
  { id: rpID }: RelyingParty,
  user: { id: string; username: string; name: string },
  sessionId: string,
  factorId: string,
): Promise<string> {
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'Latchkey',
    rpID,
    userID: new TextEncoder().encode(user.id),
    userName: user.username,
    userDisplayName: user.name,
    excludeCredentials: await credentialsOf(tx, user.id),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await store(tx, options.challenge, { sessionId, factorId });
  return JSON.stringify(options);
}

/** Stores the passkey that a browser has made. Returns the id of its factor. Errors: INVALID_INPUT. */
export async function create(tx: Db, site: RelyingParty, sessionId: string, answer: string): Promise<string> {
  const { response, challenge } = parsed<RegistrationResponse>(answer);
  const factorId = (await take(tx, challenge, sessionId))?.factorId;
  if (!factorId) return notAccepted();
  const { verifyRegistrationResponse } = await webauthn();
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origins,
    expectedRPID: site.id,
  }).catch(notAccepted);
  if (!registrationInfo) return notAccepted();
  const { id: credentialId, publicKey, counter, transports = [] } = registrationInfo.credential;
  const values = { factorId, credentialId, publicKey: Buffer.from(publicKey), counter, transports };
  const [added] = await tx.insert(table).values(values).onConflictDoNothing().returning({ id: table.factorId });
  return added?.id ?? notAccepted();
}

/** What a browser needs in order to sign with a passkey, as JSON: any, or one of a user. A session uses it only for itself. */
export async function requestOptions(
  db: Db,
  { id: rpID }: RelyingParty,
  { userId, sessionId = null }: { userId?: string | undefined; sessionId?: string | null } = {},
): Promise<string> {
  const { generateAuthenticationOptions } = await webauthn();
  const allowed = userId === undefined ? {} : { allowCredentials: await credentialsOf(db, userId) };
  const options = await generateAuthenticationOptions({ rpID, userVerification: 'required', ...allowed });
  await store(db, options.challenge, { sessionId });
  return JSON.stringify(options);
}

/** The user to whom the passkey of an answer belongs, whether the answer is right or not. Errors: INVALID_INPUT. */
export async function findUser(db: Db, answer: string): Promise<typeof users.$inferSelect> {
  const { response } = parsed<AuthenticationResponse>(answer);
  const [found] = await db
    .select({ user: users })
    .from(table)
    .innerJoin(factors, eq(factors.id, table.factorId))
    .innerJoin(users, eq(users.id, factors.userId))
    .where(isVerified(response));
  return found?.user ?? notAccepted();
}

interface Use {
  userId: string;
  /** What a browser's passkey has signed, as JSON. */
  answer: string;
  /** The session that it confirms. Null: a sign-in. */
  sessionId: string | null;
  /** Whether the password of the user was sent at the same sign-in. */
  withPassword: boolean;
}

/**
 * Checks that a passkey of the user has signed a challenge, which is used up. The caller has locked the user and the sessions
 * that it changes: everywhere they are locked before passkeys, so that there are no deadlocks. A fenced
 * passkey needs the password too, and signs in by itself again after that. Errors: INVALID_INPUT, CONFLICT for a fenced passkey
 * without the password.
 */
export async function use(tx: Db, site: RelyingParty, { userId, answer, sessionId, withPassword }: Use): Promise<void> {
  const { response, challenge } = parsed<AuthenticationResponse>(answer);
  const [passkey] = await tx
    .select({ ...getTableColumns(table), fencedAt: factors.fencedAt })
    .from(table)
    .innerJoin(factors, eq(factors.id, table.factorId))
    .where(and(isVerified(response), eq(factors.userId, userId)))
    .for('update', { of: table });
  // A passkey names the user for whom it was made (WebAuthn, 7.2 step 6).
  const userHandle: unknown = response.response?.userHandle;
  if (userHandle && Buffer.from(String(userHandle), 'base64url').toString() !== userId) return notAccepted();
  if (!passkey || (await take(tx, challenge, sessionId))?.factorId !== null) return notAccepted();
  const { credentialId: id, publicKey, counter, transports, factorId, fencedAt } = passkey;
  const { verifyAuthenticationResponse } = await webauthn();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origins,
    expectedRPID: site.id,
    credential: { id, publicKey: new Uint8Array(publicKey), counter, transports: transports as Transports },
  }).catch(notAccepted);
  if (!verified) return notAccepted();
  if (fencedAt && !withPassword) throw conflict(because('PASSKEY_FENCED'));
  if (fencedAt) await confirmFenced(tx, userId, factorId);
  const counted = tx.update(table).set({ counter: authenticationInfo.newCounter }).where(eq(table.factorId, factorId));
  if ((await counted.returning({ id: table.factorId })).length === 0) notAccepted();
}

async function confirmFenced(tx: Db, userId: string, id: string): Promise<void> {
  await tx.update(factors).set({ id, fencedAt: null }).where(eq(factors.id, id));
  const message = 'A passkey was confirmed after a restore: it was used together with the password.';
  await logs.record(tx, 'system', { type: 'OTHER', entity: 'User', id: userId, message });
}

const isVerified = ({ id }: AuthenticationResponse) => and(eq(table.credentialId, id), eq(factors.isVerified, true));

/** Deletes challenges that were never signed, and passkeys that were never made. */
export async function purge(db: Db, now: Date): Promise<void> {
  await db.delete(challenges).where(lt(challenges.expiresAt, now));
  const abandoned = and(eq(factors.type, 'PASSKEY'), eq(factors.isVerified, false));
  await db.delete(factors).where(and(abandoned, lt(factors.createdAt, new Date(now.getTime() - 24 * 3600_000))));
}

type WebAuthn = Awaited<ReturnType<typeof webauthn>>;
type RegistrationResponse = Parameters<WebAuthn['verifyRegistrationResponse']>[0]['response'];
type AuthenticationOptions = Parameters<WebAuthn['verifyAuthenticationResponse']>[0];
type AuthenticationResponse = AuthenticationOptions['response'];
type Transports = NonNullable<AuthenticationOptions['credential']['transports']>;

async function credentialsOf(db: Db, userId: string): Promise<{ id: string; transports: Transports }[]> {
  const found = await db
    .select({ id: table.credentialId, transports: table.transports })
    .from(table)
    .innerJoin(factors, eq(factors.id, table.factorId))
    .where(eq(factors.userId, userId));
  return found as { id: string; transports: Transports }[];
}

/** A session has one challenge at a time. */
async function store(db: Db, challenge: string, of: { sessionId: string | null; factorId?: string }): Promise<void> {
  if (of.sessionId !== null) await db.delete(challenges).where(eq(challenges.sessionId, of.sessionId));
  const expiresAt = sql`clock_timestamp() + make_interval(mins => ${validMinutes}::int)`;
  await db.insert(challenges).values({ challenge, expiresAt, ...of });
}

/** Deletes the challenge, so that it cannot be used again. */
async function take(tx: Db, challenge: string, sessionId: string | null) {
  const ofSession = sessionId === null ? isNull(challenges.sessionId) : eq(challenges.sessionId, sessionId);
  const isValid = and(eq(challenges.challenge, challenge), ofSession, gt(challenges.expiresAt, sql`clock_timestamp()`));
  const [taken] = await tx.delete(challenges).where(isValid).returning();
  return taken;
}

const isBase64Url = (value: unknown): value is string => typeof value === 'string' && /^[\w-]+$/.test(value);

/** The answer of a browser, and the challenge that it says it has signed. */
function parsed<T>(answer: string): { response: T; challenge: string } {
  try {
    const response = JSON.parse(answer);
    const signed = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString());
    // Nothing else can be the id of a passkey or a challenge, and PostgreSQL refuses some texts.
    if (isBase64Url(response.id) && isBase64Url(signed.challenge)) return { response, challenge: signed.challenge };
  } catch {
    // The same refusal as for other values that are no answer of a browser.
  }
  return notAccepted();
}

function notAccepted(): never {
  throw invalid('one_time_password', because('PASSKEY_REFUSED'));
}
