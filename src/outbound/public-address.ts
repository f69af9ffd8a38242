/** Which IP addresses belong to the public internet: the server sends requests that users configure only to these. */
import ipaddr from 'ipaddr.js';

/** The metadata service of Azure has an address in a public range. Those of other clouds are link-local or private. */
const metadataAddresses: readonly string[] = ['168.63.129.16'];

/** Public IPv6 addresses are within this subnet. Outside of it are forms that contain an IPv4 address. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** False also for text that is not an address. IPv4 addresses in the form of IPv6 are judged as IPv4. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv4') return !metadataAddresses.includes(parsed.toString());
  const { parts } = parsed as ipaddr.IPv6;
  return (parsed as ipaddr.IPv6).match(globalUnicast) && !isIsatap(parts);
}

/** Addresses of ISATAP (RFC 5214) contain an IPv4 address in their last 32 bits. */
const isIsatap = ([, , , , high = 0, low]: number[]) => (high & ~0x0200) === 0 && low === 0x5efe;
