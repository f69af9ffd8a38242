/**
 * Enrolling and removing one's own second factors. A factor counts once it was verified: with a code of it, or with the answer of
 * the browser that has made the passkey. A new secret of an authenticator app replaces the old one only then.
 */
import { and, count, eq } from 'drizzle-orm';
import { authenticationFactors as table } from '../../../../schema/factors.ts';
import { users } from '../../../../schema/users.ts';
import type { Db } from '../../../db/database.ts';
import { isEnrolled } from '../../access/second-factor.ts';
import { type LockedViewer, requireSession, type Viewer } from '../../access/viewer.ts';
import { conflict, invalid, notFound } from '../../base/errors.ts';
import { requireName } from '../../base/names.ts';
import { because } from '../../base/reasons.ts';
import { transact } from '../../base/transact.ts';
import { type Configured, keepingAWay } from '../ways-to-sign-in.ts';
import * as codes from './codes.ts';
import * as emailCodes from './email-codes.ts';
import { type Factor, type FactorType, findOne, recordFactorChange, requireFactorType } from './factor-rows.ts';
import type { FactorChange } from './notices.ts';
import * as passkeys from './passkeys.ts';
import * as recoveryCodes from './recovery-codes.ts';
import * as requirement from './requirement.ts';
import * as totp from './totp.ts';

/** What enrollment needs besides the database. */
export interface Site {
  pepper: string;
  /** Whether emails are sent. */
  mailed: boolean;
  relyingParty: passkeys.RelyingParty;
  providers: Configured;
}

/** A factor, and what is shown once so that the user can enroll it. */
export interface Enrollment {
  id: string;
  secretData: string | null;
}

const mostPasskeys = 20;

interface Step {
  tx: Db;
  viewer: LockedViewer;
  site: Site;
}

/** All changes of a user's factors run one after the other. */
const change = <T>(db: Db, viewer: Viewer, site: Site, work: (step: Step) => Promise<T>): Promise<T> => {
  requireSession(viewer);
  return transact(db, viewer, (tx, viewer) => work({ tx, viewer, site }), `user ${viewer.userId}`);
};

/**
 * Creates a factor. `data`: the name of a passkey. Errors: FORBIDDEN with a token, INVALID_INPUT, CONFLICT (it exists already, no
 * mail server, recovery codes without another factor), LIMITED.
 */
export async function create(
  db: Db,
  viewer: Viewer,
  site: Site,
  { type: given, data }: { type: FactorType | 'SMS'; data?: string | null },
): Promise<Enrollment> {
  requireSession(viewer);
  const type = requireFactorType(given);
  const name = type === 'PASSKEY' ? requireName('data', data ?? '') : null;
  if (type === 'EMAIL' && !site.mailed) throw conflict(because('NO_MAIL_SERVER'));
  if (type === 'EMAIL') await emailCodes.countEmail(db, viewer.userId);
  return change(db, viewer, site, async (step) => {
    const { tx, viewer } = step;
    const before = type === 'PASSKEY' ? undefined : await findOne(tx, viewer.userId, type);
    if (before?.isVerified) throw conflict(because('FACTOR_EXISTS'));
    await requireRoom(tx, viewer, type);
    const [factor] = before
      ? [before]
      : await tx.insert(table).values({ userId: viewer.userId, type, data: name }).returning();
    return begin[type](step, factor as Factor);
  });
}

async function requireRoom(tx: Db, { userId }: Viewer, type: FactorType): Promise<void> {
  if (type === 'RECOVERY_CODES' && !(await isEnrolled(tx, userId))) throw conflict(because('FACTOR_FIRST'));
  if (type !== 'PASSKEY') return;
  const own = and(eq(table.userId, userId), eq(table.type, 'PASSKEY'));
  // A passkey that the browser did not make stays unverified.
  await tx.delete(table).where(and(own, eq(table.isVerified, false)));
  const [found] = await tx.select({ number: count() }).from(table).where(own);
  if ((found?.number ?? 0) >= mostPasskeys) throw conflict(because('MOST_PASSKEYS', { most: mostPasskeys }));
}

/** How the enrollment of each type begins, for the first time or anew. */
const begin: Record<FactorType, (step: Step, factor: Factor) => Promise<Enrollment>> = {
  TOTP: async ({ tx, viewer, site }, { id }) => {
    const secret = totp.newSecret();
    const nextSecret = totp.sealed(site.pepper, viewer.userId, secret);
    await set(tx, id, { nextSecret });
    return { id, secretData: totp.uriOf(secret, viewer.username) };
  },
  EMAIL: async ({ tx, viewer }, { id }) => {
    const { emailAddress } = await userOf(tx, viewer);
    const address = { address: emailAddress, data: emailCodes.shortened(emailAddress) };
    await set(tx, id, address);
    await emailCodes.request(tx, id);
    return { id, secretData: null };
  },
  RECOVERY_CODES: async ({ tx, viewer, site }, { id, isVerified }) => {
    const made = await recoveryCodes.replace(tx, site.pepper, id);
    await set(tx, id, { isVerified: true });
    await recordOwnChange({ tx, viewer, site }, isVerified ? 'REPLACED' : 'ADDED', 'RECOVERY_CODES');
    return { id, secretData: made.join('\n') };
  },
  PASSKEY: async ({ tx, viewer, site }, { id }) => {
    const { credential } = viewer;
    const user = await userOf(tx, viewer);
    return { id, secretData: await passkeys.creationOptions(tx, site.relyingParty, user, credential.id, id) };
  },
};

/** Verifies a factor that was created or enrolled anew. Errors: INVALID_INPUT for a wrong code, CONFLICT, LIMITED. */
export async function verify(
  db: Db,
  viewer: Viewer,
  site: Site,
  { type: given, code }: { type: FactorType | 'SMS'; code: string },
): Promise<{ id: string }> {
  requireSession(viewer);
  const type = requireFactorType(given);
  if (type === 'RECOVERY_CODES') throw conflict(because('NOTHING_TO_VERIFY'));
  if (type !== 'PASSKEY') await codes.countAttempt(db, viewer.userId);
  const id = await change(db, viewer, site, async (step) => {
    const id = await verified[type](step, code);
    const { isVerified } = await requireOwn(step, id);
    await set(step.tx, id, { isVerified: true });
    await recordOwnChange(step, isVerified ? 'REPLACED' : 'ADDED', type);
    return id;
  });
  if (type !== 'PASSKEY') await codes.attemptSucceeded(db, viewer.userId);
  return { id };
}

/** Checks a code, or a passkey, against what its enrollment began with. Returns the id of the factor. */
const verified: Record<Exclude<FactorType, 'RECOVERY_CODES'>, (step: Step, code: string) => Promise<string>> = {
  TOTP: async ({ tx, viewer, site }, code) => {
    const factor = await findOne(tx, viewer.userId, 'TOTP');
    if (!factor?.nextSecret) throw conflict(because('NOTHING_TO_VERIFY'));
    const { id, nextSecret } = factor;
    const step = await totp.stepOf(tx, site.pepper, viewer.userId, nextSecret, codes.plain(code));
    if (step === null) throw wrongCode();
    await set(tx, id, { secret: nextSecret, nextSecret: null, lastStep: step });
    return id;
  },
  EMAIL: async ({ tx, viewer, site }, code) => {
    const factor = await findOne(tx, viewer.userId, 'EMAIL');
    if (!factor || factor.isVerified) throw conflict(because('NOTHING_TO_VERIFY'));
    if (!(await emailCodes.use(tx, site.pepper, factor, codes.plain(code)))) throw wrongCode();
    return factor.id;
  },
  PASSKEY: ({ tx, viewer, site }, answer) => passkeys.create(tx, site.relyingParty, viewer.credential.id, answer),
};

/** A new secret or new recovery codes, or until the address was verified a new code. Errors: NOT_FOUND, CONFLICT, LIMITED. */
export function reenroll(db: Db, viewer: Viewer, site: Site, id: string): Promise<Enrollment> {
  return change(db, viewer, site, async (step) => {
    const factor = await requireOwn(step, id);
    const type = factor.type as FactorType;
    if (type === 'PASSKEY' || (type === 'EMAIL' && factor.isVerified)) throw conflict(because('NOTHING_TO_REENROLL'));
    if (type === 'EMAIL' && !site.mailed) throw conflict(because('NO_MAIL_SERVER'));
    if (type === 'EMAIL') await emailCodes.countEmail(step.tx, viewer.userId);
    return begin[type](step, factor);
  });
}

/** Renames a passkey. Errors: NOT_FOUND, INVALID_INPUT. */
export function rename(
  db: Db,
  viewer: Viewer,
  site: Site,
  id: string,
  { data }: { data?: string | null },
): Promise<{ id: string }> {
  return change(db, viewer, site, async (step) => {
    const factor = await requireOwn(step, id);
    if (data == null) return { id };
    if (factor.type !== 'PASSKEY') throw invalid('data', because('NO_DATA'));
    await set(step.tx, id, { data: requireName('data', data) });
    return { id };
  });
}

/**
 * Removes a factor, and with the last one the recovery codes. Errors: NOT_FOUND, CONFLICT if everybody must have one, or for a
 * passkey that is the only way to sign in.
 */
export function remove(db: Db, viewer: Viewer, site: Site, id: string): Promise<void> {
  return change(db, viewer, site, async (step) => {
    const { tx, viewer } = step;
    const factor = await requireOwn(step, id);
    const wasEnrolled = await isEnrolled(tx, viewer.userId);
    await keepingAWay(tx, viewer.userId, site.providers, () => tx.delete(table).where(eq(table.id, id)));
    const isLast = wasEnrolled && !(await isEnrolled(tx, viewer.userId));
    if (isLast && (await requirement.read(tx)).isMfaRequired) throw conflict(because('LAST_FACTOR'));
    if (isLast) await tx.delete(table).where(eq(table.userId, viewer.userId));
    if (factor.isVerified) await recordOwnChange(step, 'REMOVED', factor.type as FactorType);
  });
}

async function requireOwn({ tx, viewer }: Step, id: string): Promise<Factor> {
  const own = and(eq(table.id, id), eq(table.userId, viewer.userId));
  const [factor] = await tx.select().from(table).where(own).for('update');
  if (!factor) throw notFound('authentication factor', id);
  return factor;
}

async function userOf(tx: Db, { userId }: Viewer): Promise<typeof users.$inferSelect> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  return user as typeof users.$inferSelect;
}

const set = (tx: Db, id: string, changes: Partial<typeof table.$inferInsert>) =>
  tx
    .update(table)
    .set({ id, ...changes })
    .where(eq(table.id, id));

const recordOwnChange = ({ tx, viewer, site }: Step, change: FactorChange, type: FactorType) =>
  recordFactorChange(tx, viewer, {
    user: { id: viewer.userId, username: viewer.username },
    change,
    type,
    mailed: site.mailed,
  });

const wrongCode = () => invalid('one_time_password', because('WRONG_CODE'));
