/** Requests that are sent exactly as they are given; `fetch` normalizes paths and headers. */
import { request } from 'node:http';
import { connect } from 'node:net';

/** Sends this text, and returns all that the server sends until it closes the connection. */
export function sendText(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => {
      received += part;
    });
    socket.on('close', () => resolve(received)).on('error', reject);
  });
}

export function rawRequest(
  url: string,
  {
    path,
    method = 'GET',
    headers = {},
  }: { path: string; method?: string; headers?: Record<string, string | string[]> },
): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}
