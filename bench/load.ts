/**
 * Sends requests from a separate process, over a fixed number of connections that each wait for their answer. It writes
 * HTTP by hand, since on a small machine a full client would take more time than what is measured.
 */
import { connect, type Socket } from 'node:net';
import { type Name, request, type Size } from './requests.ts';

export interface Task {
  url: string;
  name: Name;
  size: Size;
  connections: number;
  seconds: number;
}

export interface Result {
  requests: number;
  perSecond: number;
  p50: number;
  p99: number;
}

process.on('message', async (task: Task) => {
  const send = process.send?.bind(process) as (message: object) => void;
  await measure(task).then(send, (error: Error) => send({ failed: error.message }));
});

async function measure(task: Task): Promise<Result> {
  const { hostname, port, host } = new URL(task.url);
  const requests = Array.from({ length: 2000 }, () => bytes(host, task));
  const times: number[] = [];
  const start = performance.now();
  const end = start + task.seconds * 1000;
  const connection = async (first: number) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    for (let next = first; performance.now() < end; next += task.connections) {
      const sent = performance.now();
      await exchange(socket, requests[next % requests.length] as Buffer);
      times.push(performance.now() - sent);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: task.connections }, (_, first) => connection(first)));
  const seconds = (performance.now() - start) / 1000;
  times.sort((one, other) => one - other);
  const quantile = (share: number) => times[Math.floor(share * (times.length - 1))] as number;
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

function bytes(host: string, { name, size }: Task): Buffer {
  const { token, body } = request(name, size);
  const head = [
    'POST /api/graphql HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    `Authorization: Bearer ${token}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Writes a request and waits for the whole answer. Any other answer than 200 with a length is a failure. */
function exchange(socket: Socket, message: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = 0;
    let expected = 0;
    const done = (error?: Error) => {
      socket.off('data', onData).off('error', done).off('close', onClose);
      if (error) reject(error);
      else resolve();
    };
    const onClose = () => done(new Error('The connection was closed.'));
    const onData = (chunk: Buffer) => {
      if (received === 0) {
        const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n') + 4);
        const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(head) ?? [];
        if (!head.startsWith('HTTP/1.1 200') || !length) return done(new Error(`Unexpected answer: ${chunk}`));
        expected = head.length + Number(length);
      }
      received += chunk.length;
      if (received >= expected) done();
    };
    socket.on('data', onData).on('error', done).on('close', onClose);
    socket.write(message);
  });
}
