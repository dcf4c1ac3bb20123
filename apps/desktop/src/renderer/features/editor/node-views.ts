import type { AnyExtension } from '@tiptap/core';
import { ReactNodeViewRenderer } from '@tiptap/react';
import {
  Callout,
  ContentCodeBlock,
  ContentImage,
  Embed,
  MathBlock,
  MathInline,
  Opaque,
} from '@educrowd/shared/content/content-nodes';
import { ContentGuard } from '@educrowd/shared/content/content-guard';
import type { ContentProblem } from '@educrowd/shared/content/content-problem';
import { contentExtensionsWith } from '@educrowd/shared/content/content-schema';
import { Table } from '@educrowd/shared/content/table-nodes';
import { BlockDirection } from './block-direction.ts';
import { CalloutView } from './callout-view.tsx';
import { CodeBlockView } from './code-block-view.tsx';
import { EmbedView } from './embed-view.tsx';
import { ImageView } from './image-view.tsx';
import { MathBlockView, MathInlineView } from './math-view.tsx';
import { OpaqueView } from './opaque-view.tsx';

/** The schema of every document, with the nodes that a person handles drawn by React. */
export const createEditorExtensions = (onRefuse: (problem: ContentProblem) => void): AnyExtension[] =>
  contentExtensionsWith([
    ContentGuard.configure({ onRefuse }),
    BlockDirection,
    ContentImage.extend({ addNodeView: () => ReactNodeViewRenderer(ImageView) }),
    Opaque.extend({ addNodeView: () => ReactNodeViewRenderer(OpaqueView) }),
    Embed.extend({ addNodeView: () => ReactNodeViewRenderer(EmbedView) }),
    Callout.extend({ addNodeView: () => ReactNodeViewRenderer(CalloutView) }),
    ContentCodeBlock.extend({ addNodeView: () => ReactNodeViewRenderer(CodeBlockView) }),
    MathInline.extend({ addNodeView: () => ReactNodeViewRenderer(MathInlineView, { as: 'span' }) }),
    MathBlock.extend({ addNodeView: () => ReactNodeViewRenderer(MathBlockView) }),
    Table.extend({ addNodeView: () => createTableView }),
  ]);

/** A wide table scrolls by itself instead of widening the page. */
function createTableView() {
  const dom = document.createElement('div');
  dom.className = 'table-scroll';
  const contentDOM = document.createElement('tbody');
  const table = dom.appendChild(document.createElement('table'));
  table.dir = 'auto';
  table.appendChild(contentDOM);
  return { dom, contentDOM };
}
