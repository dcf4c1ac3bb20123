/**
 * The JSON form of a document, content schema 1. One shape for lesson bodies, campaign stories, updates and site pages:
 * importers write it, the editor and the Yjs document hold it, the projections read it.
 *
 * `attrs` left out, or a key of them marked `?`, means the default. `parseContent` (parse-content.ts) gives the canonical
 * form back: every attribute present, neighbouring texts with equal marks joined, marks in one order, and an empty
 * paragraph where a node that needs content has none.
 *
 * | node           | holds                    | attrs (default)                                              |
 * | -------------- | ------------------------ | ------------------------------------------------------------ |
 * | doc            | block+                   |                                                              |
 * | paragraph      | inline*                  |                                                              |
 * | heading        | inline*                  | level 1–4, anchor (null)                                     |
 * | bulletList     | listItem+                |                                                              |
 * | orderedList    | listItem+                | start ≥ 0 (1), type '1' 'a' 'A' 'i' 'I' (null)               |
 * | listItem       | block+                   |                                                              |
 * | blockquote     | block+                   |                                                              |
 * | callout        | block+                   | kind                                                         |
 * | codeBlock      | text without marks       | language (null)                                              |
 * | horizontalRule |                          |                                                              |
 * | image          |                          | materialId (null), src https (null), alt (''), title (null), |
 * |                |                          | width in CSS pixels (null)                                   |
 * | table          | tableRow+                |                                                              |
 * | tableRow       | tableHeader, tableCell * |                                                              |
 * | tableHeader    | block+                   | colspan (1), rowspan (1), align (null)                       |
 * | tableCell      | block+                   | colspan (1), rowspan (1), align (null)                       |
 * | embed          |                          | url http(s), title (null)                                    |
 * | mathBlock      |                          | source, LaTeX without delimiters                             |
 * | opaque         |                          | format, kind, label (''), source, place (null)               |
 *
 * Blocks are all of these but doc, listItem, tableRow, tableHeader and tableCell. Inline nodes are text (never empty),
 * hardBreak and math (source, LaTeX without delimiters); only text takes marks.
 */
export interface ContentDoc {
  type: 'doc';
  content: BlockNode[];
}

export type BlockNode =
  | ParagraphNode
  | HeadingNode
  | BulletListNode
  | OrderedListNode
  | BlockquoteNode
  | CalloutNode
  | CodeBlockNode
  | HorizontalRuleNode
  | ImageNode
  | TableNode
  | EmbedNode
  | MathBlockNode
  | OpaqueNode;

export type InlineNode = TextNode | HardBreakNode | MathNode;

export type ContentNode = ContentDoc | BlockNode | ListItemNode | TableRowNode | TableCellNode | InlineNode;

export interface ParagraphNode {
  type: 'paragraph';
  content?: InlineNode[];
}

export interface HeadingNode {
  type: 'heading';
  /** `anchor` is what a link to `#anchor` finds: no white space, unique in a document by convention. */
  attrs: { level: HeadingLevel; anchor?: string | null };
  content?: InlineNode[];
}

/** Relative to the text: a projection shifts them below the page's own headings. */
export type HeadingLevel = 1 | 2 | 3 | 4;

export interface BulletListNode {
  type: 'bulletList';
  content: ListItemNode[];
}

export interface OrderedListNode {
  type: 'orderedList';
  attrs?: { start?: number; type?: ListNumbering | null };
  content: ListItemNode[];
}

export type ListNumbering = '1' | 'a' | 'A' | 'i' | 'I';

export interface ListItemNode {
  type: 'listItem';
  content: BlockNode[];
}

export interface BlockquoteNode {
  type: 'blockquote';
  content: BlockNode[];
}

export interface CalloutNode {
  type: 'callout';
  attrs: { kind: CalloutKind };
  content: BlockNode[];
}

export const CALLOUT_KINDS = ['note', 'tip', 'warning', 'question', 'answer'] as const;
export type CalloutKind = (typeof CALLOUT_KINDS)[number];

export interface CodeBlockNode {
  type: 'codeBlock';
  attrs?: { language?: string | null };
  /** Lines are separated by `\n`. */
  content?: TextNode[];
}

export interface HorizontalRuleNode {
  type: 'horizontalRule';
}

export interface ImageNode {
  type: 'image';
  /** A picture of the course by `materialId`, or one elsewhere by `src`; `title` is shown as its caption. */
  attrs: {
    materialId?: string | null;
    src?: string | null;
    alt?: string;
    title?: string | null;
    width?: number | null;
  };
}

export interface TableNode {
  type: 'table';
  content: TableRowNode[];
}

export interface TableRowNode {
  type: 'tableRow';
  /** Left out where cells of the rows above reach down over the whole row. */
  content?: TableCellNode[];
}

export interface TableCellNode {
  type: 'tableHeader' | 'tableCell';
  attrs?: { colspan?: number; rowspan?: number; align?: CellAlignment | null };
  content: BlockNode[];
}

export type CellAlignment = 'left' | 'center' | 'right';

/** A video or an outside tool, shown as a card that links to it; never a frame. */
export interface EmbedNode {
  type: 'embed';
  attrs: { url: string; title?: string | null };
}

export interface MathBlockNode {
  type: 'mathBlock';
  attrs: { source: string };
}

/**
 * Keeps the original of something that could not be converted, so that no import loses it.
 * `format` names the language of `source` ("olx"), `kind` the thing in it ("library_content"), `label` what people call
 * it, `place` where it stood in the imported file.
 */
export interface OpaqueNode {
  type: 'opaque';
  attrs: { format: string; kind: string; label?: string; source: string; place?: string | null };
}

export interface TextNode {
  type: 'text';
  text: string;
  marks?: ContentMark[];
}

export interface HardBreakNode {
  type: 'hardBreak';
}

export interface MathNode {
  type: 'math';
  attrs: { source: string };
}

/** Any kinds of marks may meet on one text, each kind once. */
export type ContentMark =
  | LinkMark
  | { type: 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'subscript' | 'superscript' | 'highlight' };

/**
 * `href` is `https:`, `http:` or `mailto:` with an address, `lesson:<id>`, `material:<id>`, `course:<id>`,
 * or `#anchor` of a heading in the same document.
 */
export interface LinkMark {
  type: 'link';
  attrs: { href: string; title?: string | null };
}
