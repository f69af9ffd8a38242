/** Where a request comes from: the peer, or what trusted proxies say of it, counted from the right. */
import ipaddr from 'ipaddr.js';
import { isWithin } from '../domain/base/subnets.ts';

type Subnets = readonly string[];

/** Each proxy appends the address it saw, so one believes entries from the right only while the one who wrote them is trusted. */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: Subnets): string {
  const claimed = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  let address = plain(peer ?? '');
  for (const entry of claimed.reverse()) {
    const named = withoutPort(entry);
    if (!isWithin(address, trusted) || !ipaddr.isValid(named)) break;
    address = plain(named);
  }
  return address;
}

/** IPv4 written as IPv6 is IPv4. */
const plain = (address: string) => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : '0.0.0.0');

/** Some proxies append the port: `192.0.2.1:1234`, `[2001:db8::1]:1234`. */
const withoutPort = (entry: string) => entry.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
