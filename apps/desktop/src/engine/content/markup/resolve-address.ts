import { parseLinkTarget } from '@educrowd/shared/content/link-target';

import { normalisedAddress } from './embed-address.ts';

/** An address of a page, told apart by whether it leads out of the course. */
export type Address =
  /** May stand in a document as it is. */
  | { kind: 'outside'; href: string }
  | { kind: 'anchor'; href: string }
  /** Names something in the course: `path` decoded and without query, `fragment` without `#`. */
  | { kind: 'local'; path: string; fragment: string }
  /** A scheme that content may not use, or no address at all. */
  | { kind: 'refused'; href: string };

export function resolveAddress(address: string): Address {
  const href = address.trim().replace(/^\/\/(?=[^/])/, 'https://');
  if (href.startsWith('#')) {
    const anchor = `#${decoded(href.slice(1))}`;
    return parseLinkTarget(anchor)?.kind === 'anchor'
      ? { kind: 'anchor', href: anchor }
      : { kind: 'refused', href };
  }
  if (/^https?:/i.test(href) || /^mailto:/i.test(href)) {
    const target = parseLinkTarget(href);
    if (target?.kind === 'web' || target?.kind === 'mail') return { kind: 'outside', href };
    const normalised = normalisedAddress(href);
    return normalised === null ? { kind: 'refused', href } : { kind: 'outside', href: normalised };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return { kind: 'refused', href };
  const [, path = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
  return { kind: 'local', path: decoded(path).normalize('NFC'), fragment: decoded(fragment) };
}

/** A path as it is written and, where it was written on Windows, as it is meant. */
export const spellingsOf = (path: string): string[] =>
  path.includes('\\') ? [path, path.replaceAll('\\', '/')] : [path];

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An address for a sentence of the report. */
export const quotedAddress = (href: string): string =>
  `“${href.length > 100 ? `${href.slice(0, 99)}…` : href}”`;
