import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What starts and kills whole processes, the longest first; then what talks to PostgreSQL; then the rest, which waits for
 * nothing and fills what the others leave idle.
 */
const LONGEST = [
  /tests\/story\//,
  /embedded-postgres\.pg\./,
  /tests\/crash\/.*\.pg\./,
  /\/tests\/setup\/|\/tools\/|\/engine\/main\.test\.ts$/,
  /\.pg\.test\.ts$/,
];

/** Long files begin early, so that both workers end at about the same time, also where nothing was ever measured. */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((one, other) => rankOf(one) - rankOf(other)));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((pattern) => pattern.test(moduleId));
  return rank < 0 ? LONGEST.length : rank;
}
