import { fileTypeFromBuffer } from 'file-type';

import { decodeText } from './source/decode-text.ts';

/** How much of a file's start says what it is. */
export const SNIFF_BYTES = 256 * 1024;

/**
 * The kind of a file by its first bytes. The name is asked only among kinds of plain text, which nothing else tells
 * apart, and can never make a page or a drawing of a file.
 */
export async function sniffMimeType(head: Uint8Array, name: string): Promise<string> {
  const byMagic = await mimeTypeByMagic(head);
  if (byMagic !== undefined && !XML_TYPES.has(byMagic)) return byMagic;
  const text = decodeText(head.subarray(0, TEXT_BYTES))?.text;
  if (text === undefined) return 'application/octet-stream';
  if (
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE\s+svg[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:\w+:)?svg[\s>]/i.test(
      text,
    )
  ) {
    return 'image/svg+xml';
  }
  if (/^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)[\s>]/i.test(text)) return 'text/html';
  if (byMagic !== undefined) return byMagic;
  return TEXT_TYPES.get(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? 'text/plain';
}

async function mimeTypeByMagic(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    // Not even the start of what it claims to be.
    return undefined;
  }
}

const TEXT_BYTES = 16 * 1024;

const XML_TYPES = new Set(['application/xml', 'text/xml', 'image/svg+xml', 'text/html']);

const TEXT_TYPES: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'],
  ['tsv', 'text/tab-separated-values'],
  ['md', 'text/markdown'],
  ['json', 'application/json'],
  ['sjson', 'application/json'],
  ['srt', 'application/x-subrip'],
  ['vtt', 'text/vtt'],
  ['css', 'text/css'],
  ['js', 'text/javascript'],
  ['tex', 'application/x-tex'],
]);
