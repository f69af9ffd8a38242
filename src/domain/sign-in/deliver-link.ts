/** Delivers a one-time link to its user: by email, or without a mail server through the user who created it. */
import type { Db } from '../../db/database.ts';
import type { Actor } from '../audit/record.ts';
import { recordAlone } from '../audit/record-alone.ts';
import type { EmailOutcome, Mail } from '../mail/mailer.ts';
import { deliverOne } from '../outbox/deliver.ts';
import type { Link } from './password-links.ts';

export interface LinkDelivery {
  email: EmailOutcome | null;
  /** Where no mail server is configured: the address of the page that the link opens. */
  page?: string;
}

/** Call it after the commit. A failure is recorded in the user's log, which the user's page shows; sending is tried again. */
export async function deliverLink(
  { db, mail }: { db: Db; mail: Mail },
  actor: Actor,
  link: Link | null,
): Promise<LinkDelivery> {
  if (!link) return { email: null };
  if (link.secret !== null) return { email: 'NOT_CONFIGURED', page: mail.setPasswordPage(link.secret) };
  const outcome = await deliverOne({ db, mail, failed: mail.failed }, link.message as string);
  if (outcome === 'SENT') return { email: 'SENT' };
  const { id, emailAddress } = link.user;
  const message = `The email with the link to set a password could not be sent to ${emailAddress}.`;
  // The change is committed, so a failure to record this must not fail it. The server's log has the error of the email.
  await recordAlone(db, actor, { type: 'OTHER', entity: 'User', id, message }).catch(() => undefined);
  return { email: 'FAILED' };
}
