import { describe, expect, it } from 'vitest';
import type { BlockNode, ContentDoc } from './content-json.ts';
import { outlineOf, projectText } from './project-text.ts';

const line = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const heading = (text: string, anchor: string | null = null): BlockNode => ({
  type: 'heading',
  attrs: { level: 2, anchor },
  content: [{ type: 'text', text }],
});
const doc: ContentDoc = {
  type: 'doc',
  content: [
    heading('Cells', 'cells'),
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'A cell ' },
        { type: 'text', text: 'divides', marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        { type: 'math', attrs: { source: '2^n' } },
      ],
    },
    { type: 'paragraph' },
    { type: 'bulletList', content: [{ type: 'listItem', content: [line('one'), heading('Inner')] }] },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: ['a', 'b'].map((text) => ({ type: 'tableCell', content: [line(text)] })),
        },
        { type: 'tableRow' },
      ],
    },
    { type: 'image', attrs: { alt: 'A drawing', title: 'Fig. 1' } },
    { type: 'embed', attrs: { url: 'https://example.org', title: 'Film' } },
    { type: 'opaque', attrs: { format: 'olx', kind: 'x', label: 'A pool', source: '<hidden/>' } },
  ],
};

describe('projectText', () => {
  it('gives the words, a line for each block', () => {
    expect(projectText(doc).split('\n')).toEqual([
      'Cells',
      'A cell divides',
      '2^n',
      'one',
      'Inner',
      'a\tb',
      '',
      'A drawing',
      'Fig. 1',
      'Film https://example.org',
      'A pool',
    ]);
  });
});

describe('outlineOf', () => {
  it('lists the headings with what links to them', () => {
    expect(outlineOf(doc)).toEqual([
      { level: 2, text: 'Cells', anchor: 'cells' },
      { level: 2, text: 'Inner', anchor: null },
    ]);
  });
});
