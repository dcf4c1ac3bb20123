import { describe, expect, it } from 'vitest';

import { parseBraceAttributes } from './attributes.ts';
import { MarkdownError, markdownToHtml } from './markdown-to-html.ts';

const html = (markdown: string): string =>
  markdownToHtml(markdown)
    .replaceAll(/ data-line="\d+"/g, '')
    .replaceAll(/\n+/g, '\n')
    .trim();

describe('fenced divs', () => {
  it('nest by order, whatever the number of colons', () => {
    expect(html('::::: challenge\nQ\n::::::::: solution :::\nA\n:::\n:::::::')).toBe(
      '<fenced-div class="challenge">\n<p>Q</p>\n<fenced-div class="solution">\n<p>A</p>\n</fenced-div>\n</fenced-div>',
    );
  });

  it('stay code within code', () => {
    expect(html('```\n::: note\n```')).toBe('<pre><code>::: note\n</code></pre>');
  });

  it('take Pandoc attributes with a title', () => {
    expect(html('::: {.callout-tip title="My tip"}\nx\n:::')).toContain(
      '<fenced-div class="callout-tip" title="My tip">',
    );
  });

  it('end a paragraph or list right before them', () => {
    expect(html('text\n::: note\n- a\n:::')).toBe(
      '<p>text</p>\n<fenced-div class="note">\n<ul>\n<li>a</li>\n</ul>\n</fenced-div>',
    );
  });
});

describe('kramdown', () => {
  it('gives quotes the class behind them, nested ones too', () => {
    expect(html('> Q\n> > A\n> {: .solution}\n{: .challenge}')).toBe(
      '<fenced-div class="challenge">\n<p>Q</p>\n<fenced-div class="solution">\n<p>A</p>\n</fenced-div>\n</fenced-div>',
    );
  });

  it('names the language of code', () => {
    expect(html('~~~\nls\n~~~\n{: .language-bash}')).toContain('class="language-bash"');
  });
});

describe('grid tables', () => {
  it('hold blocks in their cells', () => {
    const grid = [
      '+-----+-----+',
      '| A   | B   |',
      '+=====+=====+',
      '| - a | ``` |',
      '| - b | c   |',
      '|     | ``` |',
      '+-----+-----+',
    ].join('\n');
    expect(html(grid)).toBe(
      '<table>\n<tr>\n<th>\n<p>A</p>\n</th>\n<th>\n<p>B</p>\n</th>\n</tr>\n<tr>\n<td>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</td>\n<td>\n<pre><code>c\n</code></pre>\n</td>\n</tr>\n</table>',
    );
  });

  it('with merged cells keep their text', () => {
    const merged = ['+---+---+', '| A | B |', '+---+---+', '| AB    |', '+---+---+'].join('\n');
    expect(html(merged)).toContain('<unreadable-table>+---+---+\n| A | B |');
  });
});

describe('inline', () => {
  it('reads the attributes of pictures: alternative text, caption, width', () => {
    expect(html(`![By *me*](a.png){alt='it\\'s "x" {y}' width=40%}`)).toBe(
      '<p><img src="a.png" alt="it\'s &quot;x&quot; {y}" title="By me" width="40%"></p>',
    );
    expect(html('![Alone](a.png)')).toBe('<p><img src="a.png" alt="Alone" title=""></p>');
  });

  it('finds formulas and leaves prices alone', () => {
    expect(html('$a+b$, $$c$$, \\\\(d\\\\) for $5 or $6')).toBe(
      '<p><formula-inline>a+b</formula-inline>, <formula-inline>c</formula-inline>, <formula-inline>d</formula-inline> for $5 or $6</p>',
    );
    expect(html('$$\n\\frac{a}\n{b}\n$$')).toBe('<formula-block>\\frac{a}\n{b}</formula-block>');
  });

  it('writes footnotes at the end', () => {
    expect(html('A[^x]\n\n[^x]: Note')).toBe(
      '<p>A<footnote-reference>1</footnote-reference></p>\n<hr>\n<ol>\n<li><p>Note</p>\n</li>\n</ol>',
    );
  });

  it('reads Markdown within an element that asks for it', () => {
    expect(
      html(
        '<figure markdown="span">\n  ![A](a.png){ width="30" }\n  <figcaption>*b*</figcaption>\n</figure>\n\nc',
      ).replaceAll('\n', ''),
    ).toBe(
      '<figure markdown="span"><p><img src="a.png" alt="A" title="" width="30"></p>  <figcaption>*b*</figcaption></figure><p>c</p>',
    );
    expect(html('<figure>\n![A](a.png)\n</figure>')).toContain('![A]');
  });

  it('writes every footnote, also one that nothing refers to, that has a name twice, or that stands in another', () => {
    const written = html('A[^x]\n\n[^u]: Unused\n\n[^x]: Note\n\n    [^in]: Inner\n\n[^x]: Again\n\nB');
    expect(written.replaceAll(/<[^>]*>|\n/g, ' ').split(/\s+/)).toEqual([
      '',
      'A',
      '1',
      'B',
      'Note',
      'Unused',
      'Inner',
      'Again',
      '',
    ]);
  });

  it('makes links of addresses, not of file names', () => {
    expect(html('https://x.org readme.md')).toBe(
      '<p><a href="https://x.org">https://x.org</a> readme.md</p>',
    );
  });
});

describe('blocks', () => {
  it('names languages however they are written', () => {
    for (const info of ['python', '{python}', '{.python}', 'python {.numberLines}', '{python, echo=FALSE}']) {
      expect(html(`\`\`\`${info}\nx\n\`\`\``)).toContain('class="language-python"');
    }
  });

  it('gives headings the anchors that GitHub gives them', () => {
    expect(html('## A `b` & c\n## A b, c\n## X {#own}')).toBe(
      '<h2 id="a-b--c">A <code>b</code> &amp; c</h2>\n<h2 id="a-b-c">A b, c</h2>\n<h2 id="own">X</h2>',
    );
    expect(html('# A\n# A')).toContain('id="a-1"');
  });

  it('keeps check boxes and instructions of site generators', () => {
    expect(html('- [ ] a\n- [x] b')).toContain('<li>☐ a</li>\n<li>☑ b</li>');
    expect(html('{% include links.md %}')).toBe('<template-tag>{% include links.md %}</template-tag>');
  });

  it('refuses what lies too deep, because it would be dropped in silence', () => {
    expect(() => markdownToHtml(`${'> '.repeat(100)}x`)).toThrow(MarkdownError);
    expect(() => markdownToHtml(`${'- '.repeat(100)}x`)).toThrow(MarkdownError);
  });
});

describe('parseBraceAttributes', () => {
  it('reads identifiers, classes and values, and refuses what is unfinished', () => {
    const parsed = parseBraceAttributes('{#i .c key="v w" k=x word}');
    expect(parsed?.attributes).toEqual({
      id: 'i',
      classes: ['c', 'word'],
      values: new Map([
        ['key', 'v w'],
        ['k', 'x'],
      ]),
    });
    for (const text of ['{', '{a="b}', '{a b', 'x']) expect(parseBraceAttributes(text)).toBeNull();
  });
});
