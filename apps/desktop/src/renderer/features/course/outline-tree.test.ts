import { describe, expect, test } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import { firstPositions } from '@educrowd/shared/sync/order';
import {
  ancestorsOf,
  inReadingOrder,
  mayLieIn,
  outlineTree,
  placeAbove,
  placeAtEnd,
  placeBelow,
  placeNested,
  placeOf,
  placeOutdented,
  ROOT,
} from './outline-tree.ts';

/*
 * a            section
 *   a1         lesson
 *   ab         section
 *     ab1      lesson
 *   a2         lesson
 * b            section
 *   b1         lesson
 * c            section, empty
 */
const keys = firstPositions(4);
const at = (index: number): string => must(keys[index], 'position');
const section = (id: string, parentId: string | null, index: number) => ({
  kind: 'section' as const,
  id,
  parentId,
  title: id,
  position: at(index),
  pending: false,
});
const lesson = (id: string, sectionId: string, index: number) => ({
  kind: 'lesson' as const,
  id,
  sectionId,
  documentId: id,
  title: id,
  position: at(index),
  isEmpty: true,
  pending: false,
});
const tree = outlineTree({
  sections: [section('b', null, 1), section('a', null, 0), section('c', null, 2), section('ab', 'a', 1)],
  lessons: [lesson('a2', 'a', 2), lesson('a1', 'a', 0), lesson('ab1', 'ab', 0), lesson('b1', 'b', 0)],
});
const item = (id: string) => must(tree.itemsById.get(id), id);

test('sections and lessons share one order', () => {
  expect(inReadingOrder(tree).map((each) => each.id)).toEqual(['a', 'a1', 'ab', 'ab1', 'a2', 'b', 'b1', 'c']);
  expect(ancestorsOf(tree, 'ab1').map((each) => each.id)).toEqual(['a', 'ab']);
});

test('lessons lie in sections only, nothing lies in itself', () => {
  expect(mayLieIn(tree, item('a1'), ROOT)).toBe(false);
  expect(mayLieIn(tree, item('a1'), 'b')).toBe(true);
  expect(mayLieIn(tree, item('a1'), 'a2')).toBe(false);
  expect(mayLieIn(tree, item('a'), 'ab')).toBe(false);
  expect(mayLieIn(tree, item('a'), 'a')).toBe(false);
  expect(mayLieIn(tree, item('b'), ROOT)).toBe(true);
});

describe('moving by keys', () => {
  test('up and down among siblings', () => {
    expect(placeAbove(tree, item('a2'))).toEqual({ parentId: 'a', afterId: 'a1' });
    expect(placeAbove(tree, item('ab'))).toEqual({ parentId: 'a', afterId: null });
    expect(placeBelow(tree, item('a1'))).toEqual({ parentId: 'a', afterId: 'ab' });
    expect(placeBelow(tree, item('a'))).toEqual({ parentId: null, afterId: 'b' });
  });

  test('across the edge of a section into the next one', () => {
    expect(placeAbove(tree, item('b1'))).toEqual({ parentId: 'a', afterId: 'a2' });
    expect(placeBelow(tree, item('a2'))).toEqual({ parentId: 'b', afterId: null });
    expect(placeBelow(tree, item('b1'))).toEqual({ parentId: 'c', afterId: null });
  });

  test('not beyond the course', () => {
    expect(placeAbove(tree, item('a'))).toBeNull();
    expect(placeBelow(tree, item('c'))).toBeNull();
    expect(placeAbove(tree, item('a1'))).toBeNull();
  });

  test('nesting goes into the section above, moving out comes right after the parent', () => {
    expect(placeNested(tree, item('a2'))).toEqual({ parentId: 'ab', afterId: 'ab1' });
    expect(placeNested(tree, item('c'))).toEqual({ parentId: 'b', afterId: 'b1' });
    expect(placeNested(tree, item('a'))).toBeNull();
    expect(placeOutdented(tree, item('ab1'))).toEqual({ parentId: 'a', afterId: 'ab' });
    expect(placeOutdented(tree, item('ab'))).toEqual({ parentId: null, afterId: 'a' });
    expect(placeOutdented(tree, item('b1'))).toBeNull();
  });
});

test('the present place brings an item back, the end is after the last other sibling', () => {
  expect(placeOf(tree, item('ab'))).toEqual({ parentId: 'a', afterId: 'a1' });
  expect(placeOf(tree, item('a'))).toEqual({ parentId: null, afterId: null });
  expect(placeAtEnd(tree, item('a2'), 'a')).toEqual({ parentId: 'a', afterId: 'ab' });
  expect(placeAtEnd(tree, item('a1'), 'c')).toEqual({ parentId: 'c', afterId: null });
});
