import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * A hash of everything that decides what an install would do. Of a package.json only the dependencies count, so
 * that editing a script installs nothing. Line endings are left out: they depend on how the clone was made.
 * @param {string} root the repository's root folder
 * @param {string} packageManager what installs, with its version
 */
export function dependencyFingerprint(root, packageManager) {
  const hash = createHash('sha256');
  /** @param {string} text */
  const add = (text) => hash.update(text.replaceAll('\r\n', '\n')).update('\0');
  add([packageManager, process.platform, process.arch].join(' '));
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) add(readFileSync(join(root, name), 'utf8'));
  for (const { name, dependencies } of workspaceManifests(root)) add(JSON.stringify([name, dependencies]));
  return hash.digest('hex');
}

/**
 * The folders of the workspace that must have a node_modules of their own after an install.
 * @param {string} root
 */
export function foldersWithDependencies(root) {
  return workspaceManifests(root)
    .filter(({ dependencies }) => dependencies.some((group) => Object.keys(group ?? {}).length > 0))
    .map(({ folder }) => folder);
}

/** @param {string} root */
function workspaceManifests(root) {
  const members = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group))
      .sort()
      .map((name) => join(root, group, name)),
  );
  return [root, ...members]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      /** @type {Record<string, Record<string, string> | undefined>} */
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return { folder, name: manifest.name, dependencies: dependencyFields.map((field) => manifest[field]) };
    });
}
