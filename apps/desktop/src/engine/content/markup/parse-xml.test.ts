import { describe, expect, it } from 'vitest';

import { IMPORT_LIMITS } from '../import-limits.ts';
import { childElements } from './markup.ts';
import { parseXml, XmlError } from './parse-xml.ts';

const parse = (text: string): ReturnType<typeof parseXml> => parseXml(text, IMPORT_LIMITS);

describe('parseXml', () => {
  it('keeps for every element its source and line', () => {
    const root = parse('<a x="1">\n<b/>t&nbsp;é😀<c d=">">x<![CDATA[<q>]]></c>\n</a>');
    expect(childElements(root).map(({ source, line }) => [source, line])).toEqual([
      ['<b/>', 2],
      ['<c d=">">x<![CDATA[<q>]]></c>', 2],
    ]);
    expect(root.children[2]).toEqual({ kind: 'text', text: 't\u00A0é😀' });
  });

  it.each([
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'document type'],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'document type'],
    ['<a>&undefined;</a>', 'undefined entity'],
    ['<a>', 'unclosed'],
    ['<a></b>', 'unexpected close'],
    ['<a b="1" b="2"/>', 'duplicate'],
    ['', 'root'],
    ['text', 'outside of root'],
    ['<a>\u0001</a>', 'disallowed'],
    ['<a>'.repeat(5_000), 'nested too deeply'],
    [`<a>${'<b/>'.repeat(300_000)}</a>`, 'more than'],
  ])('refuses %.40s', (text, reason) => {
    expect(() => parse(text)).toThrow(XmlError);
    expect(() => parse(text)).toThrow(reason);
  });

  it('says where', () => {
    expect(() => parse('<a>\n\n</b>')).toThrow(expect.objectContaining({ line: 3 }));
  });
});
