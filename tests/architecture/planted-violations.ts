/** One forbidden import for every rule about who may import whom: a file in `folder` imports `specifier`. */
interface PlantedImport {
  readonly rule: string;
  readonly folder: string;
  readonly specifier: string;
}

export const plantedImports: readonly PlantedImport[] = [
  { rule: 'imports-resolve', folder: 'apps/cloud/src/platform', specifier: './does-not-exist.ts' },
  {
    rule: 'no-app-to-app',
    folder: 'apps/cloud/src/platform',
    specifier: '../../../desktop/src/ipc/contract.ts',
  },
  {
    rule: 'no-app-to-app',
    folder: 'apps/desktop/src/engine',
    specifier: '../../../cloud/src/platform/clock.ts',
  },
  {
    rule: 'no-test-code-in-production',
    folder: 'apps/cloud/src/platform',
    specifier: '@educrowd/db/testing/build-course',
  },
  {
    rule: 'no-test-code-in-production',
    folder: 'packages/shared/src/sync',
    specifier: '../primitives/id.test.ts',
  },
  {
    rule: 'no-test-code-in-production',
    folder: 'apps/cloud/src/http',
    specifier: '../../../../tests/e2e/fixtures.ts',
  },
  { rule: 'no-test-code-in-production', folder: 'packages/shared/src/sync', specifier: 'vitest' },
  {
    rule: 'no-tools-in-production',
    folder: 'apps/desktop/src/host',
    specifier: '../../../../tools/build.ts',
  },

  {
    rule: 'shared-imports-nothing-of-ours',
    folder: 'packages/shared/src/sync',
    specifier: '../../../db/src/derive/table.ts',
  },
  {
    rule: 'shared-imports-nothing-of-ours',
    folder: 'packages/shared/src/sync',
    specifier: '../../../../apps/desktop/src/ipc/contract.ts',
  },
  { rule: 'shared-uses-no-node-built-in', folder: 'packages/shared/src/sync', specifier: 'node:crypto' },
  { rule: 'shared-uses-no-node-built-in', folder: 'packages/shared/src/sync', specifier: 'fs' },
  {
    rule: 'db-imports-only-shared',
    folder: 'packages/db/src/postgres',
    specifier: '../../../../apps/cloud/src/config/env.ts',
  },

  {
    rule: 'platform-imports-no-cloud-code',
    folder: 'apps/cloud/src/platform',
    specifier: '../features/courses/index.ts',
  },
  {
    rule: 'platform-imports-no-cloud-code',
    folder: 'apps/cloud/src/platform',
    specifier: '../http/server.ts',
  },
  {
    rule: 'feature-imports-only-platform-and-features',
    folder: 'apps/cloud/src/features/learning',
    specifier: '../../config/env.ts',
  },
  {
    rule: 'feature-through-front-door',
    folder: 'apps/cloud/src/features/learning',
    specifier: '../courses/course-store.ts',
  },
  {
    rule: 'features-through-front-door-from-outside',
    folder: 'apps/cloud/src/http',
    specifier: '../features/courses/course-store.ts',
  },
  {
    rule: 'features-are-composed-by-app',
    folder: 'apps/cloud/src/config',
    specifier: '../features/courses/index.ts',
  },
  {
    rule: 'sync-imports-no-feature',
    folder: 'apps/cloud/src/features/sync',
    specifier: '../courses/index.ts',
  },
  { rule: 'islands-import-only-shared', folder: 'apps/cloud/src/islands', specifier: '../platform/clock.ts' },
  {
    rule: 'islands-import-only-shared',
    folder: 'apps/cloud/src/islands',
    specifier: '@educrowd/db/postgres/client',
  },
  { rule: 'islands-use-no-node-built-in', folder: 'apps/cloud/src/islands', specifier: 'node:path' },

  { rule: 'ipc-imports-only-shared', folder: 'apps/desktop/src/ipc', specifier: '../engine/store/open.ts' },
  {
    rule: 'renderer-imports-only-ipc-and-shared',
    folder: 'apps/desktop/src/renderer',
    specifier: '../engine/start-engine.ts',
  },
  {
    rule: 'renderer-imports-only-ipc-and-shared',
    folder: 'apps/desktop/src/renderer',
    specifier: '../main/window.ts',
  },
  {
    rule: 'renderer-imports-only-ipc-and-shared',
    folder: 'apps/desktop/src/renderer',
    specifier: '@educrowd/db/sqlite/client',
  },
  {
    rule: 'screen-and-contract-use-no-node-built-in',
    folder: 'apps/desktop/src/renderer',
    specifier: 'node:path',
  },
  {
    rule: 'screen-and-contract-use-no-node-built-in',
    folder: 'apps/desktop/src/ipc',
    specifier: 'node:path',
  },
  {
    rule: 'engine-imports-only-ipc-shared-and-sqlite',
    folder: 'apps/desktop/src/engine',
    specifier: '../renderer/app.tsx',
  },
  {
    rule: 'engine-imports-only-ipc-shared-and-sqlite',
    folder: 'apps/desktop/src/engine',
    specifier: '@educrowd/db/postgres/client',
  },
  { rule: 'main-starts-the-engine', folder: 'apps/desktop/src/main', specifier: '../engine/store/open.ts' },
  {
    rule: 'main-starts-the-engine',
    folder: 'apps/desktop/src/main',
    specifier: '@educrowd/db/sqlite/client',
  },
  { rule: 'host-starts-the-engine', folder: 'apps/desktop/src/host', specifier: '../engine/store/open.ts' },
  {
    rule: 'preload-imports-only-ipc',
    folder: 'apps/desktop/src/preload',
    specifier: '../engine/start-engine.ts',
  },
  {
    rule: 'preload-imports-only-ipc',
    folder: 'apps/desktop/src/preload',
    specifier: '@educrowd/shared/primitives/id',
  },
  { rule: 'electron-only-in-main-and-preload', folder: 'apps/desktop/src/engine', specifier: 'electron' },
  { rule: 'electron-only-in-main-and-preload', folder: 'apps/desktop/src/renderer', specifier: 'electron' },
];

/** Every way of naming another module that TypeScript knows. A rule that misses one of them has a hole. */
export const importForms: Readonly<Record<string, (specifier: string) => string>> = {
  value: (specifier) => `import { thing } from '${specifier}';\nexport const used = thing;\n`,
  'type-only': (specifier) => `import type { Thing } from '${specifier}';\nexport type Used = Thing;\n`,
  'inline type': (specifier) => `import { type Thing } from '${specifier}';\nexport type Used = Thing;\n`,
  'type query': (specifier) => `export type Used = import('${specifier}').Thing;\n`,
  're-export': (specifier) => `export { thing } from '${specifier}';\n`,
  'type re-export': (specifier) => `export type { Thing } from '${specifier}';\n`,
  'star re-export': (specifier) => `export * from '${specifier}';\n`,
  'side effect': (specifier) => `import '${specifier}';\nexport const used = 1;\n`,
  dynamic: (specifier) => `export const used = () => import('${specifier}');\n`,
  'below a using declaration': (specifier) =>
    `export async function f(open: () => AsyncDisposable) {\n  await using file = open();\n  return [file, await import('${specifier}')];\n}\n`,
  'in a page': (specifier) =>
    `import { thing } from '${specifier}';\nexport const Page = () => <p>{thing}</p>;\n`,
};
