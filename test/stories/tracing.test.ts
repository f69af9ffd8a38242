/** Traces as a collector receives them: the spans of a request, the trace that it continues, and what is never in them. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Database, freshDatabase } from '../kit/postgres.ts';
import { type Program, startProgram } from './program.ts';

const password = 'plum tractor seldom 47';
const owner = { OWNER_USERNAME: 'ada', OWNER_EMAIL: 'ada@example.com', OWNER_PASSWORD: password };

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}

let database: Database;
let collector: Server;
let bodies: string[] = [];
let running: Program[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  collector = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    if (incoming.url?.split('?')[0] === '/v1/traces' && incoming.method === 'POST') bodies.push(body);
    outgoing.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.end('SIGKILL')));
  running = [];
  bodies = [];
});
afterAll(async () => {
  collector.close();
  await database.drop();
});

const endpoint = () => `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;

async function start(settings: Record<string, string>) {
  const program = await startProgram({ DATABASE_URL: database.url, SECRET_KEY: 'k'.repeat(40), ...owner, ...settings });
  running.push(program);
  return program;
}

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Connection: 'close', ...headers },
    body: JSON.stringify(body),
  });

async function tokenOf(url: string, name: string): Promise<string> {
  const signedIn = await post(`${url}/sign-in`, { username: 'ada', password });
  const Cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const query = `mutation { made: createPersonalAccessToken(input: { name: "${name}" }) { token } }`;
  const { data } = await (await post(`${url}/api/graphql`, { query }, { Cookie })).json();
  return data.made.token;
}

const spans = (): Span[] =>
  bodies.flatMap((body) =>
    JSON.parse(body).resourceSpans.flatMap((one: { scopeSpans: { spans: Span[] }[] }) =>
      one.scopeSpans.flatMap(({ spans }) => spans),
    ),
  );
const valuesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

test('a request continues the trace of its caller, and has spans for its uses of the database', async () => {
  const program = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint()}/?key=of-the-collector`,
    OTEL_RESOURCE_ATTRIBUTES: 'zone=b',
  });
  const token = await tokenOf(program.url, 'nightly');
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const ask = (query: string, sampled = '01', id = trace) =>
    post(
      `${program.url}/api/graphql`,
      { query },
      {
        Authorization: `Bearer ${token}`,
        traceparent: `00-${id}-b7ad6b7169203331-${sampled}`,
        tracestate: 'vendor=hidden-value',
      },
    );
  await ask('query Nightly { users(general_search: "hidden-value") { entities { id } } }');
  await ask('query Refused { nothing }');
  await ask('query Unsampled { me { id } }', '00', '1bf7651916cd43dd8448eb211c80319c');
  await program.end();

  const traced = spans().filter(({ traceId }) => traceId === trace);
  const requests = traced.filter(({ parentSpanId }) => parentSpanId === 'b7ad6b7169203331');
  expect(requests.map(({ name }) => name)).toEqual(['POST /api/graphql', 'POST /api/graphql']);
  const [nightly, refused] = requests as [Span, Span];
  expect(valuesOf(nightly)).toEqual({
    'http.request.method': 'POST',
    'http.route': '/api/graphql',
    'http.response.status_code': expect.anything(),
    'graphql.operation.name': 'Nightly',
    'user.id': '1',
    'latchkey.token.id': '1',
  });
  expect(valuesOf(refused)).toMatchObject({ 'error.type': 'INVALID_INPUT' });
  const below = traced.filter(({ parentSpanId }) => parentSpanId === nightly.spanId);
  expect(below.map(({ name }) => name)).toContain('select users');
  expect(spans().map((span) => valuesOf(span)['graphql.operation.name'])).not.toContain('Unsampled');

  const sent = bodies.join('');
  for (const attribute of ['"latchkey"', '"zone"']) expect(sent).toContain(attribute);
  for (const secret of [token, token.slice(-20), password, 'hidden-value', 'ada@example.com', 'nightly', '127.0.0.1'])
    expect(sent).not.toContain(secret);
});

test('a sampler that the operator names decides what is recorded', async () => {
  const program = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint(), OTEL_TRACES_SAMPLER: 'always_off' });
  await post(`${program.url}/api/graphql`, { query: '{ me { id } }' });
  await program.end();
  expect(bodies).toEqual([]);
});

test('each worker sends its traces', async () => {
  const program = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint(), WORKERS: '2' });
  await Promise.all(Array.from({ length: 8 }, () => post(`${program.url}/api/graphql`, { query: '{ me { id } }' })));
  await program.end();
  expect(spans().filter(({ name }) => name === 'POST /api/graphql')).toHaveLength(8);
});

test('a collector that cannot be reached is reported in the log, and delays neither answers nor the stop', async () => {
  const program = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_TIMEOUT: '500' });
  expect((await post(`${program.url}/api/graphql`, { query: '{ me { id } }' })).status).toBe(200);
  expect(await program.end()).toBe(0);
  expect(program.output()).toContain('traces were lost');
});

test('a collector that does not answer is reported when the server stops, and does not make the stop fail', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const program = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  await post(`${program.url}/api/graphql`, { query: '{ me { id } }' });
  expect(await program.end()).toBe(0);
  expect(program.output()).toContain('The collector did not answer before the stop.');
  silent.closeAllConnections();
  silent.close();
});

test('without an endpoint nothing is sent', async () => {
  const program = await start({});
  await tokenOf(program.url, 'weekly');
  await program.end();
  expect(bodies).toEqual([]);
});
