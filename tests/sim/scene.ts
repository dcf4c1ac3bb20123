import type { SchoolState } from './school/school-state.ts';
import type { School } from './school/school.ts';
import type { Computer, World } from './world.ts';

export interface Scene {
  readonly world: World;
  readonly backups: Map<School, SchoolState>;
  readonly mix: Mix;
  /** Counts what is written, so that every value is unlike every other. */
  mark: number;
}

export type Event = (scene: Scene, computer: Computer) => void | Promise<void>;

export type Mix = readonly (readonly [Event, number])[];
