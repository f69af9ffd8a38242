/** The client's address: the peer's, or the one that trusted proxies report, read from the right. */
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { addressOf, isWithin } from '../domain/base/subnets.ts';

type Subnets = readonly string[];

/** Each proxy appends the address that it saw, so an entry counts only while the proxy that appended it is trusted. */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: Subnets): string {
  let address = plain(peer ?? '');
  if (forwardedFor === undefined) return address;
  const claimed = forwardedFor.split(',').map((entry) => entry.trim());
  for (const entry of claimed.reverse()) {
    const named = withoutPort(entry);
    if (!isWithin(address, trusted) || !isAddress(named)) break;
    address = plain(named);
  }
  return address;
}

/** Whether the peer is a trusted proxy, so that what it reports about the client counts. */
export const isTrustedProxy = (peer: string | undefined, trusted: Subnets): boolean =>
  trusted.length > 0 && isWithin(plain(peer ?? ''), trusted);

/** Writes IPv4 addresses in IPv6 form as IPv4, and leaves out the zone of an IPv6 address, which means nothing elsewhere. */
function plain(reported: string): string {
  if (isIPv4(reported)) return reported;
  const address = withoutZone(reported);
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : '0.0.0.0';
}

const withoutZone = (address: string) => address.replace(/%.*$/, '');

/** Forms such as `0300.0.2.5`, which programs read as different addresses, do not count. */
const isAddress = (entry: string) => addressOf(withoutZone(entry)) !== null;

/** Some proxies append the port: `192.0.2.1:1234`, `[2001:db8::1]:1234`. */
const withoutPort = (entry: string) => entry.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
