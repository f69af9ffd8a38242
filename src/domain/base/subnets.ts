/** IP addresses and the subnets that contain them. */
import ipaddr from 'ipaddr.js';

/** The /24 of an IPv4 address or the /48 of an IPv6 address: the address of one device changes within it. Throws if malformed. */
export function networkOf(address: string): string {
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
