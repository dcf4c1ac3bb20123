import { cleanText } from '@educrowd/shared/content/clean-text';
import type { BlockNode } from '@educrowd/shared/content/content-json';
import {
  MAX_OPAQUE_NAME_LENGTH,
  MAX_OPAQUE_PLACE_LENGTH,
  MAX_OPAQUE_SOURCE_LENGTH,
  MAX_TITLE_LENGTH,
} from '@educrowd/shared/content/content-limits';

import { onOneLine } from './one-line.ts';
import type { Original } from './markup/mapping-context.ts';
import { fileParagraph } from './markup/media-rules.ts';
import type { Materials } from './materials.ts';

/**
 * An original as a node of the document. One that is too long for a document is attached whole as a file, and the node
 * holds its beginning.
 */
export function originalNodes(
  { kind, label, source }: Original,
  { format, place, materials }: { format: string; place: string; materials: Materials },
): BlockNode[] {
  const text = cleanText(source);
  const node: BlockNode = {
    type: 'opaque',
    attrs: {
      format,
      kind: clipped(onOneLine(kind), MAX_OPAQUE_NAME_LENGTH),
      label: clipped(onOneLine(label), MAX_TITLE_LENGTH),
      source: clipped(text, MAX_OPAQUE_SOURCE_LENGTH),
      place: clipped(onOneLine(place), MAX_OPAQUE_PLACE_LENGTH),
    },
  };
  if (text.length <= MAX_OPAQUE_SOURCE_LENGTH) return [node];
  const name = `${kind.replaceAll(/[^\w-]+/g, '-').slice(0, 60) || 'original'}.txt`;
  const key = materials.add(name, Buffer.from(text), 'text/plain');
  return [node, fileParagraph({ key, name }, `The whole original: ${name}`)];
}

/** Cut to a length in UTF-16 code units, never through a character. */
export const clipped = (text: string, length: number): string =>
  cleanText(text)
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '');
