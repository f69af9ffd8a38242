/** The address of the client: only the entries that trusted proxies added are used. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientAddress } from '../../src/http/address.ts';
import { type Latchkey, startLatchkey } from '../server.ts';
import { ask } from '../test-users.ts';

describe('clientAddress', () => {
  const proxies = ['10.0.0.0/8', '2001:db8:1::/48'];

  test.each([
    ['without trusted proxies the header is ignored', '10.0.0.1', '203.0.113.7', [], '10.0.0.1'],
    ['the header of an untrusted peer is ignored', '198.51.100.1', '203.0.113.7', proxies, '198.51.100.1'],
    ['the header of a trusted proxy is used', '10.0.0.1', '203.0.113.7', proxies, '203.0.113.7'],
    [
      'entries that the client wrote itself, on the left, are not used',
      '10.0.0.1',
      '1.2.3.4, 203.0.113.7',
      proxies,
      '203.0.113.7',
    ],
    ['a chain of trusted proxies is followed', '10.0.0.1', '203.0.113.7, 10.9.9.9, 10.8.8.8', proxies, '203.0.113.7'],
    [
      'entries to the left of an untrusted address are not used',
      '10.0.0.1',
      '1.2.3.4, 198.51.100.9, 10.8.8.8',
      proxies,
      '198.51.100.9',
    ],
    ['without a header the address is that of the proxy', '10.0.0.1', undefined, proxies, '10.0.0.1'],
    ['the port of an IPv4 address is dropped', '10.0.0.1', '203.0.113.7:1234', proxies, '203.0.113.7'],
    ['the port of an IPv6 address in brackets is dropped', '10.0.0.1', '[2001:db8::1]:1234', proxies, '2001:db8::1'],
    ['an entry that is not an address ends the search', '10.0.0.1', '203.0.113.7, unknown', proxies, '10.0.0.1'],
    ['an IPv4 address with octal numbers is not an address', '10.0.0.1', '0300.0.2.5', proxies, '10.0.0.1'],
    ['an IPv4 address as one number is not an address', '10.0.0.1', '3221226219', proxies, '10.0.0.1'],
    ['if every entry is a trusted proxy, the leftmost is used', '10.0.0.1', '10.2.2.2, 10.3.3.3', proxies, '10.2.2.2'],
    [
      'an IPv4 address mapped to IPv6 is returned as IPv4',
      '::ffff:10.0.0.1',
      '::ffff:203.0.113.7',
      proxies,
      '203.0.113.7',
    ],
    ['the header of a trusted IPv6 proxy is used', '2001:db8:1::5', '2001:DB8:0:0::1', proxies, '2001:db8::1'],
    [
      'the header of an IPv6 peer outside the trusted subnet is ignored',
      '2001:db8:2::5',
      '2001:db8::1',
      proxies,
      '2001:db8:2::5',
    ],
    ['the zone of an IPv6 address is left out', 'fe80::1%eth0', undefined, [], 'fe80::1'],
    ['without a peer address it is 0.0.0.0', undefined, '203.0.113.7', proxies, '0.0.0.0'],
  ])('%s', (_rule, peer, forwarded, trusted, address) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(address);
  });
});

describe.each([
  ['behind a trusted proxy', '127.0.0.0/8', '203.0.113.7'],
  ['without a trusted proxy', '', '127.0.0.1'],
])('%s', (_where, trusted, seen) => {
  let server: Latchkey;
  beforeAll(async () => {
    server = await startLatchkey('postgres', { TRUSTED_PROXIES: trusted });
  });
  afterAll(() => server.stop());

  test('my_ip_address shows a caller the address that the server uses', async () => {
    const answer = await ask(server, { 'X-Forwarded-For': '1.2.3.4, 203.0.113.7' }, '{ my_ip_address { ip } }');
    expect(answer.data).toEqual({ my_ip_address: { ip: seen } });
  });
});
