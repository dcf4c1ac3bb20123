import { fail, ok, type Result } from '@educrowd/shared/primitives/result';

/** Names that lead to this computer: a school served here has no certificate, and nothing leaves the machine. */
const isLoopbackHost = (hostname: string): boolean =>
  isLocalhostName(hostname) || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** `localhost` and every name under it (RFC 6761). Browsers resolve them, the resolver behind Node does not. */
export const isLocalhostName = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost');

/**
 * The origin of a school from what a person typed or pasted: "northfield.example.org", "northfield.localhost:4000",
 * "https://northfield.example.org/courses". Other computers are always reached by https, since a token travels along.
 */
export function normalizeAddress(typed: string): Result<string, 'INVALID_ADDRESS'> {
  const compact = typed.trim();
  const hasScheme = /^https?:\/\//i.test(compact);
  const text = hasScheme ? compact : `https://${compact}`;
  if (/\s/.test(compact) || !URL.canParse(text)) return fail('INVALID_ADDRESS');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || !isHostName(url.hostname)) return fail('INVALID_ADDRESS');
  if (isLoopbackHost(url.hostname)) {
    if (!hasScheme) return ok(new URL(`http://${compact}`).origin);
    return ok(url.origin);
  }
  // Typed or copied without the s: the port, when one was given, is the person's own choice.
  url.protocol = 'https:';
  return ok(url.origin);
}

/** A name with a dot, this computer, or an address. "school" alone is a slip more often than a host. */
const isHostName = (hostname: string): boolean =>
  isLoopbackHost(hostname) || hostname.startsWith('[') || /^[^.]+(?:\.[^.]+)+\.?$/.test(hostname);
