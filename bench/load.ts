/**
 * Sends requests from a process of its own, over a fixed number of connections. Each sends when it has its answer, or, with a
 * rate, when requests arrive. It writes HTTP by hand, since on a small machine a full client would take more time than what
 * is measured.
 */
import { connect } from 'node:net';
import { type Arrivals, arrivals, atOnce } from './arrivals.ts';
import { placeholder } from './requests.ts';

export interface Task {
  url: string;
  /** Whole HTTP requests, sent in turn. Each connection starts with the one of its own number. */
  messages: string[];
  connections: number;
  seconds: number;
  /** So many requests arrive in a second, whether or not others have their answer; without it, connections do not wait. */
  rate?: number;
  /** Replaces the placeholder, counted up from here. */
  firstNumber: number;
}

export interface Loaded {
  /** Those with an answer of status 200. */
  requests: number;
  /** The share of all requests that were refused because of too many others at the same time (429, 503). */
  refused: number;
  perSecond: number;
  /** Latencies in milliseconds. */
  p50: number;
  p99: number;
  /** The share of a core that this process used. */
  client: number;
}

process.on('message', async (task: Task) => {
  const send = process.send?.bind(process) as (message: object) => void;
  await measure(task).then(send, (error: Error) => send({ failed: error.message }));
});

async function measure(task: Task): Promise<Loaded> {
  const messages = task.messages.map((text) => ({ bytes: Buffer.from(text), number: text.indexOf(placeholder) }));
  const times: number[] = [];
  const lengths: number[] = [];
  let number = task.firstNumber;
  let refusals = 0;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const end = start + task.seconds * 1000;
  const arriving: Arrivals = task.rate ? arrivals(task.rate, end) : atOnce;

  const connection = (first: number) =>
    new Promise<void>((resolve, reject) => {
      const { hostname, port } = new URL(task.url);
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let next = first;
      let arrivedAt = 0;
      let received = 0;
      let expected = 0;
      let refused = false;
      const leave = () => {
        socket.destroy();
        resolve();
      };
      const fail = (reason: string) => {
        socket.destroy();
        reject(new Error(`${reason}, as an answer to:\n${task.messages[next % messages.length]}`));
      };
      const ask = (at: number) => {
        const message = messages[next % messages.length] as (typeof messages)[number];
        if (message.number >= 0) message.bytes.write(numbered(number++), message.number);
        received = 0;
        arrivedAt = at;
        // A message with a number is changed for the next connection, so this one needs a copy.
        socket.write(message.number >= 0 ? Buffer.from(message.bytes) : message.bytes);
      };
      socket.on('error', (error) => fail(error.message));
      socket.on('close', () => (performance.now() < end ? fail('The connection was closed') : resolve()));
      socket.on('data', (chunk) => {
        if (received === 0) {
          const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n') + 4);
          const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(head) ?? [];
          refused = /^HTTP\/1.1 (429|503) /.test(head);
          if (!(refused || head.startsWith('HTTP/1.1 200')) || !length) return fail(String(chunk));
          expected = head.length + Number(length);
          const at = next % messages.length;
          if (!refused) lengths[at] ??= Number(length);
          const isSame = refused || messages[at]?.number !== -1 || lengths[at] === Number(length);
          if (!isSame) return fail(`Another length: ${chunk}`);
        }
        if (!refused && chunk.includes('"errors"')) return fail(String(chunk));
        received += chunk.length;
        if (received < expected) return;
        const now = performance.now();
        if (refused) refusals++;
        else times.push(now - arrivedAt);
        next += task.connections;
        if (now < end) return arriving.next(ask, leave);
        leave();
      });
      arriving.next(ask, leave);
    });

  await Promise.all(Array.from({ length: task.connections }, (_, first) => connection(first)));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  times.sort((one, other) => one - other);
  const quantile = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return {
    requests: times.length,
    refused: refusals / (times.length + refusals),
    perSecond: times.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    client: (user + system) / 1e6 / seconds,
  };
}

/** As long as the placeholder, so that the length of the request stays the same. */
const numbered = (number: number) => String(number).padStart(placeholder.length, '0');
