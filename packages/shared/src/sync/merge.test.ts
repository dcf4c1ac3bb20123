import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MergeRule } from '../entity/fields.ts';
import { jsonEqual, type JsonValue } from '../primitives/json.ts';
import { mergeField } from './merge.ts';

const small = fc.constantFrom<JsonValue>('a', 'b', 'c', null, 1);
const texts = fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'w'));
const rules: MergeRule[] = ['scalar', 'order', 'compareAndSet', 'immutable'];

describe('mergeField', () => {
  it('applies a write whose base is still there, and changes nothing when the value is there already', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<MergeRule>('scalar', 'order', 'compareAndSet'),
        small,
        small,
        (merge, server, next) => {
          const outcome = mergeField({ merge }, { base: server, server, next });
          expect(outcome).toEqual(
            jsonEqual(server, next) ? { kind: 'unchanged', value: server } : { kind: 'applied', value: next },
          );
        },
      ),
    );
  });

  it('never loses a value: what is replaced is either seen by the writer, kept as loser, or not replaced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.tuple(small, small, small), (merge, [base, server, next]) => {
        const outcome = mergeField({ merge }, { base, server, next });
        const isReplaced = !jsonEqual(outcome.value, server);
        const isAccounted =
          jsonEqual(base, server) ||
          merge === 'order' ||
          (outcome.kind === 'overwrote' && jsonEqual(outcome.loser, server));
        expect(!isReplaced || isAccounted).toBe(true);
      }),
    );
  });

  it('refuses a compare-and-set whose writer saw another value', () => {
    expect(mergeField({ merge: 'compareAndSet' }, { base: 1, server: 2, next: 3 })).toEqual({
      kind: 'refused',
      value: 2,
    });
  });

  it('never changes an immutable field', () => {
    fc.assert(
      fc.property(small, small, small, (base, server, next) => {
        expect(mergeField({ merge: 'immutable' }, { base, server, next }).value).toEqual(server);
      }),
    );
  });

  it('unites sets: every add is in, every remove is out, whatever arrives first', () => {
    fc.assert(
      fc.property(texts, texts, texts, (base, mine, theirs) => {
        const both = (first: string[], second: string[]) =>
          new Set(mergeField({ merge: 'set' }, { base, server: first, next: second }).value as string[]);
        const expected = new Set(
          [...new Set([...base, ...mine, ...theirs])].filter((each) =>
            base.includes(each) ? mine.includes(each) && theirs.includes(each) : true,
          ),
        );
        expect(both(mine, theirs)).toEqual(expected);
        expect(both(theirs, mine)).toEqual(expected);
      }),
    );
  });

  it('changes nothing where a set has all that the writer adds, and nothing that the writer removes', () => {
    expect(mergeField({ merge: 'set' }, { base: [], server: ['a', 'b'], next: ['a'] })).toEqual({
      kind: 'unchanged',
      value: ['a', 'b'],
    });
  });
});
