import { describe, expect, it } from 'vitest';

import { mapHtml } from '../testing/map-html.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const lines = (html: string): string[] => showBlocks(mapHtml(html).blocks);
const changes = (html: string): string =>
  mapHtml(html)
    .report.changed.map(({ what }) => what)
    .join(' ');

describe('an element that nobody knows', () => {
  it('keeps its content, and the report has its words and addresses', () => {
    const card = '<card class="c" title="Read" href="/r">more</card>';
    expect(lines(card)).toEqual(['p more']);
    expect(changes(card)).toBe(
      'The content of <card> was kept as ordinary text, without its title “Read”, its href “/r”.',
    );
  });
});

describe('text', () => {
  it('collapses white space as a browser does', () => {
    expect(lines('<p>  One\n  <b> two </b>  three </p>')).toEqual(['p One <bold>two </>three']);
  });

  it('makes paragraphs of what stands beside blocks', () => {
    expect(lines('before<div>inside<p>own</p>after</div>behind')).toEqual([
      'p before',
      'p inside',
      'p own',
      'p after',
      'p behind',
    ]);
  });

  it('drops empty paragraphs, also those of no-break spaces', () => {
    expect(lines('<p></p><p>&nbsp;</p><p><br></p><p>x</p>')).toEqual(['p x']);
  });

  it('keeps line breaks within a paragraph and none at its ends', () => {
    expect(lines('<p><br>one <br> two<br></p>')).toEqual(['p one⏎two']);
  });

  it('knows every mark, also by style', () => {
    expect(
      lines(
        '<p><strong>a</strong><em>b</em><u>c</u><del>d</del><kbd>e</kbd><sub>f</sub><sup>g</sup><mark>h</mark></p>',
      ),
    ).toEqual([
      'p <bold>a</><italic>b</><underline>c</><strike>d</><code>e</><subscript>f</><superscript>g</><highlight>h</>',
    ]);
    expect(lines('<p><span style="text-decoration: underline; font-weight:700">a</span></p>')).toEqual([
      'p <bold><underline>a</></>',
    ]);
  });

  it('says that colours were left out, and keeps the text', () => {
    expect(lines('<p><span style="color: #f00">red</span></p>')).toEqual(['p red']);
    expect(changes('<p><span style="color: #f00">red</span></p>')).toContain('Colours');
  });

  it('gives each mark once', () => {
    expect(lines('<p><b>a<strong>b</strong></b></p>')).toEqual(['p <bold>a</><bold>b</>']);
  });

  it('cleans what no database takes', () => {
    expect(lines('<p>a&#0;b\uD800c</p>')).toEqual(['p a\uFFFDb\uFFFDc']);
  });
});

describe('blocks', () => {
  it('gives headings their anchors and at most four levels', () => {
    expect(lines('<h2 id="a">A <i>b</i></h2><h6>C</h6>')).toEqual(['h2#a A <italic>b</>', 'h4 C']);
    expect(lines('<h1><a name="old"></a>A<img src="a.png">B</h1>')).toEqual([
      'h1#old A B',
      'image src=import-material:a.png',
    ]);
  });

  it('nests lists, also where a list stands between items', () => {
    expect(
      lines('<ul><li>a</li><ul><li>b</li></ul><li><p>c</p><ol start="3" type="a"><li>d</li></ol></li></ul>'),
    ).toEqual([
      'bulletList',
      '  listItem',
      '    p a',
      '    bulletList',
      '      listItem',
      '        p b',
      '  listItem',
      '    p c',
      '    orderedList {"start":3,"type":"a"}',
      '      listItem',
      '        p d',
    ]);
  });

  it('keeps tables with spans and alignment', () => {
    expect(
      lines(
        '<table><caption>T</caption><tr><th colspan="2" style="text-align:center">a</th></tr><tr><td>b</td><td></td></tr></table>',
      ),
    ).toEqual([
      'p <bold>T</>',
      'table',
      '  tableRow',
      '    tableHeader {"colspan":2,"align":"center"}',
      '      p a',
      '  tableRow',
      '    tableCell',
      '      p b',
      '    tableCell',
      '      p',
    ]);
  });

  it('keeps code as it is', () => {
    expect(lines('<pre class="language-python"><code>a\n  b &lt; c\n</code></pre>')).toEqual([
      'code:python a\n  b < c',
    ]);
  });

  it('turns lists of terms into lists, and says so', () => {
    expect(lines('<dl><dt>T</dt><dd>d1</dd><dd>d2</dd></dl>')).toEqual([
      'bulletList',
      '  listItem',
      '    p <bold>T</>',
      '    p d1',
      '    p d2',
    ]);
    expect(changes('<dl><dt>T</dt><dd>d</dd></dl>')).toContain('terms');
    expect(lines('<dl>before <dt>T</dt> beside</dl>').join()).toMatch(/before.*T.*beside/);
  });

  it('shows what could be folded out', () => {
    expect(lines('<details><summary>Answer</summary><p>42</p></details>')).toEqual([
      'callout:answer',
      '  p <bold>Answer</>',
      '  p 42',
    ]);
    expect(changes('<details><summary>More</summary>x</details>')).toContain('folded');
  });

  it('dissolves what lies deeper than a document can be', () => {
    const { blocks, report } = mapHtml(`${'<blockquote>'.repeat(150)}x${'</blockquote>'.repeat(150)}`);
    const deep = showBlocks(blocks);
    expect(deep.at(-1)?.trim()).toBe('p x');
    expect(deep.length).toBeLessThan(40);
    expect(report.changed[0]?.what).toContain('deeply');
  });
});

describe('numbers of lists', () => {
  const starts = (html: string): string[] => lines(html).filter((line) => /^orderedList| p /.test(line));

  it('keeps the number that an item bears', () => {
    expect(starts('<ol><li>a</li><li value="5">b</li><li>c</li></ol>')).toEqual([
      'orderedList',
      '    p a',
      'orderedList {"start":5}',
      '    p b',
      '    p c',
    ]);
    expect(starts('<ol> <li value="3">a</li><li value="4">b</li></ol>')[0]).toBe('orderedList {"start":3}');
    expect(changes('<ol> <li value="3">a</li><li value="4">b</li></ol>')).toBe('');
  });

  it('counts down where the list does', () => {
    const list = '<ol reversed><li>a</li><li>b</li></ol>';
    expect(starts(list)).toEqual(['orderedList {"start":2}', '    p a', 'orderedList', '    p b']);
    expect(changes(list)).toContain('divided');
  });

  it('says which number it cannot keep', () => {
    expect(starts('<ol start="-3"><li>a</li></ol>')[0]).toBe('orderedList {"start":0}');
    expect(changes('<ol start="-3"><li>a</li></ol>')).toContain('-3');
  });
});

describe('links and media', () => {
  it('puts the links of code and of a caption below it', () => {
    const code = '<pre>see <a href="https://x.org/">x</a>, <a href="bad">y</a> <b>now</b></pre>';
    expect(lines(code)).toEqual(['code see x, y now', 'p [x](https://x.org/)']);
    expect(changes(code)).toContain('A lost link.');
    expect(changes(code)).toContain('Bold');
    expect(changes('<pre>plain <span class="k">code</span></pre>')).toBe('');
    const figure =
      '<figure><img src="a.png"><figcaption>By <a href="https://x.org/">me</a></figcaption></figure>';
    expect(lines(figure)).toEqual([
      'image src=import-material:a.png',
      'p <italic>By </>[<italic>me</>](https://x.org/)',
    ]);
  });

  it('says once what an abbreviation stands for', () => {
    const html =
      '<p><abbr title="World Health Organization">WHO</abbr>, <abbr title="World Health Organization">WHO</abbr></p>';
    expect(lines(html)).toEqual(['p WHO (World Health Organization), WHO']);
    expect(changes(html)).toContain('abbreviation');
  });

  it('keeps the subtitles of a recording as links, and tells of those that are missing', () => {
    const video = (src: string): string =>
      `<video src="a.mp4"><track src="${src}" kind="captions" srclang="de"></video>`;
    expect(lines(video('b.mp4'))).toEqual([
      'p [a.mp4](import-material:a.mp4)',
      'p [Captions (de)](import-material:b.mp4)',
    ]);
    expect(changes(video('gone.vtt'))).toContain('gone.vtt');
  });

  it('makes links of the places of a picture', () => {
    const map =
      '<img src="a.png" usemap="#m"><map name="m"><area shape=rect href="https://x.org/" alt="North"><area nohref></map>';
    expect(lines(map)).toEqual(['image src=import-material:a.png', 'p [North](https://x.org/)']);
    expect(changes(map)).toBe('Places of a picture that were links follow it as links.');
  });

  it('tells of the direction of writing', () => {
    expect(changes('<p dir="rtl">x</p>')).toContain('right to left');
  });

  it('keeps links with their titles and drops the ones that lead nowhere', () => {
    expect(lines('<p><a href="https://x.org/">a</a> <a href="bad">b</a> <a name="c">c</a></p>')).toEqual([
      'p [a](https://x.org/) b c',
    ]);
    expect(changes('<a href="bad">b</a>')).toBe('A lost link.');
  });

  it('puts pictures on lines of their own', () => {
    expect(lines('<p>see <img src="a.png" alt="A" width="50%"> here</p>')).toEqual([
      'p see',
      'image src=import-material:a.png alt=A width=340',
      'p here',
    ]);
    expect(changes('<p>see <img src="a.png"> here</p>')).toContain('lines of their own');
  });

  it('keeps the link of a picture behind it', () => {
    expect(lines('<a href="https://x.org/"><img src="a.png" alt="Map"></a>')).toEqual([
      'image src=import-material:a.png alt=Map',
      'p [Map](https://x.org/)',
    ]);
  });

  it('gives figures their caption', () => {
    expect(lines('<figure><img src="a.png"><figcaption>By <b>me</b></figcaption></figure>')).toEqual([
      'image src=import-material:a.png title=By me',
    ]);
  });

  it('keeps pictures that are not there as originals', () => {
    expect(lines('<img src="gone" alt="A">')).toEqual(['opaque:img <img src="gone" alt="A">']);
  });

  it('says what becomes of drawings and recordings', () => {
    expect(lines('<img src="a.svg">')).toEqual(['image src=import-material:a.svg']);
    expect(changes('<img src="a.svg">')).toContain('SVG');
    expect(lines('<video controls><source src="a.mp4"></video>')).toEqual([
      'p [a.mp4](import-material:a.mp4)',
    ]);
    expect(lines('<video src="https://x.org/a.mp4"></video>')).toEqual(['embed https://x.org/a.mp4']);
  });

  it('turns frames into cards that lead to the page', () => {
    expect(lines('<iframe src="//www.youtube.com/embed/abcdefghijk?start=30" title="T"></iframe>')).toEqual([
      'embed https://www.youtube.com/watch?v=abcdefghijk&t=30 “T”',
    ]);
    expect(lines('<iframe srcdoc="x"></iframe>')).toEqual(['opaque:iframe <iframe srcdoc="x"></iframe>']);
  });
});

describe('what a document cannot hold', () => {
  it.each(['script', 'style', 'form', 'button', 'select', 'textarea', 'canvas', 'svg', 'template', 'object'])(
    'keeps %s as its original',
    (name) => {
      const html = `<${name} data-x="1">y</${name}>`;
      const { blocks, report } = mapHtml(`<p>a</p>${html}<p>b</p>`);
      const shown = showBlocks(blocks);
      expect(shown[0]).toBe('p a');
      expect(shown[1]).toMatch(new RegExp(`^opaque:${name} <${name} data-x="1">`));
      expect(shown[2]).toBe('p b');
      expect(report.opaque).toHaveLength(1);
    },
  );

  it('keeps the content of elements that nobody knows', () => {
    expect(lines('<p>a <o:p>b</o:p> <blink>c</blink></p>')).toEqual(['p a b c']);
    expect(changes('<blink>c</blink>')).toContain('<blink>');
    expect(lines('<x-widget data-id="1"></x-widget>')).toEqual([
      'opaque:x-widget <x-widget data-id="1"></x-widget>',
    ]);
  });

  it('shows what only looks like a tag', () => {
    expect(lines('<p>git commit <commit message here>.</p>')).toEqual([
      'p git commit <commit message here>.',
    ]);
  });

  it('says that scripts on elements and hidden text were noticed', () => {
    expect(changes('<p onclick="x()">a</p>')).toContain('Scripts');
    expect(changes('<p style="display:none">a</p>')).toContain('hidden');
  });
});

describe('formulas', () => {
  it('finds them in text and not in code', () => {
    expect(lines('<p>So \\(a^2\\) and <code>\\(b\\)</code>:</p>')).toEqual([
      'p So ⟦a^2⟧ and <code>\\(b\\)</>:',
    ]);
    expect(lines('<p>Then \\[ \\frac{1}{2} \\] holds.</p>')).toEqual([
      'p Then',
      'math \\frac{1}{2}',
      'p holds.',
    ]);
  });

  it('takes a line break within a formula for no delimiter', () => {
    expect(lines('<p>\\[a \\\\[2pt] b\\]</p>')).toEqual(['math a \\\\[2pt] b']);
  });

  it('reads MathML by its LaTeX', () => {
    expect(
      lines(
        '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation></semantics></math>',
      ),
    ).toEqual(['p ⟦x⟧']);
  });
});

describe('more parts than a function takes arguments', () => {
  const many = '<hr>'.repeat(130_000);
  it.each([
    ['a heading', `<h2>${many}</h2>`],
    ['an item of a list', `<ul><li>x</li><div>${many}</div></ul>`],
    ['a definition', `<dl><dt>x</dt><dd>${many}</dd></dl>`],
    ['a caption', `<table><caption>${many}</caption></table>`],
  ])('are read in %s', (_place, html) => {
    expect(lines(html).filter((line) => line.trim() === 'hr')).toHaveLength(130_000);
  });
});
