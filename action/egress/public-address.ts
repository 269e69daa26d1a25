import ipaddr from 'ipaddr.js';

/**
 * Azure's host agent, which gives GitHub's hosted runners their configuration. A public address by its range,
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16.
 */
const hostAgent = '168.63.129.16';
/** The only block of IPv6 that is given out; what lies beyond it is nobody's, or somebody's own. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Is it an address of the public internet? Private, loopback, link-local (metadata services), carrier-grade NAT,
 * reserved and multicast ones are not, nor any IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) makes sense on a local link alone.
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4'
    ? parsed.toString() !== hostAgent
    : (parsed as ipaddr.IPv6).match(globalUnicast);
}
