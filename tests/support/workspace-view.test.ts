import { expect, test } from 'vitest';
import { parseContent } from '@educrowd/shared/content/parse-content';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { SyncedTable } from '@educrowd/shared/synced-entities';
import { checksumOf, compareViews, countRows, readText, type WorkspaceView } from './workspace-view.ts';

const textOf = (words: string, marks: readonly string[] = []) => {
  const content = parseContent({
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: words, marks: marks.map((type) => ({ type })) }] },
    ],
  });
  if (!content.ok) throw new Error('no content');
  return readText([createDocumentState(content.value)]);
};

function viewOf(rows: readonly WireRow[], words = 'hello', marks: readonly string[] = []): WorkspaceView {
  const sections = new Map(rows.map((row) => [String(row.id), row]));
  return {
    place: 'a place',
    rows: new Map<SyncedTable, Map<string, WireRow>>([['sections', sections]]),
    texts: new Map([['text', textOf(words, marks)]]),
  };
}

const row = { id: 'a', title: 'One', position: 'a0' };

test('equal places are equal, whatever the order of their rows and fields', () => {
  const other = { id: 'b', title: 'Two', position: 'a1' };
  const [left, right] = [viewOf([row, other]), viewOf([other, { position: 'a0', title: 'One', id: 'a' }])];
  expect(compareViews(left, right)).toEqual([]);
  expect(checksumOf(left)).toBe(checksumOf(right));
  expect(countRows(left)).toBe(2);
});

test.each([
  ['another value', viewOf([{ ...row, title: 'Won' }]), 'title: "One" and "Won"'],
  ['another field', viewOf([{ ...row, extra: 1 }]), 'extra: null and 1'],
  ['a missing row', viewOf([]), 'is in the first alone'],
  ['other words', viewOf([row], 'hallo'), 'text text: "hello" and "hallo"'],
  ['other marks on the same words', viewOf([row], 'hello', ['bold']), 'text text'],
])('%s is a difference', (_what, other, words) => {
  const differences = compareViews(viewOf([row]), other);
  expect(differences).toHaveLength(1);
  expect(differences[0]).toContain(words);
  expect(checksumOf(other)).not.toBe(checksumOf(viewOf([row])));
});
