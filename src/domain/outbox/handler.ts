/** The interface between delivery and the handlers of each kind of message. */
import type { Db } from '../../db/database.ts';
import type { Email } from '../../smtp/email.ts';
import type { Mail } from '../mail/mailer.ts';

export interface Delivery {
  db: Db;
  mail: Mail;
  now: Date;
  /** Reports the error of one message; the others are still delivered. */
  failed(error: unknown): void;
}

export interface Handler<About> {
  /** The email, made from what is stored at delivery; null when the message is obsolete. */
  compose(context: Delivery, about: About): Promise<Email | null>;
  /** Called after the mail server accepted the email; possibly twice. */
  sent?(context: Delivery, about: About): Promise<void>;
  /** Called when the address refused permanently. Returns whether to give up. */
  unreachable?(context: Delivery, about: About): Promise<boolean>;
}
