/** Options of our programs: what is wrong with them is said in one line, and the program ends with code 2. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

const WRONG_OPTIONS = 2;

export function refuseOptions(why: string): never {
  console.error(why);
  process.exit(WRONG_OPTIONS);
}

/** As `parseArgs`; `--help` names the options. */
export function parseOptions<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const known =
    Object.entries(config.options ?? {})
      .map(([name, { type }]) => (type === 'boolean' ? `--${name}` : `--${name} ${name.toUpperCase()}`))
      .join(', ') || 'none';
  if ((config.args ?? process.argv.slice(2)).includes('--help')) {
    console.log(`Options: ${known}`);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    // Further sentences are advice for people who write programs.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\.(?:\s|$)/);
    return refuseOptions(`${first}. Options: ${known}`);
  }
}

/** A whole number, at least `min`. */
export function countOption(name: string, text: string, min = 0): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= min) return count;
  return refuseOptions(`--${name} must be a whole number of at least ${min}, not "${text}".`);
}

/** Which of the things with a name is meant. */
export function namedOption<Named extends { readonly name: string }>(
  option: string,
  { name, among }: { readonly name: string; readonly among: readonly Named[] },
): Named {
  return (
    among.find((each) => each.name === name) ??
    refuseOptions(`There is no ${option} "${name}"; --list-plants names them all.`)
  );
}
