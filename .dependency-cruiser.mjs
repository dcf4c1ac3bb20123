// Who may import whom: one rule for each line of docs/ARCHITECTURE.md's "Who may import whom".
// tests/architecture/import-rules.test.ts plants a violation of every rule and expects exactly that rule to report it.

const testFile = '\\.test\\.tsx?$';
const testCode = [testFile, '/testing/', '^tests/'];
const npmPackage = (names) => `(^|/node_modules/)(${names.join('|')})(/|$)`;

/** A rule about what files under `path` may not import. Tests stand outside the layers, so they are left out. */
const rule = (name, comment, { path, pathNot = [] }, to) => ({
  name,
  comment,
  severity: 'error',
  from: { path, pathNot: [...testCode, ...pathNot] },
  to,
});

const everywhere = [
  {
    name: 'imports-resolve',
    comment: 'An import that leads nowhere would be invisible to every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: ['^electron$'] },
  },
  {
    name: 'no-cycles',
    comment:
      'Modules that load each other. A cycle that a type-only import closes does not exist at run time.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-app-to-app',
    comment: 'The apps meet over the wire only.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  rule(
    'no-test-code-in-production',
    'What ships never depends on what tests it.',
    { path: '^(apps|packages)/' },
    {
      path: [...testCode, npmPackage(['vitest', '@playwright', 'fast-check', 'smtp-server'])],
    },
  ),
  rule(
    'no-tools-in-production',
    'The tools know the product, never the other way round.',
    { path: '^(apps|packages)/' },
    {
      path: '^tools/',
    },
  ),
];

const packages = [
  rule(
    'shared-imports-nothing-of-ours',
    'shared is the bottom.',
    { path: '^packages/shared/' },
    {
      path: '^(apps|packages)/',
      pathNot: '^packages/shared/',
    },
  ),
  rule(
    'shared-uses-no-node-built-in',
    'shared also runs in the browser.',
    { path: '^packages/shared/' },
    {
      dependencyTypes: ['core'],
    },
  ),
  rule(
    'db-imports-only-shared',
    'db stands on shared alone.',
    { path: '^packages/db/' },
    {
      path: '^(apps|packages)/',
      pathNot: '^packages/(db|shared)/',
    },
  ),
];

const cloudSource = '^apps/cloud/src/';
const feature = '^apps/cloud/src/features/([^/]+)/';
const frontDoor = '^apps/cloud/src/features/[^/]+/index\\.ts$';

const cloud = [
  rule(
    'platform-imports-no-cloud-code',
    'platform → shared, db.',
    { path: '^apps/cloud/src/platform/' },
    {
      path: cloudSource,
      pathNot: '^apps/cloud/src/platform/',
    },
  ),
  rule(
    'feature-imports-only-platform-and-features',
    'features → platform and features.',
    { path: feature },
    {
      path: cloudSource,
      pathNot: '^apps/cloud/src/(platform|features)/',
    },
  ),
  rule(
    'feature-through-front-door',
    'A feature is used through its index.ts.',
    { path: feature },
    {
      path: '^apps/cloud/src/features/',
      pathNot: ['^apps/cloud/src/features/$1/', frontDoor],
    },
  ),
  rule(
    'features-through-front-door-from-outside',
    'http, trpc and app, too, use a feature through its index.ts.',
    { path: cloudSource, pathNot: ['^apps/cloud/src/features/'] },
    { path: '^apps/cloud/src/features/', pathNot: frontDoor },
  ),
  rule(
    'features-are-composed-by-app',
    'Only app, http and trpc know features; only app.ts knows them all.',
    { path: cloudSource, pathNot: ['^apps/cloud/src/(features|http|trpc)/', '^apps/cloud/src/app\\.ts$'] },
    { path: '^apps/cloud/src/features/' },
  ),
  rule(
    'sync-imports-no-feature',
    "app.ts hands features/sync each feature's mutations.",
    { path: '^apps/cloud/src/features/sync/' },
    { path: '^apps/cloud/src/features/', pathNot: '^apps/cloud/src/features/sync/' },
  ),
  rule(
    'no-cycles-between-features',
    'Two features that need each other, if only for a type, are one feature or miss a third.',
    { path: feature },
    {
      circular: true,
      via: { path: '^apps/cloud/src/features/', pathNot: '^apps/cloud/src/features/$1/' },
    },
  ),
  rule(
    'islands-import-only-shared',
    'Islands run in the browser.',
    { path: '^apps/cloud/src/islands/' },
    { path: '^(apps|packages)/', pathNot: '^(apps/cloud/src/islands|packages/shared)/' },
  ),
  rule(
    'islands-use-no-node-built-in',
    'Islands run in the browser.',
    { path: '^apps/cloud/src/islands/' },
    { dependencyTypes: ['core'] },
  ),
];

const desktopLayer = (name, comment, path, allowed) =>
  rule(name, comment, { path }, { path: '^(apps|packages)/', pathNot: [path, ...allowed] });

const desktop = [
  desktopLayer('ipc-imports-only-shared', 'ipc is the contract.', '^apps/desktop/src/ipc/', [
    '^packages/shared/',
  ]),
  desktopLayer(
    'renderer-imports-only-ipc-and-shared',
    'renderer → ipc, shared.',
    '^apps/desktop/src/renderer/',
    ['^apps/desktop/src/ipc/', '^packages/shared/'],
  ),
  rule(
    'screen-and-contract-use-no-node-built-in',
    'The renderer runs in a browser; the contract runs on both sides.',
    { path: '^apps/desktop/src/(renderer|ipc)/' },
    { dependencyTypes: ['core'] },
  ),
  desktopLayer(
    'engine-imports-only-ipc-shared-and-sqlite',
    'The engine needs no screen.',
    '^apps/desktop/src/engine/',
    ['^apps/desktop/src/ipc/', '^packages/shared/', '^packages/db/src/sqlite/'],
  ),
  desktopLayer('main-starts-the-engine', "main → the engine's start, ipc.", '^apps/desktop/src/main/', [
    '^apps/desktop/src/ipc/',
    '^apps/desktop/src/engine/start[^/]*\\.ts$',
  ]),
  desktopLayer('host-starts-the-engine', "host → the engine's start, ipc.", '^apps/desktop/src/host/', [
    '^apps/desktop/src/ipc/',
    '^apps/desktop/src/engine/start[^/]*\\.ts$',
    '^packages/shared/',
  ]),
  desktopLayer('preload-imports-only-ipc', 'preload → ipc.', '^apps/desktop/src/preload/', [
    '^apps/desktop/src/ipc/',
  ]),
  {
    name: 'electron-only-in-main-and-preload',
    comment: 'Everything else runs without Electron; requiring its package outside of it starts a download.',
    severity: 'error',
    from: { pathNot: '^apps/desktop/src/(main|preload)/' },
    to: { path: npmPackage(['electron']) },
  },
];

export default {
  forbidden: [...everywhere, ...packages, ...cloud, ...desktop],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^tests/bench/', '/dist/', '/migrations/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
