import type { Plant } from './bundle-planted.ts';
import type { BuiltApp } from './weakened-app.ts';

/** Something that the main process has to prevent, and every way in which its source could stop doing so. */
export interface Guard {
  readonly name: string;
  /** Throws when the app does not keep it. */
  readonly check: (app: BuiltApp) => Promise<void>;
  readonly plants: readonly Plant[];
}

/** Plants in one file: what stands there, and what it is weakened to. */
export const plantsIn = (file: string, weakenings: readonly (readonly [string, string])[]): Plant[] =>
  weakenings.map(([source, weakened]) => ({ file, source, weakened }));
