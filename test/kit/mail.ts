/**
 * Where do the letters go that the program sends? To `startPostOffice`: a real SMTP server on 127.0.0.1 that keeps each
 * letter it accepted before it says so, and bounces whom it was told to refuse.
 */
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { type Letter, readLetter } from './letter.ts';

export type { Letter };

export interface PostOffice {
  url: string;
  letters: Letter[];
  /** The earliest letter to that address not asked for before; waits up to 5 seconds for it. */
  next(to: string): Promise<Letter>;
  /** From now on that recipient bounces. */
  refuse(address: string): void;
  /** From now on that recipient is accepted again. */
  accept(address: string): void;
  stop(): Promise<void>;
}

export async function startPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = [];
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
        letters.push(readLetter(message, { to, from }));
        arrivals.emit('letter');
        done();
      }, done);
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');

  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    letters,
    async next(to) {
      const address = to.toLowerCase();
      const count = taken.get(address) ?? 0;
      taken.set(address, count + 1);
      const signal = AbortSignal.timeout(5000);
      for (;;) {
        const letter = letters.filter((each) => each.to.some((one) => one.toLowerCase() === address))[count];
        if (letter) return letter;
        await once(arrivals, 'letter', { signal }).catch((cause) => {
          throw new Error(`No letter to ${to} came within 5 seconds.`, { cause });
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
