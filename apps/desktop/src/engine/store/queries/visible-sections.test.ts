import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asId } from '@educrowd/shared/primitives/id';
import { visibleSections, type SectionLink } from './visible-sections.ts';

const link = (id: string, parentId: string | null, isTrashed = false): SectionLink => ({
  id: asId(id),
  parentId: parentId === null ? null : asId(parentId),
  deletedAt: isTrashed ? '2026-01-01T00:00:00.000Z' : null,
});
const shown = (...links: SectionLink[]): Record<string, string | null> =>
  Object.fromEntries(visibleSections(links).map(({ id, parentId }) => [id, parentId]));

test('what is in Trash is left out with all that lies in it', () => {
  expect(shown(link('a', null), link('b', 'a', true), link('c', 'b'), link('d', 'a'))).toEqual({
    a: null,
    d: 'a',
  });
});

test('a circle is opened at its lowest id, and what hangs on it stays with it', () => {
  expect(shown(link('b', 'c'), link('c', 'b'), link('d', 'c'))).toEqual({ b: null, c: 'b', d: 'c' });
});

test('a section whose parent is not here is shown at the top', () => {
  expect(shown(link('a', 'elsewhere'))).toEqual({ a: null });
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const anyLinks = fc
  .array(fc.tuple(fc.option(fc.constantFrom(...ids), { nil: null }), fc.boolean()), {
    minLength: 6,
    maxLength: 6,
  })
  .map((parents) =>
    parents.map(([parentId, isTrashed], index) => link(ids[index]!, parentId, isTrashed && index % 3 === 0)),
  );

test('whatever points to whatever: the result is a forest, and nothing outside Trash is lost', () => {
  fc.assert(
    fc.property(anyLinks, (links) => {
      const visible = visibleSections(links);
      const byId = new Map<string, SectionLink>(visible.map((section) => [section.id, section]));
      expect(byId.size).toBe(visible.length);
      for (const section of visible) {
        const path = new Set<string>();
        for (
          let at: SectionLink | undefined = section;
          at;
          at = at.parentId === null ? undefined : byId.get(at.parentId)
        ) {
          expect(path.has(at.id)).toBe(false);
          path.add(at.id);
          if (at.parentId !== null) expect(byId.has(at.parentId)).toBe(true);
        }
      }
      // Without anything in Trash everything is there.
      if (links.every((each) => each.deletedAt === null)) expect(visible).toHaveLength(links.length);
    }),
    { seed: 20_260_105, verbose: true },
  );
});
