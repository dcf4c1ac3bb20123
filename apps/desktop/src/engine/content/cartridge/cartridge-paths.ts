/** Addresses within a cartridge, and the files that they may mean. */
import { posix } from 'node:path';

/**
 * Paths that an address may mean, the likeliest first: as the standard has it, escaped and perhaps with a fragment; or
 * from an exporter that escapes nothing, or twice. None for an address of the web.
 */
export function pathsMeantBy(href: string): string[] {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return [];
  const path = decoded(href.replace(/[?#].*$/s, ''));
  return [...new Set([path, decoded(href), href, decoded(path)])];
}

/** A path below the root of the cartridge; null where it leads out of it. */
export function pathWithin(base: string, path: string): string | null {
  if (path === '') return null;
  const within = posix.normalize(posix.join(base, path.replaceAll('\\', '/'))).replace(/^\/+/, '');
  return within.startsWith('../') || within === '..' || within === '.' ? null : within.normalize('NFC');
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
