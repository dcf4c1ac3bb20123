import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface SkippedTest {
  readonly name: string;
  /** Null where the test does not say. */
  readonly reason: string | null;
}

/** What a runner, or a set of checks, came to. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
}

export const noTests: Totals = { passed: 0, failed: 0, skipped: [] };

export function addTotals(...all: readonly Totals[]): Totals {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

/** Prints what was skipped and why, and as the last line, alone, the three figures. */
export function printSummary({ passed, failed, skipped }: Totals): void {
  if (skipped.length > 0) console.log('\nSkipped:');
  for (const { name, reason } of skipped) console.log(`  ${name}: ${reason ?? 'no reason given'}`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
}

/**
 * Each runner's reporter works in the runner's own process, so its totals travel through a file; this variable of the
 * runner's environment names it.
 */
export const totalsFileVariable = 'EDUCROWD_TEST_TOTALS';

export function writeTotals(totals: Totals): void {
  const path = process.env[totalsFileVariable];
  if (path !== undefined) writeFileSync(path, JSON.stringify(totals));
}

/** Null when the runner ended before it could say. */
export function readTotals(path: string): Totals | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Totals) : null;
}
