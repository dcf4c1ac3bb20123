import { describe, expect, it } from 'vitest';
import { buildOutline, lessonsInOrder } from './outline.ts';

const section = (id: string, parentId: string | null, position: string) => ({
  id,
  parentId,
  position,
  deletedAt: null,
});
const lesson = (id: string, sectionId: string, position: string) => ({
  id,
  sectionId,
  position,
  deletedAt: null,
});
const trashed = <Row>(row: Row) => ({ ...row, deletedAt: '2026-01-01T00:00:00.000Z' });

describe('the outline of a course', () => {
  it('lists lessons in reading order: lessons and nested sections share one order', () => {
    const outline = buildOutline(
      [section('b', null, 'a1'), section('a', null, 'a0'), section('a1', 'a', 'a0')],
      [lesson('4', 'b', 'a0'), lesson('2', 'a1', 'a0'), lesson('3', 'a', 'a1'), lesson('1', 'a', 'Zz')],
    );
    expect(lessonsInOrder(outline).map((each) => each.id)).toEqual(['1', '2', '3', '4']);
  });

  it('leaves out what is in Trash and everything below it', () => {
    const outline = buildOutline(
      [trashed(section('a', null, 'a0')), section('a1', 'a', 'a0'), section('b', null, 'a1')],
      [lesson('1', 'a1', 'a0'), trashed(lesson('2', 'b', 'a0')), lesson('3', 'b', 'a1')],
    );
    expect(lessonsInOrder(outline).map((each) => each.id)).toEqual(['3']);
  });

  it('ends where sections lie inside each other', () => {
    const outline = buildOutline(
      [section('a', 'b', 'a0'), section('b', 'a', 'a0')],
      [lesson('1', 'a', 'a0')],
    );
    expect(outline).toEqual([]);
  });
});
