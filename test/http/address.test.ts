/** Where a request comes from: only a trusted proxy is believed, and only what it wrote itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientAddress } from '../../src/http/address.ts';
import { ask } from '../people.ts';
import { type Latchkey, startLatchkey } from '../server.ts';

describe('clientAddress', () => {
  const proxies = ['10.0.0.0/8', '2001:db8:1::/48'];

  test.each([
    ['no proxy is believed when none is trusted', '10.0.0.1', '203.0.113.7', [], '10.0.0.1'],
    ['a stranger is not believed', '198.51.100.1', '203.0.113.7', proxies, '198.51.100.1'],
    ['a trusted proxy is', '10.0.0.1', '203.0.113.7', proxies, '203.0.113.7'],
    [
      'what the client wrote itself is to the left and not reached',
      '10.0.0.1',
      '1.2.3.4, 203.0.113.7',
      proxies,
      '203.0.113.7',
    ],
    ['a chain of trusted proxies is followed', '10.0.0.1', '203.0.113.7, 10.9.9.9, 10.8.8.8', proxies, '203.0.113.7'],
    [
      'only trusted entries let one look further',
      '10.0.0.1',
      '1.2.3.4, 198.51.100.9, 10.8.8.8',
      proxies,
      '198.51.100.9',
    ],
    ['nothing forwarded leaves the proxy itself', '10.0.0.1', undefined, proxies, '10.0.0.1'],
    ['an IPv4 address may have a port', '10.0.0.1', '203.0.113.7:1234', proxies, '203.0.113.7'],
    ['an IPv6 address may have one, in brackets', '10.0.0.1', '[2001:db8::1]:1234', proxies, '2001:db8::1'],
    ['what is no address ends the search', '10.0.0.1', '203.0.113.7, unknown', proxies, '10.0.0.1'],
    ['all of them trusted gives the leftmost', '10.0.0.1', '10.2.2.2, 10.3.3.3', proxies, '10.2.2.2'],
    ['IPv4 written as IPv6 is IPv4', '::ffff:10.0.0.1', '::ffff:203.0.113.7', proxies, '203.0.113.7'],
    ['IPv6 is believed of its own proxies', '2001:db8:1::5', '2001:DB8:0:0::1', proxies, '2001:db8::1'],
    ['IPv6 beside the subnet is not', '2001:db8:2::5', '2001:db8::1', proxies, '2001:db8:2::5'],
    ['no peer is nobody', undefined, '203.0.113.7', proxies, '0.0.0.0'],
  ])('%s', (_rule, peer, forwarded, trusted, address) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(address);
  });
});

describe.each([
  ['behind a trusted proxy', '127.0.0.0/8', '203.0.113.7'],
  ['behind no trusted proxy', '', '127.0.0.1'],
])('%s', (_where, trusted, seen) => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey('postgres', { TRUSTED_PROXIES: trusted });
  });
  afterAll(() => server.stop());

  test('a caller sees the address we see', async () => {
    const answer = await ask(server, { 'X-Forwarded-For': '1.2.3.4, 203.0.113.7' }, '{ my_ip_address { ip } }');
    expect(answer.data).toEqual({ my_ip_address: { ip: seen } });
  });
});
