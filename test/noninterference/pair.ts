/** Two databases that differ in what one permission protects, and the answers of each to a viewer without it. */
import { sql } from 'drizzle-orm';
import { parse } from 'graphql';
import type { Db } from '../../src/db/database.ts';
import { type OpenDatabase, openPostgres } from '../../src/db/open.ts';
import { openPglite } from '../../src/db/open-pglite.ts';
import { findSession, findToken } from '../../src/domain/access/authenticate.ts';
import type { Permission } from '../../src/domain/access/permissions.ts';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { createMail } from '../../src/domain/mail/mailer.ts';
import { openMailServer } from '../../src/smtp/smtp.ts';
import { freshDatabase } from '../kit/postgres.ts';
import { pgliteDump } from '../kit/templates.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import type { Request } from '../plan/random-requests.ts';
import { runRolledBack } from '../plan/rolled-back.ts';
import { type Kind, pepper } from '../server.ts';
import { guarded } from './guarded.ts';
import { fill, sessionSecret, tokenSecret } from './rows.ts';

export type Credential = 'token' | 'session';

interface Side {
  db: Db;
  viewers: Record<Credential, Viewer>;
}

export interface Pair {
  permission: Permission;
  /** The answers of both sides as text. `isAgain`: with equal ids for new rows, and without random secrets. */
  answers(request: Request, credential: Credential, isAgain: boolean): Promise<[string, string]>;
}

export interface Databases {
  /** Fills both again, so that they differ in what this permission protects. */
  pairFor(permission: Permission): Promise<Pair>;
  close(): Promise<void>;
}

export async function openDatabases(kind: Kind): Promise<Databases> {
  const [one, other] = [await openOne(kind), await openOne(kind)];
  return {
    pairFor: async (permission) => {
      const sides = [await filled(one.db, permission, false), await filled(other.db, permission, true)] as const;
      return {
        permission,
        answers: (request, credential, isAgain) => {
          const asked = { ...request, document: parse(request.document) };
          const answer = (side: Side) => answerOf(side, asked, credential, isAgain);
          return Promise.all([answer(sides[0]), answer(sides[1])]);
        },
      };
    },
    close: async () => {
      await one.close();
      await other.close();
    },
  };
}

async function openOne(kind: Kind): Promise<{ db: Db; close(): Promise<void> }> {
  const fresh = kind === 'postgres' ? await freshDatabase({ migrated: true }) : null;
  const opened: OpenDatabase = fresh ? openPostgres(fresh.url) : await openPglite(null, { begin: pgliteDump() });
  return {
    db: opened.db,
    close: async () => {
      await opened.close();
      await fresh?.drop();
    },
  };
}

async function filled(db: Db, permission: Permission, differs: boolean): Promise<Side> {
  await empty(db);
  const guards = guarded[permission];
  await fill(db, [permission, ...(guards?.besides ?? [])]);
  if (differs) await guards?.differ(db);
  await restart(db);
  const [token, session] = [
    await findToken(db, tokenSecret, '127.0.0.1'),
    await findSession(db, sessionSecret, '127.0.0.1'),
  ];
  return { db, viewers: { token: token as Viewer, session: session as Viewer } };
}

async function empty(db: Db): Promise<void> {
  const { rows } = (await db.execute(
    sql`select string_agg(quote_ident(tablename), ', ') as names from pg_tables where schemaname = 'public'`,
  )) as unknown as { rows: { names: string }[] };
  // Without the triggers that refuse changes of the logs.
  await withoutTriggers(db, (tx) => tx.execute(sql.raw(`truncate ${rows[0]?.names} restart identity cascade`)));
}

/** Makes the next ids equal in both databases, whatever was added and rolled back before. */
async function restart(db: Db): Promise<void> {
  await db.execute(sql`select setval(sequencename::regclass, 5000) from pg_sequences where schemaname = 'public'`);
}

const mail = createMail(openMailServer(undefined, 'tests@example.com'), 'http://localhost', pepper, () => undefined);

async function answerOf(
  { db, viewers }: Side,
  asked: Parameters<typeof runRolledBack>[2],
  credential: Credential,
  isAgain: boolean,
): Promise<string> {
  const made: string[] = [];
  if (isAgain) await restart(db);
  const result = await runRolledBack({ db, mail }, viewers[credential], asked, async (tx) => {
    if (isAgain) made.push(...(await secretsMadeIn(tx)));
  });
  return alike(JSON.stringify(result), made);
}

/** The visible parts of the secrets that this transaction created, which are random. */
async function secretsMadeIn(tx: Db): Promise<string[]> {
  const { rows } = (await tx.execute(
    sql`select start, last_four from personal_access_tokens where updated_at > now() - interval '1 minute'`,
  )) as unknown as { rows: { start: string; last_four: string }[] };
  return rows.flatMap(({ start, last_four }) => [start, last_four]);
}

/** The answer without what always differs: clock times, the only ones with milliseconds, and random secrets. */
function alike(answer: string, made: readonly string[]): string {
  const timeless = answer
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(?!000)\d{3}(?:Z|\+00:00)/g, 'the time')
    .replace(/set-password\/\w+/g, 'set-password/…')
    .replace(/lk[upg]_\w{36}/g, 'a secret')
    // What enrolls a second factor: the secret of an app, a challenge for a passkey, and recovery codes.
    .replace(/(secret=|challenge\\*":\\*")[\w-]+/g, '$1…')
    .replace(/[0-9a-z]{4}(-[0-9a-z]{4}){2}(?![\w-])/g, 'a code');
  return made.reduce((text, one) => text.replaceAll(`"${one}"`, '"of a secret"'), timeless);
}
