/** Which addresses of the network lie on the public internet. */
import { BlockList, isIP } from 'node:net';

/**
 * IPv4 that is no host of the public internet (IANA special-purpose registry): this network, private, shared by
 * a carrier, loopback, link-local, protocol and documentation blocks, benchmarks, multicast, reserved.
 */
const notPublicV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** All of IPv6 that is handed out to hosts; loopback, mapped, link-local, unique-local, multicast lie outside. */
const GLOBAL_UNICAST_V6 = ['2000::', 3] as const;

/** Parts of it that are not: protocols and tunnels that may lead to any IPv4 address, and documentation. */
const notPublicV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const refusedV4 = new BlockList();
for (const [network, prefix] of notPublicV4) refusedV4.addSubnet(network, prefix, 'ipv4');

const globalV6 = new BlockList();
globalV6.addSubnet(...GLOBAL_UNICAST_V6, 'ipv6');

const refusedV6 = new BlockList();
for (const [network, prefix] of notPublicV6) refusedV6.addSubnet(network, prefix, 'ipv6');

/** @param address IPv4 or IPv6 without brackets; what is neither is not public */
export function isPublicAddress(address: string): boolean {
  // A zone, as in `fe80::1%eth0`, is of a link; public addresses have none.
  if (address.includes('%')) return false;
  switch (isIP(address)) {
    case 4:
      return !refusedV4.check(address, 'ipv4');
    case 6:
      return globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
    default:
      return false;
  }
}
