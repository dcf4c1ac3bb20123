import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTranslate } from '../messages/translate.ts';
import type { BlockNode, ContentDoc } from './content-json.ts';
import { createHtmlWords, type HtmlOptions } from './html-context.ts';
import { projectHtml } from './project-html.ts';
import { projectText } from './project-text.ts';
import { arbitraryContent } from './testing/arbitrary-content.ts';
import { readSafeHtml } from './testing/read-html.ts';
import { arbitrarySessionUpdates } from './testing/writing-session.ts';
import { mergeUpdates, readDocument } from './yjs-document.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const options: HtmlOptions = {
  words: createHtmlWords(createTranslate('en')),
  resolve: {
    material: (materialId) => `/materials/${materialId}`,
    lesson: (lessonId) => `/lessons/${lessonId}`,
    course: () => null,
  },
};
const html = (...content: BlockNode[]): string => projectHtml({ type: 'doc', content }, options);
const line = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });

const attacks = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '\'" onerror="alert(1)" x="',
  'x onload=alert(1)',
  'javascript:alert(1)',
  'JAVA\tSCRIPT:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/'><svg/onload=alert(1)>",
  '</pre></code><img src=x onerror=alert(1)>',
  '&#60;script&#62;',
  '<!-- ]]> <![CDATA[',
);

/** The document with every string in it replaced, but for those that name nodes and marks. */
function withAttacks(value: unknown, next: () => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withAttacks(item, next));
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? next() : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isName = ('type' in value && key === 'type' && !('start' in value)) || key === 'kind';
      return [key, isName ? member : withAttacks(member, next)];
    }),
  );
}

describe('projectHtml', () => {
  it('makes safe, well-formed HTML of every document and keeps its words', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '');
        const shown = withoutSpace(readSafeHtml(projectHtml(content, options)).text);
        for (const block of content.content) {
          if (block.type !== 'paragraph' && block.type !== 'codeBlock') continue;
          expect(shown).toContain(withoutSpace(projectText({ type: 'doc', content: [block] })));
        }
      }),
    );
  });

  it('stays safe when texts and attributes are attacks that no check has seen', () => {
    fc.assert(
      fc.property(arbitraryContent, fc.infiniteStream(attacks), (content, stream) => {
        const hostile = withAttacks(content, () => stream.next().value) as ContentDoc;
        expect(() => readSafeHtml(projectHtml(hostile, options))).not.toThrow();
      }),
    );
  });

  it('is the same for merged updates as for all of them', () => {
    fc.assert(
      fc.property(arbitrarySessionUpdates, (stored) => {
        const [all, merged] = [readDocument(stored), readDocument(mergeUpdates(stored))];
        if (!all.ok || !merged.ok) throw new Error('unreadable');
        expect(projectHtml(merged.value, options)).toBe(projectHtml(all.value, options));
      }),
      { numRuns: 30 },
    );
  });

  it('shifts headings below those of the page and gives each anchor once', () => {
    const heading = (level: 1 | 4): BlockNode => ({
      type: 'heading',
      attrs: { level, anchor: 'a' },
      content: [{ type: 'text', text: 'T' }],
    });
    const shifted = { ...options, headingShift: 3, anchorPrefix: 'lesson-' };
    expect(html(heading(1), heading(4))).toBe('<h2 id="content-a">T</h2><h5>T</h5>');
    expect(projectHtml({ type: 'doc', content: [heading(1), heading(4)] }, shifted)).toBe(
      '<h4 id="lesson-a">T</h4><h6>T</h6>',
    );
  });

  it('links into the text, to what can be reached, and out', () => {
    const link = (href: string): BlockNode => ({
      type: 'paragraph',
      content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }],
    });
    expect(html(link('#a'))).toBe('<p><a href="#content-a">x</a></p>');
    expect(html(link(`lesson:${id}`))).toBe(`<p><a href="/lessons/${id}">x</a></p>`);
    expect(html(link(`course:${id}`))).toBe('<p><span class="link-missing">x</span></p>');
    expect(html(link('https://a.example/?b=1&c=2'))).toBe(
      '<p><a href="https://a.example/?b=1&amp;c=2" rel="noopener noreferrer">x</a></p>',
    );
  });

  it('keeps a link in one piece over texts with other marks', () => {
    const link = { type: 'link', attrs: { href: '#a' } } as const;
    expect(
      html({
        type: 'paragraph',
        content: [
          { type: 'text', text: 'a', marks: [link] },
          { type: 'text', text: 'b', marks: [link, { type: 'bold' }] },
          { type: 'text', text: 'c', marks: [{ type: 'bold' }] },
        ],
      }),
    ).toBe('<p><a href="#content-a">a<strong>b</strong></a><strong>c</strong></p>');
  });

  it('describes pictures, and says so when one is missing', () => {
    const image = (attrs: object): BlockNode => ({ type: 'image', attrs });
    expect(html(image({ materialId: id, alt: 'A "cell"', title: 'Fig. 1', width: 300 }))).toBe(
      `<figure><img src="/materials/${id}" alt="A &quot;cell&quot;" width="300" loading="lazy" decoding="async">` +
        '<figcaption>Fig. 1</figcaption></figure>',
    );
    expect(html(image({ src: 'https://example.org/a.png' }))).toContain('referrerpolicy="no-referrer"');
    expect(html(image({ src: 'http://example.org/a.png', alt: 'A cell' }))).toBe(
      '<figure class="picture-missing"><p>A cell</p></figure>',
    );
  });

  it('gives tables a head, scopes and a box that scrolls', () => {
    const cell = (type: 'tableHeader' | 'tableCell', text: string, attrs = {}) => ({
      type,
      attrs,
      content: [line(text)],
    });
    const table: BlockNode = {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [cell('tableHeader', 'A'), cell('tableHeader', 'B', { align: 'right' })],
        },
        { type: 'tableRow', content: [cell('tableHeader', 'C'), cell('tableCell', 'D', { colspan: 2 })] },
      ],
    };
    expect(html(table)).toBe(
      '<div class="table-scroll" role="region" aria-label="Table" tabindex="0"><table dir="auto">' +
        '<thead><tr><th scope="col">A</th><th scope="col" class="align-right">B</th></tr></thead>' +
        '<tbody><tr><th scope="row">C</th><td colspan="2">D</td></tr></tbody></table></div>',
    );
  });

  it('never shows the source of an opaque node', () => {
    const opaque = html({
      type: 'opaque',
      attrs: {
        format: 'olx',
        kind: 'library_content',
        label: 'Pool <1>',
        source: '<library_content secret/>',
      },
    });
    expect(opaque).not.toContain('secret');
    expect(opaque).toMatch(
      /^<aside class="opaque"><p class="opaque-label">Pool &lt;1&gt;<\/p><p>.+<\/p><\/aside>$/,
    );
  });

  it.each(['script', 'style', 'template'])('shows nothing for a %s, which nobody saw before', (kind) => {
    const attrs = { format: 'olx', kind, label: 'Script', source: '<script>secret</script>' };
    expect(html({ type: 'opaque', attrs })).toBe('');
  });

  it('shows videos and tools as cards, never as frames', () => {
    expect(html({ type: 'embed', attrs: { url: 'https://video.example/1', title: 'Cells' } })).toBe(
      '<p class="embed"><a class="embed-link" href="https://video.example/1" rel="noopener noreferrer">' +
        '<span class="embed-title">Cells</span> <span class="embed-host">video.example</span></a></p>',
    );
  });
});
