/** `THOROUGH=1 npm test`: for a release. */
const isThorough = process.env['THOROUGH'] !== undefined;

/**
 * How often a test repeats the same with other numbers, seeds or plants: `often` where `THOROUGH` is set, fewer times
 * elsewhere. Every behaviour is tested either way.
 */
export const times = (often: number, elsewhere: number): number => (isThorough ? often : elsewhere);
