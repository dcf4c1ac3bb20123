import { expect, test } from 'vitest';
import { reportLines } from './report-lines.ts';

test('says a line once, where it stood first, and counts it', () => {
  const line = (place: string, what = 'It differs.') => ({ place, kind: 'html', what });
  expect(reportLines([line('a'), line('b'), line('a'), line('a', 'It is missing.'), line('a')])).toEqual([
    { item: line('a'), times: 3 },
    { item: line('b'), times: 1 },
    { item: line('a', 'It is missing.'), times: 1 },
  ]);
});
