import * as fc from 'fast-check';
import { cleanText } from '../clean-text.ts';
import {
  CALLOUT_KINDS,
  type BlockNode,
  type ContentDoc,
  type ContentMark,
  type HeadingLevel,
  type InlineNode,
  type ListItemNode,
  type TableCellNode,
  type TextNode,
} from '../content-json.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Any text that may be stored, with characters of several code units among them. */
export const arbitraryText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('a', 'b', ' ', '\n', '<', '&', '"', '😀', 'é', '漢'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  })
  .map(cleanText);

const shortText = arbitraryText.filter((text) => text !== '');
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const webAddress = fc.constantFrom(
  'https://example.org/a?b=1&c=2#d',
  'http://example.com',
  'https://例え.jp/ü',
);
const anchor = fc.constantFrom('top', 'part-2', 'é');

const href = fc.oneof(
  webAddress,
  fc.constantFrom('mailto:a@example.org', `lesson:${id}`, `material:${id}`, `course:${id}`, '#top'),
);

const mark: fc.Arbitrary<ContentMark> = fc.oneof(
  fc
    .constantFrom('bold', 'italic', 'underline', 'strike', 'code', 'subscript', 'superscript', 'highlight')
    .map((type) => ({ type }) as const),
  fc.record({ href, title: maybe(shortText) }).map((attrs) => ({ type: 'link', attrs }) as const),
);

const marks = fc.uniqueArray(mark, { maxLength: 3, selector: ({ type }) => type });
const text: fc.Arbitrary<TextNode> = fc.record({ type: fc.constant('text'), text: shortText, marks });
const plainText: fc.Arbitrary<TextNode> = fc.record({ type: fc.constant('text'), text: shortText });

const inline: fc.Arbitrary<InlineNode> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('math'), attrs: fc.record({ source: arbitraryText }) }),
  },
);
const line = fc.array(inline, { maxLength: 4 });

const leaf: fc.Arbitrary<BlockNode> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('paragraph'), content: line }) },
  fc.record({
    type: fc.constant('heading'),
    attrs: fc.record({ level: fc.constantFrom<HeadingLevel>(1, 2, 3, 4), anchor: maybe(anchor) }),
    content: line,
  }),
  fc.record({
    type: fc.constant('codeBlock'),
    attrs: fc.record({ language: maybe(fc.constantFrom('js', 'c++')) }),
    content: fc.array(plainText, { maxLength: 2 }),
  }),
  fc.constant<BlockNode>({ type: 'horizontalRule' }),
  fc.record({
    type: fc.constant('image'),
    attrs: fc.record({
      materialId: maybe(fc.constant(id)),
      src: maybe(fc.constant('https://example.org/a.png')),
      alt: arbitraryText,
      title: maybe(shortText),
      width: maybe(fc.integer({ min: 1, max: 2_000 })),
    }),
  }),
  fc.record({ type: fc.constant('embed'), attrs: fc.record({ url: webAddress, title: maybe(shortText) }) }),
  fc.record({ type: fc.constant('mathBlock'), attrs: fc.record({ source: arbitraryText }) }),
  fc.record({
    type: fc.constant('opaque'),
    attrs: fc.record({
      format: fc.constant('olx'),
      kind: shortText,
      label: arbitraryText,
      source: arbitraryText,
      place: maybe(shortText),
    }),
  }),
);

const { block } = fc.letrec<{
  block: BlockNode;
  blocks: BlockNode[];
  items: ListItemNode[];
  cell: TableCellNode;
}>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('bulletList'), content: tie('items') }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('orderedList'),
        attrs: fc.record({
          start: fc.integer({ min: 0, max: 9 }),
          type: maybe(fc.constantFrom('1', 'a', 'I')),
        }),
        content: tie('items'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('blockquote'), content: tie('blocks') }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('callout'),
        attrs: fc.record({ kind: fc.constantFrom(...CALLOUT_KINDS) }),
        content: tie('blocks'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('table'),
        content: fc.array(
          fc.record({
            type: fc.constant('tableRow'),
            content: fc.array(tie('cell'), { minLength: 1, maxLength: 3 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    },
  ),
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3, depthIdentifier: 'blocks' }),
  items: fc.array(fc.record({ type: fc.constant('listItem'), content: tie('blocks') }), {
    minLength: 1,
    maxLength: 3,
  }),
  cell: fc.record({
    type: fc.constantFrom('tableHeader', 'tableCell'),
    attrs: fc.record({
      colspan: fc.integer({ min: 1, max: 3 }),
      rowspan: fc.integer({ min: 1, max: 3 }),
      align: maybe(fc.constantFrom('left', 'center', 'right')),
    }),
    content: tie('blocks'),
  }),
}));

export const arbitraryBlock: fc.Arbitrary<BlockNode> = block;

/** Any document that may be stored, in the form an importer would write it. */
export const arbitraryContent: fc.Arbitrary<ContentDoc> = fc.record({
  type: fc.constant('doc'),
  content: fc.array(block, { minLength: 1, maxLength: 6 }),
});

/** So short that several people who edit it meet in the same places. */
export const arbitraryShortContent: fc.Arbitrary<ContentDoc> = fc.record({
  type: fc.constant('doc'),
  content: fc.array(block, { minLength: 1, maxLength: 2 }),
});
