import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolderOnce } from '../process/make-folder-once.ts';
import { run } from '../process/run.ts';
import { cacheFolder } from '../repository.ts';

interface PackagedChromium {
  readonly executablePath: string;
  /** What the browser's environment needs besides the present one. */
  readonly env: Readonly<Record<string, string>>;
}

/** Whether the npm package holds a browser for this machine. */
export const hasPackagedChromium = process.platform === 'linux' && process.arch === 'x64';

/**
 * The Chromium of the npm package @sparticuz/chromium, unpacked once into the cache (about 200 MB), with the system
 * libraries that a bare server does not have.
 */
export async function packagedChromium(): Promise<PackagedChromium> {
  const folder = join(cacheFolder, 'chromium', packageVersion());
  await makeFolderOnce(folder, unpack);
  const libraries = [join(folder, 'al2023', 'lib'), folder, process.env['LD_LIBRARY_PATH']];
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
      FONTCONFIG_FILE: await fontConfiguration(folder),
    },
  };
}

function packageVersion(): string {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

async function unpack(folder: string): Promise<void> {
  const unpackIntoTemporaryFolder =
    "import('@sparticuz/chromium').then((package_) => package_.default.executablePath())";
  const { exitCode, output } = await run(process.execPath, ['--eval', unpackIntoTemporaryFolder], {
    // The package unpacks into the temporary folder, and its libraries only where it takes itself for a cloud function.
    env: { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    output: 'collect',
  });
  if (exitCode !== 0) throw new Error(`Chromium could not be unpacked into ${folder}:\n${output}`);
}

/** The system's fonts where there are any, and always the package's: text must never come out as empty boxes. */
async function fontConfiguration(folder: string): Promise<string> {
  const path = join(folder, 'fonts', 'educrowd-fonts.conf');
  const configuration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
  // Not rewritten for nothing: a browser of another process may be reading it.
  if (!existsSync(path) || (await readFile(path, 'utf8')) !== configuration)
    await writeFile(path, configuration);
  return path;
}
