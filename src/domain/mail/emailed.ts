/** Messages of the outbox that are delivered as an email. */
import type { Email } from '../../smtp/email.ts';
import type { Delivery, Handler } from '../outbox/handler.ts';
import { cannotBeReached, isRefused } from './failures.ts';

interface Emailed<About> {
  /** The email from current data; null if the message is obsolete. */
  compose(context: Delivery, about: About): Promise<Email | null>;
  /** Called after the mail server accepted the email. */
  sent?(context: Delivery, about: About): Promise<void>;
  /** Called if the address can never be reached. Returns whether to give the message up. */
  unreachable?(context: Delivery, about: About): Promise<boolean>;
}

export const emailed = <About>({ compose, sent, unreachable }: Emailed<About>): Handler<About> => ({
  channel: 'EMAIL',
  deliver: async (context, about) => {
    const email = await compose(context, about);
    if (!email) return 'GONE';
    try {
      await context.mail.send(email);
    } catch (error) {
      context.failed(error);
      if (!isRefused(error)) return 'AWAY';
      return cannotBeReached(error) && (await unreachable?.(context, about)) ? 'GONE' : 'REFUSED';
    }
    await sent?.(context, about);
    return 'SENT';
  },
});
