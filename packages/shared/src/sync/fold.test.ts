import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeRow, type WireRow } from '../entity/define-entity.ts';
import { newId } from '../primitives/id.ts';
import type { JsonValue } from '../primitives/json.ts';
import { entityNamed } from '../synced-entities.ts';
import { foldRow, type RowEffect } from './fold.ts';

const course = entityNamed('Course');
const now = '2026-01-02T03:04:05.678Z';
const row: WireRow = completeRow(course, { id: newId<'Course'>(), title: 'Algebra' }, now);

const patch = fc.record(
  {
    title: fc.constantFrom('A', 'B', 'C'),
    summary: fc.constantFrom('s', 't'),
    tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
  },
  { requiredKeys: [] },
);

describe('foldRow', () => {
  it('shows exactly what the person typed last, field by field, while nobody else wrote', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 6 }), (patches) => {
        let seen: Record<string, JsonValue> = { ...row };
        const effects = patches.map((each): RowEffect => {
          const base = Object.fromEntries(Object.keys(each).map((key) => [key, seen[key] ?? null]));
          seen = { ...seen, ...each };
          return { op: 'patch', patch: each, base };
        });
        const folded = foldRow(course, row, effects);
        expect({ ...folded, tags: new Set(folded?.tags as string[]) }).toEqual({
          ...seen,
          tags: new Set(seen.tags as string[]),
        });
      }),
    );
  });

  it('keeps fields that the pending edits do not touch as the server has them', () => {
    fc.assert(
      fc.property(patch, fc.constantFrom('N', 'M'), (each, level) => {
        const server = { ...row, language: level };
        const folded = foldRow(course, server, [{ op: 'patch', patch: each, base: {} }]);
        expect(folded?.language).toBe(level);
      }),
    );
  });

  it('prefers the row that the server has over the one that was created here', () => {
    const server = { ...row, title: 'Changed on the server' };
    expect(foldRow(course, server, [{ op: 'create', row: { ...row } }])).toEqual(server);
    expect(foldRow(course, null, [{ op: 'create', row: { ...row } }])).toEqual(row);
  });

  it('has no row where nothing was created', () => {
    expect(
      foldRow(course, null, [{ op: 'patch', patch: { title: 'x' }, base: {} }, { op: 'restore' }]),
    ).toBeNull();
  });

  it('puts into Trash and back', () => {
    expect(foldRow(course, row, [{ op: 'trash', at: now }])?.deletedAt).toBe(now);
    expect(foldRow(course, row, [{ op: 'trash', at: now }, { op: 'restore' }])?.deletedAt).toBeNull();
  });
});
