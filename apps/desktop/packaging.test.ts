import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { parse } from 'yaml';
import * as z from 'zod';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../tools/repository.ts';
import { stagedManifest } from '../../tools/package/package-desktop.ts';

const targets = z.strictObject({
  files: z.tuple([z.string().startsWith('!')]),
  target: z.array(z.strictObject({ target: z.string(), arch: z.array(z.enum(['x64', 'arm64'])).nonempty() })),
});

/** What electron-builder is told, and nothing that it would overlook or misread. */
const settings = z.strictObject({
  appId: z.literal('org.educrowd.desktop'),
  productName: z.literal('EduCrowd'),
  copyright: z.string(),
  /** Without one, Electron's own would be shown. */
  icon: z.string().endsWith('.svg'),
  directories: z.strictObject({ app: z.string(), output: z.string() }),
  files: z.array(z.string()),
  asar: z.literal(true),
  asarUnpack: z.array(z.string()),
  npmRebuild: z.literal(false),
  publish: z.null(),
  protocols: z.tuple([z.strictObject({ name: z.string(), schemes: z.tuple([z.literal('educrowd')]) })]),
  electronFuses: z.record(z.string(), z.boolean()),
  win: targets,
  nsis: z.strictObject({
    oneClick: z.boolean(),
    perMachine: z.boolean(),
    deleteAppDataOnUninstall: z.literal(false),
  }),
  mac: targets.extend({ category: z.string(), hardenedRuntime: z.literal(true) }),
  linux: targets.extend({
    category: z.string(),
    synopsis: z.string(),
    maintainer: z.string().regex(/^[^<>]+ <[^<>@\s]+@[^<>@\s]+>$/),
  }),
});

const file = settings.parse(parse(readFileSync(join(repositoryRoot, 'electron-builder.yml'), 'utf8')));

test('every fuse that Electron knows is set on purpose', () => {
  const known = Object.values(FuseV1Options)
    .filter((name) => typeof name === 'string')
    // electron-builder has no name for it; it concerns speed alone.
    .filter((name) => name !== 'WasmTrapHandlers')
    .map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
  const { resetAdHocDarwinSignature: _, ...fuses } = file.electronFuses;
  expect(Object.keys(fuses).toSorted()).toEqual(known.toSorted());
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('there is a package for each system, and both processors', () => {
  const made = (['win', 'mac', 'linux'] as const).map((system) =>
    file[system].target.map(({ target, arch }) => `${target} ${arch.join('+')}`),
  );
  expect(made).toEqual([
    ['nsis x64+arm64'],
    ['dmg x64+arm64', 'zip x64+arm64'],
    ['AppImage x64+arm64', 'deb x64+arm64'],
  ]);
});

test('the app names what electron-builder asks for in the packages of every system', () => {
  // A deb is refused without `homepage`, and without a maintainer, who stands in the settings.
  const manifest = z.object({
    name: z.string().regex(/^[a-z]+$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    description: z.string().min(1),
    author: z.string().min(1),
    homepage: z.url({ protocol: /^https$/ }),
  });
  expect(() => manifest.parse(stagedManifest())).not.toThrow();
});

test('every package is drawn with the square mark of the product', () => {
  const mark = readFileSync(join(repositoryRoot, file.icon), 'utf8');
  const [, width, height] = /^<svg [^>]*viewBox="0 0 (\d+) (\d+)"/.exec(mark) ?? [];
  expect(Number(width)).toBeGreaterThan(0);
  expect(height).toBe(width);
});

test('every package brings the binary of the database for its own system and processor alone', () => {
  const folder = 'node_modules/better-sqlite3/prebuilds';
  const binaries = readdirSync(join(import.meta.dirname, folder)).map((name) => `${folder}/${name}`);
  const shipped = (['win', 'mac', 'linux'] as const).map((system) =>
    (['x64', 'arm64'] as const).map((arch) => {
      const left = file[system].files.map((pattern) => pattern.slice(1).replaceAll('${arch}', arch));
      return binaries.filter((path) => !left.some((pattern) => matchesGlob(path, pattern)));
    }),
  );
  expect(shipped.flat(2)).toEqual(
    ['win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64', 'linux-x64', 'linux-arm64'].map(
      (name) => `${folder}/${name}.node`,
    ),
  );
});
