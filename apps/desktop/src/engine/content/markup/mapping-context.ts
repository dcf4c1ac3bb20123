import type { BlockNode, ContentMark } from '@educrowd/shared/content/content-json';

import type { ImportLimits } from '../import-limits.ts';
import type { ItemRecord } from '../loss-report.ts';
import type { Flow } from './flow.ts';
import type { MarkupElement, MarkupNode } from './markup.ts';

/** What the mapper must know about the course around the markup. */
export interface MappingContext {
  readonly limits: ImportLimits;
  /** The component that is being mapped; everything that differs is told to it. */
  readonly item: ItemRecord;
  /** Keeps something as its original: counted in the report, as a node for the document. */
  keepOriginal(original: Original): BlockNode[];
  /** Where an `href` of the source leads within the imported course. */
  link(href: string): LinkAnswer;
  /** What a `src` of the source shows. */
  picture(src: string): PictureAnswer;
  /** Elements that mean something of their own in this format; they come before the rules of HTML. */
  readonly rules: Readonly<Record<string, ElementRule>>;
  /** How formulas are written in texts. */
  readonly formulas: readonly FormulaSyntax[];
}

export interface Original {
  kind: string;
  /** What people call it. */
  label: string;
  source: string;
  /** A sentence for the report. */
  why: string;
}

export type LinkAnswer = { href: string; note?: string } | { lost: string };

export type PictureAnswer =
  | { kind: 'material' | 'drawing'; key: string }
  /** An https address. */
  | { kind: 'web'; url: string }
  /** A file of the course that is no picture. */
  | { kind: 'file'; key: string; name: string }
  | { kind: 'missing'; why: string };

/** Maps one element into the flow around it. */
export type ElementRule = (element: MarkupElement, flow: Flow, mapper: Mapper) => void;

export interface Mapper {
  readonly context: MappingContext;
  /** Abbreviations whose meaning the text has told. */
  readonly explained: Set<string>;
  /** Continues a flow with more markup. */
  fill(flow: Flow, nodes: readonly MarkupNode[]): void;
  /** The blocks within a node that lies `levels` below the flow. */
  inside(flow: Flow, levels: number, fill: (inner: Flow) => void): BlockNode[];
  /**
   * True while the flow may still take containers. Where they lie in each other more deeply than a document can be, the
   * inner ones dissolve into their content, and this says so in the report.
   */
  mayNest(flow: Flow): boolean;
  /** Keeps an element that has no counterpart as its original. */
  keep(element: MarkupElement, flow: Flow, why?: string): void;
}

export interface FormulaSyntax {
  /** Global, with the LaTeX in its first group. */
  pattern: RegExp;
  isBlock: boolean;
}

export type SimpleMark = Exclude<ContentMark['type'], 'link'>;
