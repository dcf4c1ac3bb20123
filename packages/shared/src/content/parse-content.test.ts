import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentDoc } from './content-json.ts';
import { MAX_CONTENT_BYTES, MAX_REPORTED_PROBLEMS } from './content-limits.ts';
import { EMPTY_CONTENT, parseContent } from './parse-content.ts';
import { arbitraryContent } from './testing/arbitrary-content.ts';

const problemsOf = (json: unknown): string[][] => {
  const result = parseContent(json);
  return result.ok ? [] : result.failure.map(({ code, path }) => [code, path]);
};
const doc = (...content: unknown[]) => ({ type: 'doc', content });
const text = (characters: string, ...marks: unknown[]) => ({ type: 'text', text: characters, marks });

describe('parseContent', () => {
  it('accepts every document and gives equal documents equal form', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const once = parseContent(content);
        expect(once.ok).toBe(true);
        if (once.ok) expect(parseContent(once.value)).toEqual(once);
      }),
    );
  });

  it('never throws on JSON that is no document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parseContent(json).ok).toBe(false);
        expect(parseContent(doc(json)).ok).toBe(false);
      }),
    );
  });

  it('fills in defaults and joins texts', () => {
    const result = parseContent(
      doc(
        {
          type: 'paragraph',
          content: [text('a', { type: 'code' }, { type: 'bold' }), text(''), text('b'), text('c')],
        },
        { type: 'heading', attrs: { level: 2 } },
        { type: 'orderedList', content: [{ type: 'listItem' }] },
        { type: 'image', attrs: { alt: null } },
      ),
    );
    expect(result).toEqual({
      ok: true,
      value: doc(
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'a', marks: [{ type: 'bold' }, { type: 'code' }] },
            { type: 'text', text: 'bc' },
          ],
        },
        { type: 'heading', attrs: { level: 2, anchor: null } },
        {
          type: 'orderedList',
          attrs: { start: 1, type: null },
          content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }],
        },
        { type: 'image', attrs: { materialId: null, src: null, alt: '', title: null, width: null } },
      ),
    });
  });

  it('gives a document without blocks an empty line', () => {
    expect(parseContent(doc())).toEqual({ ok: true, value: EMPTY_CONTENT });
  });

  it('says where and why', () => {
    expect(
      problemsOf(
        doc(
          { type: 'constructor' },
          { type: 'paragraph', content: [{ type: 'paragraph' }] },
          { type: 'blockquote', content: [{ type: 'embed', attrs: { url: 'ftp://example.org' } }] },
          { type: 'paragraph', content: [text('a', { type: 'toString' })] },
          { type: 'paragraph', attrs: { style: 'color:red' } },
          { type: 'paragraph', content: [text('a\u0000')] },
          { type: 'mathBlock', attrs: { source: '\ud800' } },
          { type: 'callout', attrs: { kind: 'secret' } },
          { type: 'codeBlock', content: [text('a', { type: 'bold' })] },
          { type: 'bulletList', content: [{ type: 'paragraph' }] },
        ),
      ),
    ).toEqual([
      ['unknown_node', '0'],
      ['misplaced', '1'],
      ['attribute', '2.0'],
      ['unknown_mark', '3.0'],
      ['unknown_attribute', '4'],
      ['text', '5.0'],
      ['attribute', '6'],
      ['attribute', '7'],
      ['misplaced', '8'],
      ['misplaced', '9'],
    ]);
  });

  it('reports only so much of what is wrong', () => {
    expect(problemsOf(doc(...Array.from({ length: 500 }, () => ({}))))).toHaveLength(MAX_REPORTED_PROBLEMS);
  });

  it('survives nesting that would exhaust the stack', () => {
    let nested: object = { type: 'paragraph' };
    for (let level = 0; level < 50_000; level++) nested = { type: 'blockquote', content: [nested] };
    expect(problemsOf(doc(nested)).map(([code]) => code)).toEqual(['too_deep']);
  });

  it('refuses what is too large', () => {
    const large: ContentDoc = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a'.repeat(MAX_CONTENT_BYTES) }] }],
    };
    expect(problemsOf(large)).toEqual([['too_large', '']]);
  });
});
