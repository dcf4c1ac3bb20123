import { expect, test } from 'vitest';
import { buildOutline, lessonsInOrder } from '@educrowd/shared/courses/outline';
import type { CourseView } from '../courses/index.ts';
import { isFolded, openItems, type OutlineItem } from './fold-outline.ts';

/** So many sections with so many lessons each, all in a section of their own where `isNested`. */
function outlineOf(sections: number, lessonsEach: number, isNested = false): CourseView['outline'] {
  const at = (id: string, index: number) => ({
    id,
    position: String(index).padStart(4, '0'),
    deletedAt: null,
    title: id,
  });
  const rows = Array.from({ length: sections }, (_, index) => ({
    ...at(`s${index}`, index),
    parentId: isNested ? 'top' : null,
  }));
  const top = isNested ? [{ ...at('top', 0), parentId: null }] : [];
  const lessons = rows.flatMap((section) =>
    Array.from({ length: lessonsEach }, (_, index) => ({
      ...at(`${section.id}l${index}`, index),
      sectionId: section.id,
    })),
  );
  return buildOutline([...top, ...rows], lessons) as unknown as CourseView['outline'];
}

const shown = (items: readonly OutlineItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'lesson' ? [item.row.id] : shown(item.items ?? [])));

test('without a lesson to be around, everything is shown', () => {
  const outline = outlineOf(3, 4);
  expect(shown(openItems(outline, undefined))).toEqual(lessonsInOrder(outline).map(({ id }) => id));
  expect([60, 61].map((length) => isFolded(Array.from({ length })))).toEqual([false, true]);
});

test.each([
  ['many sections', outlineOf(50, 40), 's31l7'],
  ['sections in a section', outlineOf(50, 40, true), 's31l7'],
  ['one long section', outlineOf(1, 2_000), 's0l1234'],
  ['very many small sections', outlineOf(1_000, 2), 's999l1'],
])('of %s, a page full is shown, the lesson among it', (_, outline, around) => {
  const lessons = shown(openItems(outline, around));
  expect(lessons).toContain(around);
  expect(lessons.length).toBeLessThanOrEqual(60);
  expect(lessons.length).toBeLessThan(lessonsInOrder(outline).length);
});

test('every lesson can be reached through what is closed', () => {
  const outline = outlineOf(70, 70);
  const seen = new Set<string>();
  const visit = (around: string): void => {
    const walk = (items: readonly OutlineItem[]): void => {
      for (const item of items) {
        if (item.kind === 'lesson') seen.add(item.row.id);
        else if (item.items) walk(item.items);
        else {
          const first = lessonsInOrder(item.nodes)[0];
          if (first && !seen.has(first.id)) visit(first.id);
        }
      }
    };
    walk(openItems(outline, around));
  };
  visit('s0l0');
  expect(seen.size).toBe(4_900);
});
