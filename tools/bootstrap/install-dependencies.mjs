import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
  console.log('Installing dependencies (about half a minute the first time) …');
  // Until this attempt succeeds, what is on disk counts as unfinished.
  rmSync(stamp, { force: true });
  const { code, output } = await runInstall();
  if (code !== 0) fail(explainFailure(output), code);

  const major = scriptNodeMajor();
  if (major < requiredNodeMajor) fail(missingNode(major));
  writeFileSync(stamp, fingerprint);
  console.log(`Dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

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

function runInstall() {
  const args = ['-y', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'];
  const child = spawn(isWindows ? 'npx.cmd' : 'npx', args, {
    cwd: root,
    // Never a question: node_modules made elsewhere, or by another package manager, are simply replaced.
    env: { ...process.env, npm_config_confirm_modules_purge: 'false', npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows,
  });
  let output = '';
  const collect = (stream) => (chunk) => {
    output += chunk;
    stream.write(chunk);
  };
  child.stdout.on('data', collect(process.stdout));
  child.stderr.on('data', collect(process.stderr));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function missingNode(major) {
  const found = major === 0 ? 'it does not run here' : `scripts would use Node ${major}`;
  return (
    `Node ${requiredNodeMajor} comes with the dependencies, but ${found} (${process.platform} ${process.arch}).\n` +
    `Install Node ${requiredNodeMajor} yourself from https://nodejs.org and run the command again.`
  );
}

function fail(message, code = 1) {
  console.error(`\n${message}\n`);
  process.exit(code);
}
