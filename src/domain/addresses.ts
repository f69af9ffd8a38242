/** IP addresses and the subnets they lie in. */
import ipaddr from 'ipaddr.js';

/** Whether an address lies in one of the subnets, given in CIDR notation. */
export function isWithin(address: string, subnets: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return subnets.some((subnet) => {
    const [network, bits] = ipaddr.parseCIDR(subnet);
    return network.kind() === parsed.kind() && parsed.match([network, bits] as never);
  });
}
