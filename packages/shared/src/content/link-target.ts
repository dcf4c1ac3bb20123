import { asId, isId, type Id } from '../primitives/id.ts';
import { MAX_ADDRESS_LENGTH, MAX_ANCHOR_LENGTH } from './content-limits.ts';

/** What a link or an embed may point to. Everything else (scripts, data, files, relative paths) is refused. */
export type LinkTarget =
  | { kind: 'web'; url: string }
  | { kind: 'mail'; url: string }
  | { kind: 'lesson'; id: Id<'Lesson'> }
  | { kind: 'material'; id: Id<'Material'> }
  | { kind: 'course'; id: Id<'Course'> }
  | { kind: 'anchor'; anchor: string };

// White space and control characters are refused, not encoded: browsers skip some of them, which hides a scheme.
const plain = /^[^\p{White_Space}\p{Cc}\p{Cs}]+$/u;
const mail = /^mailto:[^@?<>"]+@[^@?<>"]+(\?[^<>"]*)?$/i;

/** The target of an `href`, or null when it is not one that content may link to. */
export function parseLinkTarget(href: string): LinkTarget | null {
  if (href.length > MAX_ADDRESS_LENGTH || !plain.test(href)) return null;
  if (href.startsWith('#')) return isAnchor(href.slice(1)) ? { kind: 'anchor', anchor: href.slice(1) } : null;
  if (isWebAddress(href)) return { kind: 'web', url: href };
  if (mail.test(href)) return { kind: 'mail', url: href };
  return parseOwnTarget(href);
}

function parseOwnTarget(href: string): LinkTarget | null {
  const colon = href.indexOf(':');
  const id = href.slice(colon + 1).toLowerCase();
  if (!isId(id)) return null;
  switch (href.slice(0, colon)) {
    case 'lesson':
      return { kind: 'lesson', id: asId(id) };
    case 'material':
      return { kind: 'material', id: asId(id) };
    case 'course':
      return { kind: 'course', id: asId(id) };
    default:
      return null;
  }
}

export const isSafeHref = (href: string): boolean => parseLinkTarget(href) !== null;

/** An absolute `http:` or `https:` address. */
export const isWebAddress = (address: string): boolean => hasScheme(address, /^https?:\/\//i);

export const isHttpsAddress = (address: string): boolean => hasScheme(address, /^https:\/\//i);

function hasScheme(address: string, scheme: RegExp): boolean {
  return (
    scheme.test(address) &&
    address.length <= MAX_ADDRESS_LENGTH &&
    plain.test(address) &&
    URL.canParse(address)
  );
}

/** A name for a place in a document, without the `#`. */
export const isAnchor = (anchor: string): boolean =>
  anchor.length <= MAX_ANCHOR_LENGTH && plain.test(anchor) && !anchor.includes('#');
