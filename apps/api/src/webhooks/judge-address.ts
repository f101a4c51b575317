import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Deprecated or local by other documents than the library follows: RFC 3879 site-local, RFC 4291 IPv4-compatible. */
const MORE_RESERVED = [ipaddr.parseCIDR('fec0::/10'), ipaddr.parseCIDR('::/96')] as const;

/**
 * Whether a request to a product may go to an IP address: only to what the public Internet routes. Everything else (loopback,
 * private, link-local with the metadata services of clouds, carrier NAT, multicast, what IPv6 wraps around IPv4) leads into
 * somebody's own network. `toLoopback`: this machine itself, for a sandbox.
 */
export function mayConnectTo(address: string, toLoopback: boolean): boolean {
  if (isIP(address) === 0) return false;
  // ::ffff:10.0.0.1 is 10.0.0.1.
  const judged = ipaddr.process(address);
  const range = judged.range();
  if (range === 'loopback') return toLoopback;
  if (judged.kind() === 'ipv6' && MORE_RESERVED.some((reserved) => judged.match(reserved))) return false;
  return range === 'unicast';
}
