import { expect, test } from 'vitest';
import { MAX_MATH_LENGTH } from './content-limits.ts';
import { blockMathToHtml, inlineMathToHtml, mathToMathml } from './math-html.ts';

test('a formula becomes MathML that keeps its source', () => {
  const html = inlineMathToHtml('\\frac{a}{b}');
  expect(html).toMatch(
    /^<span class="math"><math [^>]*>.*<mfrac><mi>a<\/mi><mi>b<\/mi><\/mfrac>.*<\/math><\/span>$/s,
  );
  expect(html).toContain('<annotation encoding="application/x-tex">\\frac{a}{b}</annotation>');
  expect(blockMathToHtml('a^2')).toMatch(/^<div class="math" tabindex="0"><math [^>]*display="block"/);
});

test('what is no formula is shown as it was typed', () => {
  expect(inlineMathToHtml('\\frac{a}{')).toBe('<code class="math">\\frac{a}{</code>');
  expect(blockMathToHtml('\\nonsense <b>')).toBe(
    '<pre class="math" tabindex="0"><code class="math">\\nonsense &lt;b&gt;</code></pre>',
  );
});

test.for([
  '\\href{javascript:alert(1)}{x}',
  '\\includegraphics{https://elsewhere.example/x.png}',
  '\\htmlStyle{position:fixed}{x}',
  '\\htmlClass{a}{x}',
  '\\fcolorbox{red}{blue}{x}',
  '\\text{<script>alert(1)</script><img src=x onerror=alert(1)> style="color:red"}',
])('%s brings no link, picture, style or script', (source) => {
  const html = inlineMathToHtml(source).replaceAll('&quot;', '');
  expect(html).not.toMatch(
    /<(?:a|img|script|iframe|svg)\b|\shref=|\ssrc="|\sstyle="|\sclass="(?!math|mord|mtight|enclosing)/,
  );
});

test('a formula cannot unfold without end or cover the page', () => {
  expect(mathToMathml('\\def\\a{\\a\\a}\\a', 'inline')).toBeNull();
  expect(mathToMathml('\\rule{10000em}{10000em}', 'inline')).not.toContain('10000em"');
  const longest = '{'.repeat(MAX_MATH_LENGTH / 2) + '}'.repeat(MAX_MATH_LENGTH / 2);
  expect(inlineMathToHtml(longest)).toContain('class="math"');
});
