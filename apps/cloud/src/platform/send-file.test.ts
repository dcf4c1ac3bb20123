import { describe, expect, it } from 'vitest';
import { parseRange } from './send-file.ts';

describe('ranges', () => {
  it('are read as browsers send them', () => {
    const cases: [string | null, ReturnType<typeof parseRange>][] = [
      ['bytes=0-', { start: 0, end: 99 }],
      ['bytes=10-19', { start: 10, end: 19 }],
      ['bytes=90-500', { start: 90, end: 99 }],
      ['bytes=-5', { start: 95, end: 99 }],
      ['bytes=-500', { start: 0, end: 99 }],
      ['bytes=100-', 'unsatisfiable'],
      ['bytes=20-10', 'unsatisfiable'],
      ['bytes=-0', 'unsatisfiable'],
      ['bytes=0-1,5-6', null],
      ['items=0-1', null],
      ['bytes=-', null],
      [null, null],
    ];
    for (const [header, expected] of cases)
      expect([header, parseRange(header, 100)]).toEqual([header, expected]);
  });
});
