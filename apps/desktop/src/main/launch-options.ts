import { parseArgs } from 'node:util';
import { app } from 'electron';

export interface LaunchOptions {
  /** Where everything of the app itself is kept. */
  readonly userFolder: string | undefined;
  /** Where the engine keeps everything. */
  readonly dataFolder: string | undefined;
  /** The school that first run proposes. */
  readonly school: string | undefined;
}

/**
 * `--user-data-dir=FOLDER --data=FOLDER --school=ADDRESS`, while developing only: an app that is installed takes no
 * switches, because links and other programs can start it with any.
 */
export function readLaunchOptions(args: readonly string[]): LaunchOptions {
  if (app.isPackaged) return { userFolder: undefined, dataFolder: undefined, school: undefined };
  const { values } = parseArgs({
    args: [...args],
    options: {
      'user-data-dir': { type: 'string' },
      data: { type: 'string' },
      school: { type: 'string' },
    },
    // Chromium's own switches are among them.
    strict: false,
    allowPositionals: true,
  });
  const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    userFolder: textOf(values['user-data-dir']),
    dataFolder: textOf(values['data']),
    school: textOf(values['school']),
  };
}
