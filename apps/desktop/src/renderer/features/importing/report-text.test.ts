import { expect, test } from 'vitest';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { reportSummary } from './report-text.ts';

const t = createTranslate('en');
const items = (count: number) => Array.from({ length: count }, () => ({ place: 'a', kind: 'b', what: 'c' }));

test('the summary counts every item, those that were not imported too', () => {
  const report = { kept: 1_200, changed: items(2), opaque: items(3), leftOut: items(4) };
  const summary = reportSummary(report, t);
  for (const part of ['1,200 items imported unchanged', '2 changed', '3 kept as originals', '4 not imported'])
    expect(summary).toContain(part);
});

test('nothing was lost where nothing differs', () => {
  const whole = { kept: 5, changed: [], opaque: [], leftOut: [] };
  expect(reportSummary(whole, t)).toContain('Nothing was lost');
  expect(reportSummary({ ...whole, leftOut: items(1) }, t)).not.toContain('Nothing was lost');
});
