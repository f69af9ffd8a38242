/** How a one-time link gets to its user: by email, or where there is no mail server through whoever made it. */
import type { Db } from '../../db/database.ts';
import * as logs from '../audit/record.ts';
import type { Delivery, Mail } from '../mail/mailer.ts';
import { deliverOne } from '../outbox/deliver.ts';
import type { Link } from './password-links.ts';

export interface Handover {
  /** Null where there is no link. */
  email: Delivery | null;
  /** The page it opens, to be handed over where no mail server is configured. */
  page?: string;
}

/** Hands over a link that is committed. A failure is left in the log of the user, whose page shows it; the email is tried again. */
export async function handOver(
  { db, mail }: { db: Db; mail: Mail },
  actor: logs.Actor,
  link: Link | null,
): Promise<Handover> {
  if (!link) return { email: null };
  if (link.secret !== null) return { email: 'NOT_CONFIGURED', page: mail.setPasswordPage(link.secret) };
  const outcome = await deliverOne({ db, mail, failed: mail.failed }, link.message as string);
  if (outcome !== 'FAILED') return { email: 'SENT' };
  const { id, emailAddress } = link.user;
  const message = `The email with the link to set a password could not be sent to ${emailAddress}.`;
  // What was asked for is done, whatever becomes of this entry; the server's log has the failure already.
  await logs.record(db, actor, { type: 'OTHER', entity: 'User', id, message }).catch(() => undefined);
  return { email: 'FAILED' };
}
