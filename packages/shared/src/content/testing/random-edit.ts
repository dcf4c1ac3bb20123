import type { Node as SchemaNode } from '@tiptap/pm/model';
import type { Transform } from '@tiptap/pm/transform';
import * as fc from 'fast-check';
import type { BlockNode } from '../content-json.ts';
import { contentSchema } from '../content-schema.ts';
import { arbitraryBlock, arbitraryText } from './arbitrary-content.ts';

/** Something a person does; `at` and `to` are places between 0 and 1 of the document's length. */
export type Edit =
  | { kind: 'type'; at: number; text: string }
  | { kind: 'delete'; at: number; to: number }
  | { kind: 'bold' | 'code' | 'link'; at: number; to: number }
  | { kind: 'insert'; at: number; block: BlockNode }
  | { kind: 'split'; at: number }
  | { kind: 'heading' | 'codeBlock'; at: number }
  | { kind: 'remove'; at: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });

export const arbitraryEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('type'), at: place, text: arbitraryText.filter((text) => text !== '') }),
  fc.record({ kind: fc.constant('delete'), at: place, to: place }),
  fc.record({ kind: fc.constantFrom('bold', 'code', 'link'), at: place, to: place }),
  fc.record({ kind: fc.constant('insert'), at: place, block: arbitraryBlock }),
  fc.record({ kind: fc.constant('split'), at: place }),
  fc.record({ kind: fc.constantFrom('heading', 'codeBlock'), at: place }),
  fc.record({ kind: fc.constant('remove'), at: place }),
);

/** Nobody's cursor stands between the two halves of one sign. */
function betweenSigns(doc: SchemaNode, position: number): number {
  const resolved = doc.resolve(position);
  const next = resolved.textOffset === 0 ? '' : (resolved.nodeAfter?.text ?? '');
  return /^[\uDC00-\uDFFF]/.test(next) ? position - 1 : position;
}

/** Makes the edit where the schema allows it, and nothing where it does not. */
export function applyEdit(transform: Transform, edit: Edit): void {
  const size = transform.doc.content.size;
  const placeAt = (share: number): number => betweenSigns(transform.doc, Math.floor(share * size));
  const at = placeAt(edit.at);
  const range = 'to' in edit ? [at, placeAt(edit.to)] : [at, at];
  const from = Math.min(...range);
  const to = Math.max(...range);
  const { parent, depth } = transform.doc.resolve(from);
  switch (edit.kind) {
    case 'type':
      if (parent.inlineContent) transform.insert(from, contentSchema.text(edit.text));
      break;
    case 'delete':
      transform.deleteRange(from, to);
      break;
    case 'bold':
    case 'code':
      transform.addMark(from, to, contentSchema.mark(edit.kind));
      break;
    case 'link':
      transform.addMark(from, to, contentSchema.mark('link', { href: 'https://example.org' }));
      break;
    case 'insert':
      if (parent.type.name !== 'tableRow') {
        transform.replaceRangeWith(from, to, contentSchema.nodeFromJSON(edit.block));
      }
      break;
    case 'split':
      if (parent.isTextblock) transform.split(from);
      break;
    case 'heading':
    case 'codeBlock': {
      const type = contentSchema.nodes[edit.kind];
      if (parent.isTextblock && type !== undefined) transform.setBlockType(from, from, type);
      break;
    }
    case 'remove':
      if (depth > 0) {
        const resolved = transform.doc.resolve(from);
        transform.deleteRange(resolved.before(), resolved.after());
      }
      break;
  }
}
