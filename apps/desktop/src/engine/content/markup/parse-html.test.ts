import { describe, expect, it } from 'vitest';

import { IMPORT_LIMITS } from '../import-limits.ts';
import { isElement, plainTextOf } from './markup.ts';
import { HtmlError, parseHtml, parsePage } from './parse-html.ts';

const parse = (html: string): ReturnType<typeof parseHtml> => parseHtml(html, IMPORT_LIMITS);

describe('parseHtml', () => {
  it('gives the source as written, or as understood where tags are missing', () => {
    const [first, second] = parse('<P Class=x>a<br></P><ul><li>b</ul>').filter(isElement);
    expect(first?.source).toBe('<P Class=x>a<br></P>');
    expect(second?.source).toBe('<ul><li>b</ul>');
    expect(second?.children.filter(isElement)[0]?.source).toBe('<li>b</li>');
  });

  it('takes a page apart as browsers do, wherever its text stands', () => {
    const { head, body } = parsePage(
      '<p>a</p><html><head><title>t</title></head><body><p>b</p></body></html>c',
      IMPORT_LIMITS,
    );
    expect(head).toEqual([]);
    expect(body.map(plainTextOf)).toEqual(['a', 't', 'b', 'c']);
    const whole = parsePage('<html><head><style>s</style></head><body>b</body></html>', IMPORT_LIMITS);
    expect(whole.head.filter(isElement).map(({ name }) => name)).toEqual(['style']);
    expect(parsePage('<style>s</style><p>x</p>', IMPORT_LIMITS).head).toEqual([]);
  });

  it('remembers start tags that nothing closes', () => {
    const [paragraph] = parse('<p>a <your name> b</p>').filter(isElement);
    expect(paragraph?.children.filter(isElement)[0]?.unclosedTag).toBe('<your name>');
  });

  // Each of these holds a parser without bounds for minutes or takes all memory.
  it.each([
    ['nested divs', '<div>'.repeat(200_000)],
    ['nested formatting', Array.from({ length: 50_000 }, (_, index) => `<b a=${index}>`).join('')],
    [
      'reopened formatting',
      `<p>${Array.from({ length: 150 }, (_, index) => `<b a=${index}>`).join('')}</p>${'<p>x</p>'.repeat(50_000)}`,
    ],
    ['crossing formatting', '<a><b><i><u></a></b>'.repeat(50_000)],
    ['nested tables', '<table><tr><td>'.repeat(20_000)],
    ['nested templates', '<template>'.repeat(50_000)],
  ])('refuses %s', (_name, html) => {
    expect(() => parse(html)).toThrow(HtmlError);
  });

  it('reads any other text as some HTML', () => {
    for (const text of ['', '<', '</', '<!', '&', '<p', '\0', '<![CDATA[x]]>', '<?php x ?>'])
      expect(() => parse(text)).not.toThrow();
  });
});
