/** IP addresses and the subnets they lie in. */
import ipaddr from 'ipaddr.js';

/** The place an address is at: its /24, or its /48 in IPv6, within which one device's address changes. */
export function networkOf(address: string): string {
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4'
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/24`)}/24`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/48`)}/48`;
}

/** What counts as one when attempts are counted: an IPv4 address, or the IPv6 /64 that one household has. */
export function householdOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`).toString();
}

/** Whether an address lies in one of the subnets, given in CIDR notation. */
export function isWithin(address: string, subnets: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return subnets.some((subnet) => {
    const [network, bits] = ipaddr.parseCIDR(subnet);
    return network.kind() === parsed.kind() && parsed.match([network, bits] as never);
  });
}

/** Whether a subnet lies wholly in one of the others, all in CIDR notation. */
export function isSubnetWithin(subnet: string, subnets: readonly string[]): boolean {
  const [network, bits] = ipaddr.parseCIDR(subnet);
  return subnets.some((other) => {
    const [wider, fewer] = ipaddr.parseCIDR(other);
    return network.kind() === wider.kind() && bits >= fewer && network.match([wider, fewer] as never);
  });
}
