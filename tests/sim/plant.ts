/** A bug that is written into the source as it is loaded. */
export interface Change {
  /** From the repository's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Plant {
  readonly name: string;
  readonly changes: readonly Change[];
}

export const plant = (
  name: string,
  ...changes: readonly (readonly [file: string, find: string, replace: string])[]
): Plant => ({
  name,
  changes: changes.map(([file, find, replace]) => ({ file, find, replace })),
});
