import type { Device } from '../support/engine-driver.ts';
import type { Random } from '../support/random.ts';
import type { SchoolMember, TestSchool } from '../support/set-up-school.ts';
import type { Stack } from '../support/start-stack.ts';

/** What a story is told with. */
export interface Story {
  readonly stack: Stack;
  readonly random: Random;
  /** A word that is nowhere else: what carries it belongs to the first school alone. */
  readonly canary: string;
  /** File or folder of the course, absolute. */
  readonly coursePath: string;
}

/** After the first step: the school, and the first device, which belongs to its teacher. */
export interface Cast {
  readonly school: TestSchool;
  readonly teacher: SchoolMember;
  readonly device: Device;
}
