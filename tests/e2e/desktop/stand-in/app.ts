/** Electron's `app`: one instance, its life and its folders. */
import { EventEmitter } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { note } from './record.ts';
import type { StandInSettings } from './settings.ts';
import { strict } from './strict.ts';

const switchOf = (name: string): string | undefined =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);

export interface Life {
  isReady: boolean;
  readonly ready: PromiseWithResolvers<void>;
  /** What has to be taken down before the process may end. */
  readonly atEnd: (() => Promise<void> | void)[];
  /** Closes every window; false when one stays open. */
  closeWindows: () => boolean;
}

export function createApp({ isPackaged }: StandInSettings) {
  const userData = switchOf('user-data-dir') ?? join(tmpdir(), `educrowd-stand-in-${process.pid}`);
  mkdirSync(userData, { recursive: true });
  const paths: Record<string, string> = {
    userData,
    logs: join(userData, 'logs'),
    documents: join(userData, 'documents'),
    home: homedir(),
    temp: tmpdir(),
  };
  const lockPath = join(userData, 'stand-in.lock');
  let isQuitting = false;
  let isEnding = false;
  let hasLock = false;
  const life: Life = {
    isReady: false,
    ready: Promise.withResolvers(),
    atEnd: [],
    closeWindows: () => true,
  };

  const end = async (code: number): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    if (hasLock) rmSync(lockPath, { force: true });
    for (const step of life.atEnd) await step();
    process.exit(code);
  };
  /** Emits an event that a listener may forbid. */
  const isAllowed = (event: string): boolean => {
    let isPrevented = false;
    app.emit(event, { preventDefault: () => (isPrevented = true) });
    return !isPrevented;
  };
  /** Others leave a file with what they were started with. */
  const hearOthers = (): void => {
    const look = (): void => {
      for (const name of readdirSync(userData).filter((each) => /^second-\d+\.json$/.test(each))) {
        const path = join(userData, name);
        if (!existsSync(path)) continue;
        const { argv, cwd } = JSON.parse(readFileSync(path, 'utf8')) as { argv: string[]; cwd: string };
        rmSync(path);
        void life.ready.promise.then(() => app.emit('second-instance', {}, argv, cwd, {}));
      }
    };
    watch(userData, look).unref();
  };

  const parts = {
    isPackaged,
    name: 'EduCrowd',
    whenReady: () => life.ready.promise,
    getPath: (name: string) => {
      const path = paths[name];
      if (path === undefined) throw new Error(`Failed to get '${name}' path`);
      return path;
    },
    setPath: (name: string, path: string) => {
      paths[name] = path;
    },
    getVersion: () => '0.0.0',
    isReady: () => life.isReady,
    getLocale: () => {
      // Electron answers an empty text then, which reads like a person without a language.
      if (!life.isReady) throw new Error('app.getLocale() can only be called after app is ready');
      return 'en-GB';
    },
    enableSandbox: () => {
      if (life.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
      note('enableSandbox');
    },
    setAppUserModelId: () => undefined,
    setAsDefaultProtocolClient: (scheme: string) => {
      note('defaultProtocolClient', { scheme });
      return true;
    },
    requestSingleInstanceLock: () => {
      if (isOthers(lockPath)) {
        const path = join(userData, `second-${process.pid}.json`);
        writeFileSync(`${path}.new`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
        renameSync(`${path}.new`, path);
        return false;
      }
      writeFileSync(lockPath, String(process.pid));
      hasLock = true;
      hearOthers();
      return true;
    },
    quit: () => {
      if (isQuitting || !isAllowed('before-quit')) return;
      isQuitting = true;
      if (!life.closeWindows() || !isAllowed('will-quit')) {
        isQuitting = false;
        return;
      }
      void end(0);
    },
    exit: (code = 0) => void end(code),
  };
  const app = strict('app', Object.assign(new EventEmitter(), parts));
  return { app, life, isQuitting: () => isQuitting, root: dirname(userData) };
}

/** Whether a process that still lives holds the lock; one that was killed does not. */
function isOthers(lockPath: string): boolean {
  if (!existsSync(lockPath)) return false;
  const holder = Number(readFileSync(lockPath, 'utf8'));
  try {
    process.kill(holder, 0);
    return holder !== process.pid;
  } catch {
    return false;
  }
}
