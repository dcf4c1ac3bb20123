import { describe, expect, it } from 'vitest';
import { isHttpsAddress, isWebAddress, parseLinkTarget } from './link-target.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('parseLinkTarget', () => {
  it.each([
    ['https://example.org/a?b#c', { kind: 'web', url: 'https://example.org/a?b#c' }],
    ['HTTP://EXAMPLE.ORG', { kind: 'web', url: 'HTTP://EXAMPLE.ORG' }],
    ['mailto:ann@example.org?subject=Hi', { kind: 'mail', url: 'mailto:ann@example.org?subject=Hi' }],
    [`lesson:${id.toUpperCase()}`, { kind: 'lesson', id }],
    [`material:${id}`, { kind: 'material', id }],
    [`course:${id}`, { kind: 'course', id }],
    ['#part-2', { kind: 'anchor', anchor: 'part-2' }],
  ])('knows %s', (href, target) => {
    expect(parseLinkTarget(href)).toEqual(target);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'https://example.org/\u0000',
    'https://example.org/a b',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.org/1',
    'file:///etc/passwd',
    '//example.org',
    '/courses/1',
    'example.org',
    'https:example.org',
    'https://',
    'mailto:',
    'lesson:1',
    'lesson:javascript:alert(1)',
    '#',
    '#a#b',
    '',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('refuses %j', (href) => {
    expect(parseLinkTarget(href)).toBeNull();
  });

  it('tells web addresses and safe ones apart', () => {
    expect([isWebAddress('http://example.org'), isHttpsAddress('http://example.org')]).toEqual([true, false]);
    expect(isHttpsAddress('https://example.org')).toBe(true);
  });
});
