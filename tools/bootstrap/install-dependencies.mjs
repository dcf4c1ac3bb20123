import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { explainFailure } from './explain-failure.mjs';
import { dependencyFingerprint, foldersWithDependencies } from './fingerprint.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pnpm = 'pnpm@12.21.0';
const requiredNodeMajor = 24;
const stamp = join(root, 'node_modules', '.educrowd-installed');
const isWindows = process.platform === 'win32';

/**
 * Brings node_modules to what the lockfile says, and makes sure that scripts get a Node that can run the product.
 * Touches neither the network nor the package store when nothing has changed since the last success.
 */
export async function installDependencies() {
  const fingerprint = dependencyFingerprint(root, pnpm);
  if (isInstalled(fingerprint) && scriptNodeMajor() >= requiredNodeMajor) return;

  const startedAt = Date.now();
  console.log('Installing dependencies (about twenty seconds the first time) …');
  // Until this attempt succeeds, what is on disk counts as unfinished.
  rmSync(stamp, { force: true });
  const { code, output } = await runInstall();
  if (code !== 0) fail(`${output}\n${explainFailure(output)}`);

  const major = scriptNodeMajor();
  if (major < requiredNodeMajor) fail(missingNode(major));
  writeFileSync(stamp, fingerprint);
  console.log(`Dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/** @param {string} fingerprint */
function isInstalled(fingerprint) {
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint &&
    foldersWithDependencies(root).every((folder) => existsSync(join(folder, 'node_modules')))
  );
}

/** The major version of the `node` that npm scripts find first; 0 where it does not run at all. */
function scriptNodeMajor() {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const { stdout } = spawnSync('node', ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
    shell: isWindows,
  });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
}

/** @returns {Promise<{ code: number, output: string }>} */
function runInstall() {
  // Never a question: a node_modules that was made with another package store is simply replaced.
  const args = [
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
    '--config.confirmModulesPurge=false',
  ];
  // How old and how well signed every package is takes longer to ask than to install them. Whoever changes the
  // lockfile has it checked, and CI checks it again; their hashes are compared here as well.
  if (process.env.CI === undefined) args.push('--trust-lockfile');
  const child = spawn(isWindows ? 'npx.cmd' : 'npx', ['-y', pnpm, ...args], {
    cwd: root,
    env: {
      ...process.env,
      // `npm run -s` hands its silence down, and npx would then fail without a word.
      npm_config_loglevel: 'error',
      // Without a network the answer should come in seconds, not after the usual minute of waiting.
      npm_config_fetch_retry_mintimeout: '1000',
      npm_config_fetch_retry_maxtimeout: '3000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows,
  });
  let output = '';
  /** @param {string} line */
  const collect = (line) => {
    output += `${line}\n`;
    if (/^(Progress:|Downloading) /.test(line)) console.log(`  ${line}`);
  };
  createInterface({ input: child.stdout }).on('line', collect);
  createInterface({ input: child.stderr }).on('line', collect);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** @param {number} major */
function missingNode(major) {
  const found = major === 0 ? 'it does not run here' : `scripts would use Node ${major}`;
  return (
    `Node ${requiredNodeMajor} comes with the dependencies, but ${found} (${process.platform} ${process.arch}).\n` +
    `Install Node ${requiredNodeMajor} yourself from https://nodejs.org and run the command again.`
  );
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
