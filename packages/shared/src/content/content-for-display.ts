import type { JsonObject } from '../primitives/json.ts';
import { buildContent } from './build-content.ts';
import { cleanText } from './clean-text.ts';
import { attributesOfMark, attributesOfNode, type AttributeRules } from './content-attributes.ts';
import type { ContentDoc, OpaqueNode } from './content-json.ts';
import { MAX_OPAQUE_NAME_LENGTH, MAX_OPAQUE_SOURCE_LENGTH } from './content-limits.ts';
import { contentSchema } from './content-schema.ts';
import { contentOf } from './parse-content.ts';
import { readFragment, type RawMark, type RawNode } from './read-fragment.ts';
import { CONTENT_FRAGMENT, loadDocument, readContent, type StoredUpdates } from './yjs-document.ts';

/** The `format` of opaque nodes that stand for something a newer version of EduCrowd wrote. */
export const NEWER_FORMAT = 'educrowd';

/**
 * A document as far as this version understands it, for showing alone: whatever a newer schema added stands as an
 * opaque node with its words. Binding such a document to an editor would delete those parts, for everybody.
 */
export function readDocumentForDisplay(updates: StoredUpdates): ContentDoc {
  const document = loadDocument(updates);
  const content = readContent(document);
  if (content.ok) return content.value;
  const raw = readFragment(document.getXmlFragment(CONTENT_FRAGMENT));
  const blocks = (raw.content ?? []).map((node) => knownPart(node, false));
  const built = buildContent({ type: 'doc', content: blocks }, { text: 'clean' });
  return built.ok ? contentOf(built.value) : { type: 'doc', content: [asOpaque(raw)] };
}

/** The node with what is known of it; an unknown one becomes opaque among blocks, and its words within a line. */
function knownPart(node: RawNode, isInline: boolean): RawNode {
  if (node.type === 'text')
    return { type: 'text', text: node.text ?? '', marks: (node.marks ?? []).flatMap(knownMark) };
  const type = contentSchema.nodes[node.type];
  const attrs = knownAttributes(node.attrs, attributesOfNode(node.type));
  if (type === undefined || attrs === null)
    return isInline ? { type: 'text', text: wordsOf(node) } : asOpaque(node);
  const content = (node.content ?? []).map((child) => knownPart(child, type.inlineContent));
  return { type: node.type, attrs, content };
}

function knownMark(mark: RawMark): RawMark[] {
  const attrs = knownAttributes(mark.attrs, attributesOfMark(mark.type));
  return contentSchema.marks[mark.type] === undefined || attrs === null ? [] : [{ type: mark.type, attrs }];
}

/** What the rules accept, or null when a required attribute is missing or refused. */
function knownAttributes(given: JsonObject | undefined, rules: AttributeRules): JsonObject | null {
  const known: JsonObject = {};
  for (const [name, rule] of Object.entries(rules)) {
    const parsed = rule.schema.safeParse(given?.[name]);
    const value = parsed.success ? parsed.data : rule.defaultValue;
    if (value === undefined) return null;
    known[name] = value;
  }
  return known;
}

const asOpaque = (node: RawNode): OpaqueNode => ({
  type: 'opaque',
  attrs: {
    format: NEWER_FORMAT,
    kind: cleanText(node.type.slice(0, MAX_OPAQUE_NAME_LENGTH)),
    source: cleanText(wordsOf(node).slice(0, MAX_OPAQUE_SOURCE_LENGTH)),
  },
});

const wordsOf = (node: RawNode): string => node.text ?? (node.content ?? []).map(wordsOf).join(' ');
