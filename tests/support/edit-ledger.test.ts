import { expect, test } from 'vitest';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { SyncedTable } from '@educrowd/shared/synced-entities';
import { createEditLedger } from './edit-ledger.ts';
import type { WorkspaceView } from './workspace-view.ts';

function place(words: string, lessons: readonly WireRow[] = []): WorkspaceView {
  const rows = new Map<SyncedTable, Map<string, WireRow>>([
    ['lessons', new Map(lessons.map((row) => [String(row.id), row]))],
  ]);
  const text = { content: { type: 'doc' as const, content: [] }, words, isPartlyUnknown: false };
  return { place: 'here', rows, texts: new Map([['text', text]]) };
}

test('an acknowledged word is there once; one that was cut off at most once', () => {
  const ledger = createEditLedger();
  ledger.wrote('text', 'kept').acknowledge();
  ledger.wrote('text', 'cut');
  expect(ledger.check(place('kept'))).toEqual([]);
  expect(ledger.check(place('cut\nkept'))).toEqual([]);
  expect(ledger.check(place('cut'))).toEqual(['here: "kept" in text text was acknowledged and is gone']);
  expect(ledger.check(place('kept kept cut cut'))).toHaveLength(2);
  expect(ledger.check(place('keptcut'))).toHaveLength(1);
  expect([ledger.acknowledged(), ledger.attempted()]).toEqual([1, 2]);
});

test('a field has the last acknowledged value, or one that was tried after it', () => {
  const ledger = createEditLedger();
  const set = (value: string) => ledger.set('lessons', 'a', { field: 'title', value });
  const titled = (title: string) => ledger.check(place('', [{ id: 'a', title }]));
  set('never answered');
  expect(titled('as it was')).toEqual([]);
  set('one').acknowledge();
  set('two').acknowledge();
  set('cut off');
  expect(titled('two')).toEqual([]);
  expect(titled('cut off')).toEqual([]);
  for (const wrong of ['one', 'never answered', 'as it was']) {
    expect(titled(wrong)).toEqual([`here: lessons a title is "${wrong}", acknowledged was "two"`]);
  }
  expect(ledger.check(place(''))).toHaveLength(1);
});

test('a row that was made is there once', () => {
  const ledger = createEditLedger();
  ledger.created('lessons', 'made').acknowledge();
  expect(ledger.check(place('', [{ id: 'a', title: 'made' }]))).toEqual([]);
  expect(ledger.check(place(''))).toHaveLength(1);
  const twice = [
    { id: 'a', title: 'made' },
    { id: 'b', title: 'made' },
  ];
  expect(ledger.check(place('', twice))).toEqual(['here: "made" in lessons is there 2 times']);
});
