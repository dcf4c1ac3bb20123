/** One way of getting at another school, and what it found. */
export interface AttackCase {
  /** What is tried, as it is printed. */
  readonly name: string;
  /** The holes that it found; none: the school is closed to it. */
  readonly attack: () => Promise<readonly string[]>;
}

export interface AttackResult {
  readonly name: string;
  readonly holes: readonly string[];
}

/**
 * Runs cases one after the other, until `onResult` has seen enough. A case that breaks has proven nothing, which counts as
 * a hole.
 */
export async function runCases(
  cases: readonly AttackCase[],
  onResult: (result: AttackResult) => boolean = () => true,
): Promise<readonly AttackResult[]> {
  const results: AttackResult[] = [];
  for (const { name, attack } of cases) {
    const holes = await attack().catch((error: unknown) => [`the case broke: ${String(error)}`]);
    const result = { name, holes };
    results.push(result);
    if (!onResult(result)) break;
  }
  return results;
}
