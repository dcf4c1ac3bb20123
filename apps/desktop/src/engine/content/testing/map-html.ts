import type { BlockNode } from '@educrowd/shared/content/content-json';

import { IMPORT_LIMITS } from '../import-limits.ts';
import { createLossRecorder, type LossReport } from '../loss-report.ts';
import { mapMarkup } from '../markup/map-markup.ts';
import type { MarkupNode } from '../markup/markup.ts';
import { parseHtml } from '../markup/parse-html.ts';
import { TEX_BLOCK, TEX_INLINE } from '../markup/tex-formulas.ts';

/** A page whose pictures are there if their names end like one. */
export const mapHtml = (html: string): Mapped => mapNodes(parseHtml(html, IMPORT_LIMITS));

interface Mapped {
  blocks: BlockNode[];
  report: LossReport;
}

/** The same for markup that is parsed already. */
export function mapNodes(nodes: readonly MarkupNode[]): Mapped {
  const report = createLossRecorder({ spend: () => undefined });
  const item = report.item('page', 'html');
  const blocks = mapMarkup(nodes, {
    limits: IMPORT_LIMITS,
    item,
    keepOriginal({ kind, label, source, why }) {
      report.original({ place: 'page', kind, what: why });
      return [{ type: 'opaque', attrs: { format: 'html', kind, label, source } }];
    },
    link: (href) => (href.startsWith('bad') ? { lost: 'A lost link.' } : { href }),
    picture: (src) => {
      if (src.endsWith('.png')) return { kind: 'material', key: src };
      if (src.endsWith('.svg')) return { kind: 'drawing', key: src };
      if (src.endsWith('.mp4')) return { kind: 'file', key: src, name: src };
      return { kind: 'missing', why: 'Missing.' };
    },
    rules: {},
    formulas: [TEX_BLOCK, TEX_INLINE],
  });
  return { blocks, report: report.finish() };
}
