/** Somebody used a secret that is dead: worth a line in the log and a word to the owner, once a day. */
import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { personalAccessTokens as table } from '../../../schema/tokens.ts';
import { users } from '../../../schema/users.ts';
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import { hashSecret, isTokenShaped } from '../base/secrets.ts';
import type { Mail } from '../mail/mailer.ts';

/** Called with a secret that was just refused. A secret that was never ours, or has merely expired, is nothing to tell of. */
export async function report(db: Db, mail: Mail, secret: string, ip: string): Promise<void> {
  if (!isTokenShaped(secret)) return;
  const hash = hashSecret(secret);
  const dead = or(eq(table.previousHash, hash), and(eq(table.secretHash, hash), isNotNull(table.revokedAt)));
  const quiet = or(isNull(table.deadUseToldAt), lt(table.deadUseToldAt, sql`clock_timestamp() - interval '1 day'`));
  const [token] = await db
    .update(table)
    .set({ deadUseToldAt: sql`clock_timestamp()` })
    .where(and(dead, quiet))
    .returning({ id: table.id, name: table.name, userId: table.userId });
  if (!token) return;
  const message = `A dead secret of personal access token ${token.name} was used.`;
  await logs.record(db, 'system', {
    type: 'OTHER',
    entity: 'PersonalAccessToken',
    id: token.id,
    message,
    current: { ip },
  });
  const [owner] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, token.userId), eq(users.enabled, true)));
  // Whoever was refused does not wait for the mail server.
  if (owner) void mail.deadSecret(owner, token.name, ip);
}
