/** Signing in and out of browsers. Guessing is limited, and all failures have the same text. */
import { and, desc, eq, ne, or, type SQL } from 'drizzle-orm';
import { sessions as table } from '../../../schema/sessions.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import { authoredBy } from '../../db/for-request.ts';
import { requireSession, type Viewer } from '../access/viewer.ts';
import * as logs from '../audit/record.ts';
import { DomainError } from '../base/errors.ts';
import { foldLogin } from '../base/names.ts';
import { because } from '../base/reasons.ts';
import { hashSecret, randomSecret } from '../base/secrets.ts';
import { transact } from '../base/transact.ts';
import { transactAsSystem } from '../base/transaction.ts';
import * as guesses from './attempt-limits.ts';
import { type Device, isKnown, newDevice, readDevice } from './known-browsers.ts';
import * as lockouts from './lockouts.ts';
import { inPasswordQueue } from './password-queue.ts';
import { passwordMatches } from './passwords.ts';
import { begin, type Pending } from './second-step.ts';
import { type Browser, type Session, signInEntry, start } from './start-session.ts';

export interface SignIn extends Browser {
  /** The user name or the email address. */
  username: string;
  password: string;
  device: string | undefined;
}

/** With a second factor, a correct password only begins the sign-in. */
export type SignedIn = { session: Session; pending?: undefined } | { pending: Pending; session?: undefined };

interface Source {
  network: string;
  device: Device | null;
}

/**
 * Creates a session, or a pending sign-in if the user has a second factor. Errors: LIMITED, FORBIDDEN (the firewall), and
 * UNAUTHENTICATED, with the same text for an unknown user, a wrong password, a disabled user and too many attempts.
 *
 * Cheap checks come first. The time does not show whether a name exists: the password of a locked account is compared too,
 * because skipping that would show which names belong to the same account.
 */
export function signIn(db: Db, pepper: string, attempt: SignIn): Promise<SignedIn> {
  const network = guesses.networkKey(attempt.ip);
  const device = readDevice(pepper, attempt.device);
  const source = device ? guesses.deviceKey(device.id) : network;
  return inPasswordQueue(source, () => judge(db, pepper, attempt, { network, device }));
}

async function judge(db: Db, pepper: string, attempt: SignIn, { network, device }: Source): Promise<SignedIn> {
  const { wait, locks } = await guesses.countNetwork(db, network);
  const login = wait && !device ? null : foldLogin(attempt.username);
  if (login === null) throw refusal(wait);
  const user = await findUser(db, login);
  const guess = await guesses.count(db, {
    network,
    account: user ? guesses.userKey(user.id) : guesses.nameKey(pepper, login),
    browser: user && device && isKnown(pepper, device, user) ? guesses.deviceKey(device.id) : null,
  });
  if (wait && !guess.trusted) throw refusal(wait);
  const matches = await passwordMatches(pepper, attempt.password, user?.passwordHash ?? null);
  const signedIn = user && matches && guess.allowed ? await create(db, pepper, user, attempt) : null;
  if (!user || !signedIn) {
    const message = user ? 'A sign-in was refused.' : 'A sign-in with an unknown name was refused.';
    await transactAsSystem(db, async (tx) => {
      await logs.record(tx, 'system', signInEntry(user?.id ?? '0', message, { ip: attempt.ip }));
      await lockouts.record(tx, [...locks, ...guess.locks], { userId: user?.id ?? null, ip: attempt.ip });
    });
    throw refusal();
  }
  await guesses.succeeded(db, guess);
  if (signedIn.pending) return { pending: signedIn.pending };
  const who = { userId: user.id, username: user.username, device: newDevice(pepper, user) };
  return { session: { ...signedIn.session, ...who } };
}

/** Prefers the email address, so that a user whose user name is another user's email address cannot lock that user out. */
async function findUser(db: Db, login: string): Promise<typeof users.$inferSelect | undefined> {
  const isAddress = eq(users.emailAddressKey, login);
  const found = db
    .select()
    .from(users)
    .where(or(eq(users.usernameKey, login), isAddress));
  return (await found.orderBy(desc(isAddress)).limit(1))[0];
}

/** A session, or with a second factor a pending sign-in; null when the user may not sign in, or the password was changed meanwhile. */
function create(db: Db, pepper: string, compared: guesses.Compared, attempt: SignIn) {
  return transactAsSystem(authoredBy(db, compared.id), async (tx) => {
    const user = await guesses.lockCompared(tx, compared, attempt.ip);
    if (!user) return null;
    return user.hasFactor
      ? { pending: await begin(tx, pepper, compared) }
      : { session: await start(tx, user, attempt, null) };
  });
}

export type Renewed = Pick<Session, 'secret' | 'expiresAt' | 'device'>;

/** Replaces the secret of the viewer's session, in the transaction that sets a new password, so that copies become invalid. */
export async function renew(
  tx: Db,
  pepper: string,
  { credential, userId }: Viewer,
  passwordHash: string,
): Promise<Renewed | null> {
  if (credential.kind !== 'session') return null;
  const secret = randomSecret();
  const [session] = await tx
    .update(table)
    .set({ id: credential.id, secretHash: hashSecret(secret) })
    .where(eq(table.id, credential.id))
    .returning({ expiresAt: table.expiresAt });
  if (!session) return null;
  return { secret, expiresAt: session.expiresAt, device: newDevice(pepper, { id: userId, passwordHash }) };
}

export async function signOut(db: Db, viewer: Viewer): Promise<void> {
  if (viewer.credential.kind !== 'session') return;
  await transactAsSystem(db, (tx) => tx.delete(table).where(eq(table.id, viewer.credential.id)));
}

/** Ends one of the viewer's sessions; does nothing if it has ended or is not the viewer's. Errors: FORBIDDEN with a token. */
export const end = (db: Db, viewer: Viewer, id: string) => endWhere(db, viewer, eq(table.id, id));

/** Ends all of the viewer's sessions except the current one. Errors: FORBIDDEN with a token. */
export const endOthers = (db: Db, viewer: Viewer) => endWhere(db, viewer, ne(table.id, viewer.credential.id));

async function endWhere(db: Db, viewer: Viewer, which: SQL): Promise<void> {
  requireSession(viewer);
  const work = async (tx: Db, viewer: Viewer) => {
    const ended = await tx
      .delete(table)
      .where(and(eq(table.userId, viewer.userId), which))
      .returning({ id: table.id, ip: table.ip });
    const change = { type: 'OTHER', entity: 'User', id: viewer.userId } as const;
    for (const { id, ip } of ended)
      await logs.record(tx, viewer, {
        ...change,
        message: `${viewer.username} was signed out of a browser.`,
        current: { session_id: id, ip },
      });
  };
  await transact(db, viewer, work, `user ${viewer.userId}`);
}

/** `retryAfterSeconds` is sent only for a locked network: for a locked account it would show that the account exists. */
const refusal = (retryAfterSeconds?: number) => {
  const reason = because('SIGN_IN_REFUSED');
  return new DomainError('UNAUTHENTICATED', reason.sentence, { reason, retryAfterSeconds });
};
