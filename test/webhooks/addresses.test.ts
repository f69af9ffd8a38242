/** Requests that users configure go only to public addresses, checked where the connection is made, and never follow a redirect. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Post, post, type Resolve } from '../../src/outbound/post.ts';
import { isPublic } from '../../src/outbound/public-address.ts';

describe('an address is public', () => {
  test.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])('%s', (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe('an address is not public', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.9.9.9'],
    ['loopback', '::1'],
    ['this host', '0.0.0.0'],
    ['this host', '::'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['unique local', 'fd00::1'],
    ['metadata on AWS', 'fd00:ec2::254'],
    ['link-local and metadata', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['metadata on Alibaba Cloud', '100.100.100.200'],
    ['metadata on Oracle Cloud', '192.0.0.192'],
    ['metadata on Azure', '168.63.129.16'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped metadata', '::ffff:a9fe:a9fe'],
    ['IPv4-mapped metadata on Azure', '::ffff:168.63.129.16'],
    ['IPv4-compatible loopback', '::7f00:1'],
    ['IPv4 translated', '::ffff:0:127.0.0.1'],
    ['NAT64 of loopback', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['Teredo', '2001::1'],
    ['ISATAP of loopback', '2606:4700::5efe:7f00:1'],
    ['ISATAP of a private address', '2606:4700::200:5efe:a00:1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '2001:db8::1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['benchmarks', '198.18.0.1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('%s: %s', (_what, address) => {
    expect(isPublic(address)).toBe(false);
  });
});

describe('a request', () => {
  let server: Server;
  let port: number;
  let seen: { host: string | undefined; body: string }[] = [];
  let answer: () => { status: number; headers?: Record<string, string> } | null = () => ({ status: 204 });
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        seen.push({ host: request.headers.host, body });
        const given = answer();
        if (given) response.writeHead(given.status, given.headers).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = (host: string, more: Partial<Post> = {}) => {
    seen = [];
    const url = new URL(`http://${host}:${port}/`);
    return post({ url, headers: {}, body: 'zażółć', allowPrivate: true, timeoutMs: 5_000, ...more });
  };
  const to =
    (...addresses: string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const refused = { why: 'PRIVATE_ADDRESS' };

  test('is connected to the address to which the name was resolved once, and names the host', async () => {
    let times = 0;
    const resolve: Resolve = async () => [{ address: ++times === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    expect(await send('hooks.example.com', { resolve })).toEqual({ status: 204, retryAfterSeconds: null });
    expect(times).toBe(1);
    expect(seen).toEqual([{ host: `hooks.example.com:${port}`, body: 'zażółć' }]);
  });

  test.each([
    ['127.0.0.1', undefined],
    ['[::ffff:127.0.0.1]', undefined],
    ['2130706433', undefined],
    ['localhost', undefined],
    ['hooks.example.com', to('127.0.0.1')],
    ['hooks.example.com', to('::ffff:127.0.0.1')],
    ['hooks.example.com', to('8.8.8.8', '127.0.0.1')],
    ['hooks.example.com', to('169.254.169.254')],
  ])('to %s is refused where only public addresses are allowed, and nothing is connected to', async (host, resolve) => {
    await expect(send(host, { allowPrivate: false, ...(resolve && { resolve }) })).rejects.toMatchObject(refused);
    expect(seen).toEqual([]);
  });

  test('does not follow a redirect', async () => {
    answer = () => ({ status: 307, headers: { Location: `http://127.0.0.1:${port}/other` } });
    expect(await send('127.0.0.1')).toEqual({ status: 307, retryAfterSeconds: null });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['60', 60],
    ['0', null],
    ['soon', null],
    [new Date(Date.now() + 3_600_000).toUTCString(), expect.any(Number)],
  ])('returns how long the receiver wants a pause (%s)', async (header, seconds) => {
    answer = () => ({ status: 503, headers: { 'Retry-After': header } });
    expect(await send('127.0.0.1')).toEqual({ status: 503, retryAfterSeconds: seconds });
  });

  test('ends with TIMEOUT when the receiver or the look-up does not answer, and says why else there is no answer', async () => {
    answer = () => null;
    await expect(send('127.0.0.1', { timeoutMs: 100 })).rejects.toMatchObject({ why: 'TIMEOUT' });
    const never: Resolve = () => new Promise(() => undefined);
    await expect(send('a.example.com', { timeoutMs: 100, resolve: never })).rejects.toMatchObject({ why: 'TIMEOUT' });
    await expect(send('hooks.invalid')).rejects.toMatchObject({ why: 'NOT_RESOLVED' });
    await expect(send('a.example.com', { resolve: to() })).rejects.toMatchObject({ why: 'NOT_RESOLVED' });
    const closed = new URL('http://127.0.0.1:1/');
    await expect(send('127.0.0.1', { url: closed })).rejects.toMatchObject({ why: 'CONNECTION' });
  });

  test('ends when the receiver switches protocols', async () => {
    const switching = createServer().listen(0, '127.0.0.1');
    await once(switching, 'listening');
    switching.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
    const url = new URL(`http://127.0.0.1:${(switching.address() as AddressInfo).port}/`);
    expect(await send('127.0.0.1', { url })).toEqual({ status: 101, retryAfterSeconds: null });
    switching.closeAllConnections();
    switching.close();
  });
});
