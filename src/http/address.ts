/** Where a request comes from: the peer, or what trusted proxies say of it, counted from the right. */
import ipaddr from 'ipaddr.js';
import { isWithin } from '../domain/addresses.ts';

type Subnets = readonly string[];

/** Each proxy appends the address it saw, so one believes entries from the right only while the one who wrote them is trusted. */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: Subnets): string {
  const claimed = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  let address = plain(peer ?? '');
  for (const entry of claimed.reverse()) {
    if (!isWithin(address, trusted) || !ipaddr.isValid(entry)) break;
    address = plain(entry);
  }
  return address;
}

/** IPv4 written as IPv6 is IPv4. */
const plain = (address: string) => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : '0.0.0.0');
