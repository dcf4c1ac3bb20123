import { expect, test } from 'vitest';
import { followStored, type Draft } from './field-draft.ts';

const saved: Draft<string> = { value: 'Campx', state: 'saved', before: 'Camp' };

test('what was saved stays in the field until it comes back', () => {
  expect(followStored(saved, 'Camp')).toBe(saved);
  expect(followStored(saved, 'Campx').state).toBe('past');
});

test('once it came back, also the value from before it counts as written by somebody', () => {
  expect(followStored(followStored(saved, 'Campx'), 'Camp').state).toBe('past');
});

test('what somebody else wrote meanwhile counts', () => {
  expect(followStored(saved, 'Camping').state).toBe('past');
});

test('nothing from outside counts while something is to be saved', () => {
  const unsaved: Draft<string> = { value: 'Campx', state: 'unsaved' };
  expect(followStored(unsaved, 'Campx')).toBe(unsaved);
});
