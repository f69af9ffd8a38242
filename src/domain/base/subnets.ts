/** IP addresses and the subnets that contain them. */
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The /24 of an IPv4 address or the /48 of an IPv6 address: the address of one device changes within it. Throws if malformed. */
export function networkOf(address: string): string {
  // Most addresses are these, and parsing takes ten times as long.
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/24`)}/24`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/48`)}/48`;
}

/** The unit by which attempts are counted: an IPv4 address, or the IPv6 /64 that a household has; 'unknown' if malformed. */
export function attemptNetworkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`).toString();
}

/** Whether one of the subnets (CIDR notation) contains the address. */
export function isWithin(address: string, subnets: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return subnets.some((subnet) => {
    const [network, bits] = ipaddr.parseCIDR(subnet);
    return network.kind() === parsed.kind() && parsed.match([network, bits] as never);
  });
}

/** Whether one of the other subnets (CIDR notation) contains the whole subnet. */
export function isSubnetWithin(subnet: string, subnets: readonly string[]): boolean {
  const [network, bits] = ipaddr.parseCIDR(subnet);
  return subnets.some((other) => {
    const [wider, fewer] = ipaddr.parseCIDR(other);
    return network.kind() === wider.kind() && bits >= fewer && network.match([wider, fewer] as never);
  });
}

/**
 * The subnet in its one form: without host bits, and as IPv4 if it is a part of the IPv4 addresses in IPv6. Null: it is not
 * a subnet in CIDR notation.
 */
export function subnetOf(text: string): string | null {
  if (!ipaddr.isValidCIDR(text) || text.includes('%')) return null;
  const [address, bits] = ipaddr.parseCIDR(text);
  if (address.kind() === 'ipv4') return `${ipaddr.IPv4.networkAddressFromCIDR(text)}/${bits}`;
  const network = ipaddr.IPv6.networkAddressFromCIDR(text);
  return bits >= 96 && network.isIPv4MappedAddress() ? `${network.toIPv4Address()}/${bits - 96}` : `${network}/${bits}`;
}

/** The address in its one form. Null: it is none. */
export const addressOf = (text: string): string | null => (text.includes('/') ? null : addressOrSubnetOf(text));

/** An address or a subnet, in the one form of each. Null: it is neither. */
export function addressOrSubnetOf(text: string): string | null {
  if (text.includes('/')) return subnetOf(text);
  const isAddress = !text.includes('%') && (isIPv4(text) || ipaddr.IPv6.isValid(text));
  return isAddress ? ipaddr.process(text).toString() : null;
}
