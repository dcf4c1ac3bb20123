/**
 * Scopes and holdings. A row has exactly one scope, computed from its own columns. A person's holdings are computed
 * from role grants at every request; what a client keeps and what is sent to it is what its holdings cover.
 */
import * as z from 'zod';

/** `nowhere` is held by nobody: the scope of rows that may not exist. */
export type Scope =
  | 'staff'
  | 'finance'
  | 'nowhere'
  | `course:${string}`
  | `campaign:${string}`
  | `user:${string}`;

/** A scope, or all scopes of one kind. */
export type Holding = Scope | 'course:*' | 'campaign:*';

const scopePattern = /^(?:staff|finance|(?:course|campaign|user):[0-9a-f-]{36})$/;
const holdingPattern = /^(?:staff|finance|(?:course|campaign):\*|(?:course|campaign|user):[0-9a-f-]{36})$/;

export const isScope = (value: string): value is Scope => scopePattern.test(value);
export const holdingSchema = z
  .string()
  .regex(holdingPattern)
  .transform((value) => value as Holding);

export const isWildcard = (holding: Holding): boolean => holding.endsWith(':*');

/** "course:" for "course:*": what every scope under a wildcard starts with. */
export const wildcardPrefix = (holding: Holding): string => holding.slice(0, -1);

export const holdingCovers = (holding: Holding, scope: Holding): boolean =>
  holding === scope || (isWildcard(holding) && scope.startsWith(wildcardPrefix(holding)));

export const isHeld = (holdings: readonly Holding[], scope: Holding): boolean =>
  holdings.some((holding) => holdingCovers(holding, scope));

/** Sorted, without doubles and without single holdings that a wildcard covers: one list has one form. */
export function normalizeHoldings(holdings: readonly Holding[]): Holding[] {
  const distinct = [...new Set(holdings)];
  return distinct
    .filter((each) => !distinct.some((other) => other !== each && holdingCovers(other, each)))
    .toSorted();
}

/**
 * What changes when a client that holds `held` is now granted `granted`. Both lists are normalized.
 * A wildcard lost while a single scope under it stays is both: `lost` the wildcard, nothing gained;
 * rows are removed only where `isHeld(granted, scope)` is false.
 */
export function compareHoldings(
  held: readonly Holding[],
  granted: readonly Holding[],
): { readonly gained: Holding[]; readonly lost: Holding[] } {
  return {
    gained: granted.filter((each) => !isHeld(held, each)),
    lost: held.filter((each) => !isHeld(granted, each)),
  };
}
