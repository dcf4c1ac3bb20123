import { describe, expect, it } from 'vitest';

import type { BlockNode, TableRowNode } from '@educrowd/shared/content/content-json';

import type { ImportedLesson } from './imported-course.ts';
import { lessonsFrom } from './lesson-content.ts';
import { createLossRecorder, type LossReport } from './loss-report.ts';
import { resolveReferences } from './references.ts';
import { nodesOf, problemsOf } from './testing/read-for-test.ts';
import { showBlocks } from './testing/show-blocks.ts';

const task = { spend: () => undefined };

function lessons(blocks: readonly BlockNode[]): { lessons: ImportedLesson[]; report: LossReport } {
  const report = createLossRecorder(task);
  const item = report.item('L', 'lesson');
  return { lessons: lessonsFrom({ key: 'l', title: 'L', blocks }, { item, task }), report: report.finish() };
}

const heading = (anchor: string): BlockNode => ({
  type: 'heading',
  attrs: { level: 2, anchor },
  content: [{ type: 'text', text: anchor }],
});

const link = (href: string): BlockNode => ({
  type: 'paragraph',
  content: [{ type: 'text', text: href, marks: [{ type: 'bold' }, { type: 'link', attrs: { href } }] }],
});

const paragraph = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });

const textOf = (blocks: readonly BlockNode[]): string =>
  blocks
    .flatMap(nodesOf)
    .map((node) => (node.type === 'text' ? node.text : ''))
    .join('');

describe('lessonsFrom', () => {
  it('gives an empty lesson a paragraph', () => {
    expect(lessons([]).lessons[0]?.content.content).toEqual([{ type: 'paragraph' }]);
  });

  it('keeps the first of equal anchors, and links that lead to one', () => {
    const { lessons: made, report } = lessons([
      heading('a'),
      heading('a'),
      link('#a'),
      link('#b'),
      link('https://x.org'),
    ]);
    expect(showBlocks(made[0]?.content.content ?? [])).toEqual([
      'h2#a a',
      'h2 a',
      'p [<bold>#a</>](#a)',
      'p <bold>#b</>',
      'p [<bold>https://x.org</>](https://x.org)',
    ]);
    expect(report.changed.map(({ what }) => what)).toEqual([
      'Links to places that are not headings of the lesson (#b) became plain text.',
    ]);
  });

  it.each<[string, BlockNode]>([
    ['a text', { type: 'paragraph', content: [{ type: 'text', text: '😀'.repeat(700_000) }] }],
    ['code', { type: 'codeBlock', content: [{ type: 'text', text: 'line\n'.repeat(600_000) }] }],
    [
      'a list',
      {
        type: 'orderedList',
        attrs: { start: 5 },
        content: Array.from({ length: 30_000 }, (_, index) => ({
          type: 'listItem' as const,
          content: [
            { type: 'paragraph' as const, content: [{ type: 'text' as const, text: String(index) }] },
          ],
        })),
      },
    ],
    [
      'a callout',
      {
        type: 'callout',
        attrs: { kind: 'note' },
        content: Array.from({ length: 30_000 }, () => ({
          type: 'paragraph' as const,
          content: [{ type: 'text' as const, text: 'x' }],
        })),
      },
    ],
  ])('divides %s that no document can hold, and loses nothing', (_name, block) => {
    const { lessons: made } = lessons([block]);
    expect(made.length).toBeGreaterThan(1);
    expect(new Set(made.map(({ key }) => key)).size).toBe(made.length);
    for (const { content } of made) {
      expect(
        problemsOf(resolveReferences(content, { materialId: (key) => key, lessonId: (key) => key })),
      ).toEqual([]);
    }
    expect(made.map(({ content }) => textOf(content.content)).join('')).toBe(textOf([block]));
  });

  it('repeats the headings of a table that is divided, and no row', () => {
    const row = (type: 'tableHeader' | 'tableCell', texts: readonly string[]): TableRowNode => ({
      type: 'tableRow',
      content: texts.map((text) => ({ type, content: [paragraph(text)] })),
    });
    const count = 6_000;
    const { lessons: made } = lessons([
      {
        type: 'table',
        content: [
          row('tableHeader', ['n', 't']),
          ...Array.from({ length: count }, (_, index) => row('tableCell', [String(index), 'x'])),
        ],
      },
    ]);
    const tables = made.flatMap(({ content }) => content.content.filter((block) => block.type === 'table'));
    expect(made.length).toBeGreaterThan(1);
    expect(tables.length).toBeGreaterThanOrEqual(made.length);
    const headings = tables.map(({ content: [first] }) =>
      (first?.content ?? []).map((cell) => textOf(cell.content)),
    );
    expect(headings).toEqual(tables.map(() => ['n', 't']));
    const numbers = tables.flatMap(({ content: [, ...rows] }) =>
      rows.map(({ content }) => textOf(content?.[0]?.content ?? [])),
    );
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => String(index)));
  });

  it('divides a table whose headings alone are more than a document may hold', () => {
    const cell = (type: 'tableHeader' | 'tableCell', text: string) => ({ type, content: [paragraph(text)] });
    const cells = (type: 'tableHeader' | 'tableCell', text: string): TableRowNode => ({
      type: 'tableRow',
      content: Array.from({ length: 12_000 }, () => cell(type, text)),
    });
    const { lessons: made } = lessons([
      {
        type: 'table',
        content: [cells('tableHeader', 'h'), cells('tableCell', 'c'), cells('tableCell', 'd')],
      },
    ]);
    const text = made.map(({ content }) => textOf(content.content)).join('');
    expect(text).toBe(['h', 'c', 'd'].map((each) => each.repeat(12_000)).join(''));
  });

  it('goes on counting in the second half of a list', () => {
    const item = {
      type: 'listItem' as const,
      content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text: 'x' }] }],
    };
    const { lessons: made } = lessons([
      { type: 'orderedList', content: Array.from({ length: 10_000 }, () => item) },
    ]);
    const lists = made.flatMap(({ content }) =>
      content.content.filter((block) => block.type === 'orderedList'),
    );
    let next = 1;
    for (const list of lists) {
      expect(list.attrs?.start ?? 1).toBe(next);
      next += list.content.length;
    }
    expect(next).toBe(10_001);
  });
});
