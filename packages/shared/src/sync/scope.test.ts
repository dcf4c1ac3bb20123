import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareHoldings,
  holdingCovers,
  isHeld,
  normalizeHoldings,
  type Holding,
  type Scope,
} from './scope.ts';

const ids = ['019a0000-0000-7000-8000-000000000001', '019a0000-0000-7000-8000-000000000002'];
const scopes: Scope[] = [
  'staff',
  'finance',
  ...ids.flatMap((id): Scope[] => [`course:${id}`, `campaign:${id}`, `user:${id}`]),
];
const holding = fc.constantFrom<Holding>(...scopes, 'course:*', 'campaign:*');
const holdings = fc.array(holding, { maxLength: 6 }).map(normalizeHoldings);

describe('holdings', () => {
  it('cover their own scope, and a wildcard covers its kind only', () => {
    expect(holdingCovers('course:*', `course:${ids[0]!}`)).toBe(true);
    expect(holdingCovers('course:*', `campaign:${ids[0]!}`)).toBe(false);
    expect(holdingCovers(`course:${ids[0]!}`, `course:${ids[1]!}`)).toBe(false);
  });

  it('cover the same after normalizing', () => {
    fc.assert(
      fc.property(fc.array(holding), fc.constantFrom(...scopes), (list, scope) => {
        expect(isHeld(normalizeHoldings(list), scope)).toBe(isHeld(list, scope));
      }),
    );
  });

  it('compare so that held minus lost plus gained covers exactly what is granted', () => {
    fc.assert(
      fc.property(holdings, holdings, fc.constantFrom(...scopes), (held, granted, scope) => {
        const { gained, lost } = compareHoldings(held, granted);
        const kept = isHeld(held, scope) && isHeld(granted, scope);
        expect(kept || isHeld(gained, scope)).toBe(isHeld(granted, scope));
        if (isHeld(held, scope) && !isHeld(granted, scope)) expect(isHeld(lost, scope)).toBe(true);
      }),
    );
  });
});
