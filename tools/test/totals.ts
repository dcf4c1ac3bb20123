import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../repository.ts';

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

export type Runner = 'vitest' | 'playwright';

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

// Each runner's reporter runs in the runner's own process, so the totals travel through a file.

const totalsFile = (runner: Runner): string => join(cacheFolder, 'test-results', `${runner}.json`);

export function forgetTotals(runner: Runner): void {
  rmSync(totalsFile(runner), { force: true });
}

export function writeTotals(runner: Runner, totals: Totals): void {
  mkdirSync(dirname(totalsFile(runner)), { recursive: true });
  writeFileSync(totalsFile(runner), JSON.stringify(totals));
}

/** Null when the runner ended before it could say. */
export function readTotals(runner: Runner): Totals | null {
  if (!existsSync(totalsFile(runner))) return null;
  return JSON.parse(readFileSync(totalsFile(runner), 'utf8')) as Totals;
}
