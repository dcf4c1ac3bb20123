/**
 * What our own proxies say of a request: `X-Forwarded-For`, `-Host` and `-Proto`. They are believed only on connections
 * from `trustedProxies`; whatever anybody else writes into these headers means nothing.
 */
import { BlockList, isIP } from 'node:net';

export interface Connection {
  /** Address on the other end of the connection. */
  readonly peer: string | undefined;
  /** Of the header with this name, in lower case. */
  header(name: string): string | undefined;
}

export interface Forwarded {
  /** IP address of the visitor, or of the first proxy that is not ours. */
  readonly clientAddress: string;
  /** What the visitor wrote into the Host header. */
  readonly hostHeader: string | undefined;
  /** Null: no proxy of ours has said it. */
  readonly scheme: 'http' | 'https' | null;
}

/** `trustedProxies` are IP addresses and networks, e.g. `10.0.0.0/8`. */
export function createForwarded(trustedProxies: readonly string[]): (connection: Connection) => Forwarded {
  const trusted = new BlockList();
  for (const each of trustedProxies) {
    const [address = '', bits] = each.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  /** From the right, up to the first address that is not ours: what stands left of it was written by the visitor. */
  const clientOf = (peer: string, forwardedFor: string | undefined): string => {
    let client = peer;
    const hops = (forwardedFor ?? '').split(',').map(addressOf);
    while (isTrusted(client)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      client = next;
    }
    return client === '' ? 'unknown' : client;
  };

  return ({ peer, header }) => {
    const address = addressOf(peer ?? '');
    const told = (name: string): string | undefined =>
      isTrusted(address) ? header(name)?.split(',').at(-1)?.trim() : undefined;
    const scheme = told('x-forwarded-proto')?.toLowerCase();
    return {
      clientAddress: clientOf(address, header('x-forwarded-for')),
      hostHeader: told('x-forwarded-host') ?? header('host'),
      scheme: scheme === 'http' || scheme === 'https' ? scheme : null,
    };
  };
}

/** Without the port that some proxies add, and as IPv4 where an IPv6 socket shows it as `::ffff:192.0.2.7`. */
function addressOf(text: string): string {
  const trimmed = text.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  return /^::ffff:\d+\./i.test(bare) ? bare.slice(7) : bare;
}
