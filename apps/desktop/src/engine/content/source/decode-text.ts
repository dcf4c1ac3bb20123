export interface DecodedText {
  /** Lines end with `\n`; no byte order mark. */
  text: string;
  /** Set where the bytes contradict the encoding they claim: the encoding that was used instead. */
  assumedEncoding: string | null;
}

/** How far a declaration of the encoding may be from the start: XML says "at the start", HTML says 1,024 bytes. */
const DECLARATION_BYTES = 1_024;
const BINARY_PROBE_BYTES = 8_192;
/** Gives a character for every byte but five, and is what people mean by Latin-1. */
const FALLBACK = 'windows-1252';

/**
 * Bytes as text, in this order: byte order mark, declaration (`<?xml encoding>`, `<meta charset>`), UTF-8, and
 * Windows-1252 for bytes that are not what they claim. Null for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = markedEncoding(bytes) ?? declaredEncoding(bytes) ?? 'utf-8';
  const isWide = encoding.startsWith('utf-16');
  if (!isWide && bytes.subarray(0, BINARY_PROBE_BYTES).includes(0)) return null;
  try {
    return {
      text: normalised(new TextDecoder(encoding, { fatal: true }).decode(bytes)),
      assumedEncoding: null,
    };
  } catch {
    if (isWide) return null;
    return { text: normalised(new TextDecoder(FALLBACK).decode(bytes)), assumedEncoding: 'Windows-1252' };
  }
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
