import { mergeAttributes, Node } from '@tiptap/core';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Heading } from '@tiptap/extension-heading';
import { Image } from '@tiptap/extension-image';
import { ListItem, OrderedList } from '@tiptap/extension-list';
import { nodeAttributes } from './content-attributes.ts';
import { isHttpsAddress, isWebAddress } from './link-target.ts';
import { acceptIf, htmlNumber, htmlText, schemaAttributes, type SourceElement } from './schema-attributes.ts';

/*
 * The nodes of content that TipTap does not bring, or brings in another shape. Their HTML is what copy and paste
 * carries inside the editor; what readers see is made by the projection. Required attributes are checked by the parse
 * rule, because ProseMirror throws when a matched element lacks one.
 */

export const ContentHeading = Heading.extend({
  addAttributes() {
    return schemaAttributes(nodeAttributes.heading, { anchor: { ...htmlText('id'), keepOnSplit: false } });
  },
  parseHTML() {
    return [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, 4) } }));
  },
}).configure({ levels: [1, 2, 3, 4] });

export const ContentOrderedList = OrderedList.extend({
  addAttributes() {
    return schemaAttributes(nodeAttributes.orderedList, {
      start: htmlNumber('start'),
      type: htmlText('type'),
    });
  },
});

/** Holds any blocks: were the first bound to be a paragraph, two people editing one item could make it invalid. */
export const ContentListItem = ListItem.extend({ content: 'block+' });

export const ContentCodeBlock = CodeBlock.extend({
  addAttributes() {
    return schemaAttributes(nodeAttributes.codeBlock, { language: { read: readLanguage } });
  },
});

// The class sits on the `<code>` inside; some sites put it on the `<pre>`.
function readLanguage(
  element: SourceElement & { firstElementChild?: SourceElement | null },
): string | undefined {
  const classes = `${element.firstElementChild?.getAttribute('class') ?? ''} ${element.getAttribute('class') ?? ''}`;
  return /(?:^|\s)language-(\S+)/.exec(classes)?.[1];
}

export const ContentImage = Image.extend({
  addAttributes() {
    return schemaAttributes(nodeAttributes.image, {
      materialId: htmlText('data-material'),
      src: htmlText('src'),
      alt: htmlText('alt'),
      title: htmlText('title'),
      width: htmlNumber('width'),
    });
  },
  parseHTML() {
    return [
      { tag: 'img[data-material]' },
      {
        tag: 'img[src]',
        getAttrs: (element: SourceElement) => acceptIf(isHttpsAddress(element.getAttribute('src') ?? '')),
      },
    ];
  },
});

export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes() {
    return schemaAttributes(nodeAttributes.callout, { kind: htmlText('data-callout') });
  },
  parseHTML() {
    return [{ tag: 'aside[data-callout]' }];
  },
  renderHTML({ HTMLAttributes }) {
    return ['aside', HTMLAttributes, 0];
  },
});

export const Embed = Node.create({
  name: 'embed',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return schemaAttributes(nodeAttributes.embed, { url: htmlText('data-embed'), title: htmlText('title') });
  },
  parseHTML() {
    return [
      {
        tag: 'div[data-embed]',
        getAttrs: (element: SourceElement) =>
          acceptIf(isWebAddress(element.getAttribute('data-embed') ?? '')),
      },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    const url = String(node.attrs.url);
    const link = { href: isWebAddress(url) ? url : null, rel: 'noopener noreferrer' };
    return ['div', HTMLAttributes, ['a', link, String(node.attrs.title ?? url)]];
  },
});

export const MathInline = Node.create({
  name: 'math',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes() {
    return schemaAttributes(nodeAttributes.math, { source: { read: (element) => element.textContent } });
  },
  parseHTML() {
    return [{ tag: 'code[data-math=inline]', priority: 60, getAttrs: hasShortText }];
  },
  renderHTML({ node }) {
    return ['code', { 'data-math': 'inline' }, String(node.attrs.source)];
  },
  renderText: ({ node }) => String(node.attrs.source),
});

export const MathBlock = Node.create({
  name: 'mathBlock',
  group: 'block',
  atom: true,
  addAttributes() {
    return schemaAttributes(nodeAttributes.mathBlock, { source: { read: (element) => element.textContent } });
  },
  parseHTML() {
    return [{ tag: 'pre[data-math=block]', priority: 60, getAttrs: hasShortText }];
  },
  renderHTML({ node }) {
    return ['pre', { 'data-math': 'block' }, ['code', String(node.attrs.source)]];
  },
  renderText: ({ node }) => String(node.attrs.source),
});

const hasShortText = (element: SourceElement) =>
  acceptIf(nodeAttributes.math.source.schema.safeParse(element.textContent).success);

export const Opaque = Node.create({
  name: 'opaque',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return schemaAttributes(nodeAttributes.opaque, {
      format: htmlText('data-opaque'),
      kind: htmlText('data-kind'),
      label: htmlText('title'),
      source: { read: (element) => element.textContent },
      place: htmlText('data-place'),
    });
  },
  parseHTML() {
    const { format, kind, source } = nodeAttributes.opaque;
    const isWhole = (element: SourceElement) =>
      format.schema.safeParse(element.getAttribute('data-opaque')).success &&
      kind.schema.safeParse(element.getAttribute('data-kind')).success &&
      source.schema.safeParse(element.textContent).success;
    return [
      {
        tag: 'pre[data-opaque]',
        priority: 60,
        getAttrs: (element: SourceElement) => acceptIf(isWhole(element)),
      },
    ];
  },
  renderHTML({ node, HTMLAttributes }) {
    // Written even when empty: a copy without its format or kind would not come back.
    const names = { 'data-opaque': String(node.attrs.format), 'data-kind': String(node.attrs.kind) };
    // Within `<code>`, because HTML drops a line break at the very start of `<pre>`.
    return ['pre', mergeAttributes(HTMLAttributes, names), ['code', String(node.attrs.source)]];
  },
});
