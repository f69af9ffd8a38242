/** What delivering a message needs, and what each kind of message supplies. */
import type { Db } from '../../db/database.ts';
import type { Mail } from '../mail/mailer.ts';

export interface Delivery {
  db: Db;
  mail: Mail;
  now: Date;
  /** Called with the error of a message that was not delivered; the others are delivered nevertheless. */
  failed(error: unknown): void;
  /** Aborted when the process stops: the remaining messages wait for another. */
  signal?: AbortSignal;
}

/**
 * `SENT`: delivered. `GONE`: obsolete, or undeliverable for good. `REFUSED`: tried again after an hour. `AWAY`: the receiver
 * does not answer, so that other messages to it need not be tried now.
 */
export type Outcome = 'SENT' | 'GONE' | 'REFUSED' | 'AWAY';

export interface Handler<About> {
  /** By what it is delivered. */
  channel: 'EMAIL';
  /** Delivers a message with the data as it is now. It may be called twice for a message. */
  deliver(context: Delivery, about: About): Promise<Outcome>;
}
