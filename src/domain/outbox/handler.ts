/** What delivering a message needs, and what each kind of message supplies. */
import type { Db } from '../../db/database.ts';
import type { Email } from '../../db/smtp.ts';
import type { Mail } from '../mail/mailer.ts';

export interface Delivery {
  db: Db;
  mail: Mail;
  now: Date;
  /** Called with what went wrong with one message; the others are delivered all the same. */
  failed(error: unknown): void;
}

export interface Handler<About> {
  /** The email, from what is stored now; null when there is nothing to say any more. */
  compose(context: Delivery, about: About): Promise<Email | null>;
  /** What follows once the mail server took it. It may be called twice. */
  sent?(context: Delivery, about: About): Promise<void>;
  /** Called when the address will never take it. True: give it up. */
  unreachable?(context: Delivery, about: About): Promise<boolean>;
}
