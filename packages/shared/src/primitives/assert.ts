/** Throws when something impossible happened: a bug of ours, never a user's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible: ${message}`);
}

/** The value, or an error when it is absent although it cannot be. */
export function must<Value>(value: Value | null | undefined, message: string): Value {
  assert(value !== null && value !== undefined, message);
  return value;
}

/** Closes an exhaustive switch. */
export function unreachable(value: never): never {
  throw new Error(`Impossible case: ${JSON.stringify(value)}`);
}
