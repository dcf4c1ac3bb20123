import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app } from 'electron';

export interface LaunchOptions {
  /** Where the engine keeps everything. */
  readonly dataFolder: string;
  /** The school that first run proposes. */
  readonly school: string | undefined;
}

/**
 * `--data FOLDER --school ADDRESS`, while developing only: an app that is installed takes no switches, because links and
 * other programs can start it with any.
 */
export function readLaunchOptions(args: readonly string[]): LaunchOptions {
  const usual = { dataFolder: join(app.getPath('userData'), 'data'), school: undefined };
  if (app.isPackaged) return usual;
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, school: { type: 'string' } },
    // Chromium's own switches are among them.
    strict: false,
    allowPositionals: true,
  });
  const { data, school } = values;
  return {
    dataFolder: typeof data === 'string' ? data : usual.dataFolder,
    school: typeof school === 'string' ? school : undefined,
  };
}
