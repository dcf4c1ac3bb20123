/** Continuous integration, as `.ci/run` starts it. */
const isThorough = process.env['CI'] !== undefined;

/**
 * How often a test repeats the same with other numbers, seeds or plants: `often` where `CI` is set, fewer times
 * elsewhere, so that somebody at work has every behaviour tested within minutes.
 */
export const times = (often: number, elsewhere: number): number => (isThorough ? often : elsewhere);
