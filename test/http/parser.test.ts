/** Requests that are not valid HTTP, or ambiguous: each is refused with the headers and the body of all refusals. */
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendText } from '../kit/raw-request.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { people } from '../test-users.ts';

let server: Latchkey;
let token: string;
beforeAll(async () => {
  server = await startLatchkey('pglite', { PUBLIC_URL: 'https://id.example.com' });
  ({ token } = await people(server).owner());
});
afterAll(() => server.stop());
beforeEach(() => void server.logged.splice(0));

const statuses = (text: string) => (text.match(/HTTP\/1\.1 \d+/g) ?? []).map((line) => Number(line.slice(9)));
const lines = () => server.logged.map((line) => JSON.parse(line));

const get = (...headers: string[]) => `${['GET /healthz HTTP/1.1', ...headers].join('\r\n')}\r\n\r\n`;
const close = 'Connection: close';

/** The names of the headers of an answer, without those that vary, and its parsed body. */
function parsed(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const names = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(':', 1)[0]?.toLowerCase() ?? '');
  const varying = ['date', 'connection', 'keep-alive', 'accept-encoding'];
  return { names: names.filter((name) => !varying.includes(name)).sort(), body: JSON.parse(body) };
}

const refused: [string, string, number, string][] = [
  ['an unknown method', 'NOPE / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'INVALID_INPUT'],
  ['a header without a name', get('Host: a', ': b'), 400, 'INVALID_INPUT'],
  ['two lengths', get('Host: a', 'Content-Length: 1', 'Content-Length: 2'), 400, 'INVALID_INPUT'],
  ['headers of more than 16 KB', get('Host: a', `X-A: ${'a'.repeat(20_000)}`), 431, 'LIMITED'],
  ['no Host header', get(close), 400, 'INVALID_INPUT'],
  ['two Host headers', get('Host: a', 'Host: b', close), 400, 'INVALID_INPUT'],
  ['two equal Host headers', get('Host: a', 'Host: a', close), 400, 'INVALID_INPUT'],
  ['a Host header with a space', get('Host: a b', close), 400, 'INVALID_INPUT'],
  ['a Host header with a path', get('Host: a/b', close), 400, 'INVALID_INPUT'],
  ['a Host header with a user', get('Host: a@b', close), 400, 'INVALID_INPUT'],
  [
    'a URL of another host than the Host header',
    `GET http://a/healthz HTTP/1.1\r\nHost: b\r\n${close}\r\n\r\n`,
    400,
    'INVALID_INPUT',
  ],
  [
    'a URL with a user name and a password',
    `GET http://ada:secret@a/account HTTP/1.1\r\nHost: a\r\n${close}\r\n\r\n`,
    400,
    'INVALID_INPUT',
  ],
  ['an address that is no URL', `OPTIONS * HTTP/1.1\r\nHost: a\r\n${close}\r\n\r\n`, 400, 'INVALID_INPUT'],
  ['an expectation other than 100-continue', get('Host: a', 'Expect: more', close), 417, 'INVALID_INPUT'],
  [
    'a body with another transfer coding than chunked',
    `${get('Host: a', 'Transfer-Encoding: gzip, chunked', close)}0\r\n\r\n`,
    415,
    'INVALID_INPUT',
  ],
  [
    'a compressed body',
    `${get('Host: a', 'Content-Encoding: gzip', 'Content-Length: 1', close)}a`,
    415,
    'INVALID_INPUT',
  ],
];
test.each(refused)('a request with %s is refused like others', async (_what, text, status, code) => {
  const answer = await sendText(server.url, text);
  expect(statuses(answer)).toEqual([status]);
  const usual = parsed(await sendText(server.url, `GET /unknown HTTP/1.1\r\nHost: a\r\n${close}\r\n\r\n`));
  const { names, body } = parsed(answer);
  expect(names).toEqual(usual.names);
  expect(names).toEqual(expect.arrayContaining(['strict-transport-security', 'x-content-type-options']));
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code } }] });
  expect(lines().map((line) => line.status)).toEqual([status, 404]);
});

test.each(['a', 'a:80', 'A.example', '[::1]:4000', 'my_service:4000', ''])(
  'the Host header "%s" is accepted',
  async (host) => {
    expect(statuses(await sendText(server.url, get(`Host: ${host}`, close)))).toEqual([200]);
  },
);

test.each(['http://a/healthz', 'HTTP://A:80/healthz'])('the whole URL %s is accepted', async (url) => {
  const text = `GET ${url} HTTP/1.1\r\nHost: a\r\n${close}\r\n\r\n`;
  expect(statuses(await sendText(server.url, text))).toEqual([200]);
});

test('a request of HTTP/1.0 needs no Host header', async () => {
  expect(statuses(await sendText(server.url, 'GET /healthz HTTP/1.0\r\n\r\n'))).toEqual([200]);
});

const post = (...headers: string[]) =>
  [
    'POST /api/graphql HTTP/1.1',
    'Host: a',
    'Content-Type: application/json',
    `Authorization: Bearer ${token}`,
    ...headers,
  ]
    .join('\r\n')
    .concat('\r\n\r\n');

test.each([
  ['of a host', 'example.com:443', ''],
  ['of this server, with data after it', 'a:80', 'nonsense'],
])('a CONNECT %s is answered 405, and the connection ends', async (_what, target, more) => {
  const answer = await sendText(server.url, `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n${more}`);
  expect(statuses(answer)).toEqual([405]);
  expect(answer).toContain('Allow: GET, HEAD, POST');
  const { names, body } = parsed(answer);
  expect(names).toEqual(expect.arrayContaining(['strict-transport-security', 'x-content-type-options']));
  expect(body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'INVALID_INPUT' } }] });
  expect(lines().map((line) => line.status)).toEqual([405]);
});

test('a request before a CONNECT is answered first', async () => {
  const body = '{"query": "{ me { id } }"}';
  const text = `${post(`Content-Length: ${body.length}`)}${body}CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n`;
  expect(statuses(await sendText(server.url, text))).toEqual([200, 405]);
});

test('a body that is not valid HTTP is refused once, with one line', async () => {
  const answer = await sendText(server.url, `${post('Transfer-Encoding: chunked')}nonsense\r\n`);
  expect(statuses(answer)).toEqual([400]);
  expect(answer).toContain('Strict-Transport-Security');
  expect(lines()).toEqual([expect.objectContaining({ route: '/api/graphql', status: 400 })]);
});

test('a request before one that is not valid HTTP is answered first', async () => {
  const body = '{"query": "{ me { id } }"}';
  const text = `${post(`Content-Length: ${body.length}`)}${body}${get('Host: a')}nonsense\r\n\r\n`;
  expect(statuses(await sendText(server.url, text))).toEqual([200, 200, 400]);
  expect(
    lines()
      .map(({ status }) => status)
      .sort(),
  ).toEqual([200, 200, 400]);
});

test('a client that disconnects is not logged as a request', async () => {
  const { hostname, port } = new URL(server.url);
  const closed = new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.resetAndDestroy());
    socket.on('close', resolve);
  });
  await closed;
  await sendText(server.url, get('Host: a', close));
  expect(lines()).toHaveLength(1);
});
