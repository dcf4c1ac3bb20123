import { BlockList, isIP } from 'node:net';

/** Finds out who is on the other end, past our own proxies and no further. */
export type ClientAddressOf = (peer: string | undefined, forwardedFor: string | undefined) => string;

/**
 * X-Forwarded-For is believed only as far as our own proxies wrote it: from the right, up to the first address that is
 * not one of `trustedProxies` (IP addresses and networks).
 */
export function createClientAddressOf(trustedProxies: readonly string[]): ClientAddressOf {
  const trusted = new BlockList();
  for (const each of trustedProxies) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (peer, forwardedFor) => {
    let client = plain(peer ?? '');
    const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()));
    while (isTrusted(client)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      client = next;
    }
    return client === '' ? 'unknown' : client;
  };
}

/** IPv4 addresses that an IPv6 socket shows as `::ffff:192.0.2.7`. */
const plain = (address: string): string =>
  address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
