import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import type { Field } from '@educrowd/shared/entity/fields';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { syncedEntities } from '@educrowd/shared/synced-entities';
import { snakeCase } from '../derive/snake-case.ts';
import { openDatabase } from './open-database.ts';
import { createRowTable } from './row-table.ts';

const db = openDatabase(Buffer.alloc(0));
afterAll(() => void db.close());

const entities: readonly AnyEntity[] = syncedEntities;

test.each(entities.map((entity) => [entity.name, entity] as const))(
  '%s has a column for each field and no other',
  (_name, entity) => {
    const columns = db
      .prepare<[], { name: string; notnull: number; pk: number }>(`pragma table_info("${entity.table}")`)
      .all();
    const found = Object.fromEntries(columns.map((column) => [column.name, column.notnull === 1]));
    const wanted = Object.entries(entity.fields).map(([key, field]) => [snakeCase(key), !field.nullable]);
    expect(found).toEqual(Object.fromEntries(wanted));
  },
);

const anyText = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed());
const anyJson = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>;

const anyValue = (field: Field): fc.Arbitrary<JsonValue> => {
  const values: Record<Field['kind'], fc.Arbitrary<JsonValue>> = {
    id: fc.uuid(),
    text: anyText,
    integer: fc.maxSafeInteger(),
    boolean: fc.boolean(),
    instant: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString()),
    json: anyJson.filter((value) => value !== null),
    set: fc.array(anyText),
    order: fc.stringMatching(/^[0-9A-Za-z]{1,20}$/),
  };
  return field.nullable ? fc.option(values[field.kind], { nil: null }) : values[field.kind];
};

test.each(entities.map((entity) => [entity.name, entity] as const))(
  '%s comes back as it was written',
  (_name, entity) => {
    const table = createRowTable(db, entity);
    const anyRow = fc.record(
      Object.fromEntries(Object.entries(entity.fields).map(([key, field]) => [key, anyValue(field)])),
    );
    fc.assert(
      fc.property(anyRow, (row) => {
        table.write(row);
        // JSON has no -0, and no wire carries one.
        expect(table.read(String(row.id))).toEqual(JSON.parse(JSON.stringify(row)));
        table.remove(String(row.id));
        expect(table.read(String(row.id))).toBeNull();
      }),
      { seed: 20_260_102, numRuns: 25, verbose: true },
    );
  },
);

test('rows of a school that is older or newer keep what is known here', () => {
  const course = entities.find((entity) => entity.name === 'Course')!;
  const table = createRowTable(db, course);
  const at = '2026-01-01T00:00:00.000Z';
  table.write({ id: 'x', title: 'Old', createdAt: at, updatedAt: at, fromTheFuture: 1 });
  expect(table.read('x')).toMatchObject({ title: 'Old', tags: [], currency: 'USD', deletedAt: null });
  expect(table.read('x')).not.toHaveProperty('fromTheFuture');
});
