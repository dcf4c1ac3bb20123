export interface DecodedText {
  /** Lines end with `\n`; no byte order mark. */
  text: string;
  /** A sentence for the report where the text is not certain to be what its author wrote. */
  doubt: string | null;
}

/** How far a declaration of the encoding may be from the start: XML says "at the start", HTML says 1,024 bytes. */
const DECLARATION_BYTES = 1_024;
const BINARY_PROBE_BYTES = 8_192;
/** Gives a character for every byte but five, and is what people mean by Latin-1. */
const FALLBACK = 'windows-1252';

/**
 * Bytes as text, in this order: byte order mark; UTF-8 with letters beyond ASCII, which no other encoding gives by
 * chance, whatever a declaration says; the declaration (`<?xml encoding>`, `<meta charset>`); UTF-8 that is damaged here
 * and there; and Windows-1252 for bytes that are not what they claim. `isMarkup` is false for texts that may tell of a
 * `<meta>`, but have none of their own. Null for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array, { isMarkup = true } = {}): DecodedText | null {
  const marked = markedEncoding(bytes);
  const isWide = marked?.startsWith('utf-16') === true;
  if (!isWide && bytes.subarray(0, BINARY_PROBE_BYTES).includes(0)) return null;
  const certain = decodedAs(marked ?? 'utf-8', bytes);
  if (isWide) return certain === null ? null : { text: normalised(certain), doubt: null };
  const declared = marked === null && isMarkup ? declaredEncoding(bytes) : null;
  if (certain !== null && (declared === null || isBeyondAscii(bytes)))
    return { text: normalised(certain), doubt: null };
  const damaged = certain === null ? new TextDecoder().decode(bytes) : '';
  if (marked !== null || isMostlyReadable(damaged)) return { text: normalised(damaged), doubt: DAMAGED };
  const stated = declared === null ? null : decodedAs(declared, bytes);
  if (stated !== null) return { text: normalised(stated), doubt: null };
  return { text: normalised(new TextDecoder(FALLBACK).decode(bytes)), doubt: ASSUMED };
}

const ASSUMED = 'The file is not in the encoding it claims; it was read as Windows-1252.';
const DAMAGED =
  'Single letters of the file are damaged and stand as “\uFFFD”; everything else was read as UTF-8.';

function decodedAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const isBeyondAscii = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f);

/** True where more letters beyond ASCII could be read than could not: in another encoding hardly one is UTF-8 as well. */
function isMostlyReadable(text: string): boolean {
  let balance = 0;
  for (const letter of text) if (letter > '\x7F') balance += letter === '\uFFFD' ? -1 : 1;
  return balance > 0;
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const declared =
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head) ??
    /<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head);
  const label = declared?.[1]?.toLowerCase();
  // A text that could be searched for its declaration byte by byte is not in a wide encoding, whatever it says.
  if (label === undefined || label.startsWith('utf-16') || label.startsWith('utf-32')) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

const normalised = (text: string): string => text.replaceAll(/\r\n?/g, '\n');
