import { Extension } from '@tiptap/core';
import type { Node as SchemaNode, TagParseRule } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { contentExtensions, contentExtensionsWith, contentSchema } from './content-schema.ts';
import type { SourceElement } from './schema-attributes.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const paragraph = contentSchema.node('paragraph');

/** What a browser makes of a node's HTML, as far as parse rules look at it. */
interface CopiedElement extends SourceElement {
  tagName: string;
  firstElementChild: CopiedElement | null;
}

function copy(spec: unknown): CopiedElement {
  const [tagName, ...rest] = spec as [string, ...unknown[]];
  const isAttributes = (part: unknown): part is Record<string, string | number | null> =>
    typeof part === 'object' && part !== null && !Array.isArray(part);
  const attributes = rest.find(isAttributes) ?? {};
  const children = rest.filter(Array.isArray).map(copy);
  const texts = rest.filter((part) => typeof part === 'string');
  return {
    tagName,
    firstElementChild: children[0] ?? null,
    textContent: [...texts, ...children.map((child) => child.textContent ?? '')].join(''),
    getAttribute: (name) => attributes[name]?.toString() ?? null,
  };
}

function matches(element: CopiedElement, tag: string): boolean {
  const [, name, attribute, value] = /^(\w+)(?:\[([\w-]+)(?:=(\w+))?\])?/.exec(tag) ?? [];
  const found = attribute === undefined ? '' : element.getAttribute(attribute);
  return element.tagName === name && found !== null && (value === undefined || found === value);
}

/** The attributes that pasting a copied node gives, or null where every rule leaves the element alone. */
function paste(node: SchemaNode): object | null {
  const element = copy(node.type.spec.toDOM?.(node));
  const rules = (node.type.spec.parseDOM ?? []).filter((rule): rule is TagParseRule => 'tag' in rule);
  for (const rule of rules) {
    if (!matches(element, rule.tag)) continue;
    const attributes: object | false | null = rule.getAttrs?.(element) ?? null;
    if (attributes !== false) return node.type.create({ ...attributes }).attrs;
  }
  return null;
}

describe('copy and paste', () => {
  it.each<SchemaNode>([
    contentSchema.node('heading', { level: 3, anchor: 'part-2' }),
    contentSchema.node('orderedList', { start: 4, type: 'a' }, [
      contentSchema.node('listItem', null, [paragraph]),
    ]),
    contentSchema.node('callout', { kind: 'warning' }, [paragraph]),
    contentSchema.node('codeBlock', { language: 'c++' }),
    contentSchema.node('image', { materialId: id, src: null, alt: 'A', title: 'T', width: 9 }),
    contentSchema.node('image', {
      materialId: null,
      src: 'https://example.org/a.png',
      alt: '',
      title: null,
      width: null,
    }),
    contentSchema.node('tableHeader', { colspan: 2, rowspan: 3, align: 'center' }, [paragraph]),
    contentSchema.node('embed', { url: 'https://example.org', title: 'T' }),
    contentSchema.node('math', { source: 'x < y' }),
    contentSchema.node('mathBlock', { source: '\nx' }),
    contentSchema.node('opaque', { format: 'olx', kind: '', label: 'L', source: '\n<problem/>', place: 'p' }),
  ])('keeps every attribute of %s', (node) => {
    expect(paste(node)).toEqual(node.attrs);
  });
});

describe('contentExtensionsWith', () => {
  it('puts the editor’s own in the place of those with the same name', () => {
    const opaque = contentExtensions.find(({ name }) => name === 'opaque');
    const extended = opaque?.extend({ draggable: false }) ?? Extension.create({ name: 'opaque' });
    const replaced = contentExtensionsWith([extended]);
    expect(replaced.filter(({ name }) => name === 'opaque')).toEqual([extended]);
    expect(replaced).toHaveLength(contentExtensions.length);
  });
});
