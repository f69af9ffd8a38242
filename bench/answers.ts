/** A comparison is fair only if all servers return the same content. */
import { deepStrictEqual } from 'node:assert/strict';
import { type Asked, placeholder, sentBody } from './requests.ts';

export interface Answering {
  name: string;
  url: string;
  request(n: number): Asked;
  /** The compared part of an answer. */
  content(answer: unknown): unknown;
}

const compared = 20;

/** Asks all servers the first requests, and throws if an answer is an error or differs from that of the first server. */
export async function requireSameAnswers(servers: Answering[]): Promise<void> {
  for (let n = 0; n < compared; n++) {
    const contents: unknown[] = [];
    for (const [place, server] of servers.entries()) {
      const content = await answerOf(server, n, String(n * servers.length + place));
      contents.push(content);
      deepStrictEqual(content, contents[0], `${server.name} does not answer like ${servers[0]?.name}`);
    }
  }
}

async function answerOf({ name, url, request, content }: Answering, n: number, number: string): Promise<unknown> {
  const asked = request(n);
  const { path, headers } = asked;
  const body = sentBody(asked);
  const text = body?.text.replace(placeholder, `check ${number}`);
  const sent = body ? { method: 'POST', headers: { ...headers, 'Content-Type': body.type }, body: text } : { headers };
  const response = await fetch(url + path, sent as RequestInit);
  const answer = await response.text();
  if (response.status !== 200 || answer.includes('"errors"'))
    throw new Error(`${name} answered ${response.status} ${answer}`);
  return content(answer === '' ? null : JSON.parse(answer));
}
