import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { parse } from 'yaml';
import * as z from 'zod';
import { expect, test } from 'vitest';

const targets = z.strictObject({
  target: z.array(z.strictObject({ target: z.string(), arch: z.array(z.enum(['x64', 'arm64'])).nonempty() })),
});

/** What electron-builder is told, and nothing that it would overlook or misread. */
const settings = z.strictObject({
  appId: z.literal('org.educrowd.desktop'),
  productName: z.literal('EduCrowd'),
  copyright: z.string(),
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
  linux: targets.extend({ category: z.string(), synopsis: z.string() }),
});

const file = settings.parse(
  parse(readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8')),
);

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
