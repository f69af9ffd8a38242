/**
 * The mail server of the tests: a real SMTP server on 127.0.0.1 that keeps every email before it accepts it, and bounces
 * emails to refused addresses.
 */
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { type Email, readEmail } from './email.ts';

export type { Email };

export interface MailServer {
  url: string;
  emails: Email[];
  /** The first email to that address that `next` has not returned yet; waits up to 5 seconds for it. */
  next(to: string): Promise<Email>;
  /** Emails to this address bounce from now on. */
  refuse(address: string): void;
  /** Emails to this address are accepted again. */
  accept(address: string): void;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const emails: Email[] = [];
  const refused = new Set<string>();
  const taken = new Map<string, number>();
  const arrivals = new EventEmitter();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      if (!refused.has(address.toLowerCase())) return done();
      done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
    },
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      buffer(stream).then((message) => {
        emails.push(readEmail(message, { to, from }));
        arrivals.emit('email');
        done();
      }, done);
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');

  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    emails,
    async next(to) {
      const address = to.toLowerCase();
      const count = taken.get(address) ?? 0;
      taken.set(address, count + 1);
      const signal = AbortSignal.timeout(5000);
      for (;;) {
        const email = emails.filter((each) => each.to.some((one) => one.toLowerCase() === address))[count];
        if (email) return email;
        await once(arrivals, 'email', { signal }).catch((cause) => {
          throw new Error(`No email to ${to} came within 5 seconds.`, { cause });
        });
      }
    },
    refuse(address) {
      refused.add(address.toLowerCase());
    },
    accept(address) {
      refused.delete(address.toLowerCase());
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
