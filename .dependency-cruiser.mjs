// Who may import whom: a rule for each line of the architecture's "Who may import whom".
// tests/architecture plants violations of every rule and expects exactly that rule to report them.

const testCode = ['\\.test\\.tsx?$', '/testing/', '^tests/'];
const production = '^(apps|packages)/';
const npmPackages = (...names) => `(^|(^|/)node_modules/)(${names.join('|')})(/|$)`;

/** A rule for production files under `path`; tests stand outside the layers. */
const rule = ({ name, why, path, except = [], to }) => ({
  name,
  comment: why,
  severity: 'error',
  from: { path, pathNot: [...testCode, ...except] },
  to,
});

const everywhere = [
  {
    name: 'imports-resolve',
    comment: 'An import that leads nowhere would be invisible to every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
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
  rule({
    name: 'no-test-code-in-production',
    why: 'What ships never depends on what tests it.',
    path: production,
    to: { path: [...testCode, npmPackages('vitest', '@playwright', 'fast-check', 'smtp-server')] },
  }),
  rule({
    name: 'no-tools-in-production',
    why: 'The tools know the product, never the other way round.',
    path: production,
    to: { path: '^tools/' },
  }),
];

const packages = [
  rule({
    name: 'shared-imports-nothing-of-ours',
    why: 'shared is the bottom.',
    path: '^packages/shared/',
    to: { path: production, pathNot: '^packages/shared/' },
  }),
  rule({
    name: 'shared-uses-no-node-built-in',
    why: 'shared also runs in the browser.',
    path: '^packages/shared/',
    to: { dependencyTypes: ['core'] },
  }),
  rule({
    name: 'db-imports-only-shared',
    why: 'db stands on shared alone.',
    path: '^packages/db/',
    to: { path: production, pathNot: '^packages/(db|shared)/' },
  }),
];

const cloudSource = '^apps/cloud/src/';
const features = '^apps/cloud/src/features/';
const oneFeature = '^apps/cloud/src/features/([^/]+)/';
const thatFeature = '^apps/cloud/src/features/$1/';
const frontDoor = '^apps/cloud/src/features/[^/]+/index\\.ts$';

const cloud = [
  rule({
    name: 'platform-imports-no-cloud-code',
    why: 'platform → shared, db.',
    path: '^apps/cloud/src/platform/',
    to: { path: cloudSource, pathNot: '^apps/cloud/src/platform/' },
  }),
  rule({
    name: 'feature-imports-only-platform-and-features',
    why: 'features → platform and features.',
    path: oneFeature,
    to: { path: cloudSource, pathNot: '^apps/cloud/src/(platform|features)/' },
  }),
  rule({
    name: 'feature-through-front-door',
    why: 'A feature uses another through its index.ts.',
    path: oneFeature,
    to: { path: features, pathNot: [thatFeature, frontDoor] },
  }),
  rule({
    name: 'features-through-front-door-from-outside',
    why: 'http, trpc and app, too, use a feature through its index.ts.',
    path: cloudSource,
    except: [features],
    to: { path: features, pathNot: frontDoor },
  }),
  rule({
    name: 'features-are-composed-by-app',
    why: 'Only app, http and trpc know features; only app.ts knows them all.',
    path: cloudSource,
    except: ['^apps/cloud/src/(features|http|trpc|platform|islands)/', '^apps/cloud/src/app\\.ts$'],
    to: { path: features },
  }),
  rule({
    name: 'sync-imports-no-feature',
    why: "app.ts hands features/sync each feature's mutations.",
    path: '^apps/cloud/src/features/sync/',
    to: { path: features, pathNot: '^apps/cloud/src/features/sync/' },
  }),
  rule({
    name: 'no-cycles-between-features',
    why: 'Two features that need each other, if only for a type, are one feature or miss a third.',
    path: oneFeature,
    to: { circular: true, via: { path: features, pathNot: thatFeature } },
  }),
  rule({
    name: 'islands-import-only-shared',
    why: 'Islands run in the browser.',
    path: '^apps/cloud/src/islands/',
    to: { path: production, pathNot: '^(apps/cloud/src/islands|packages/shared)/' },
  }),
  rule({
    name: 'islands-use-no-node-built-in',
    why: 'Islands run in the browser.',
    path: '^apps/cloud/src/islands/',
    to: { dependencyTypes: ['core'] },
  }),
];

const ipc = '^apps/desktop/src/ipc/';
const shared = '^packages/shared/';
const engineStart = '^apps/desktop/src/engine/(start[^/]*|import/granted-sources)\\.ts$';

/** A layer of the desktop that may import itself and what is listed; no-app-to-app covers the other apps. */
const desktopLayer = ({ name, why, layer, mayImport }) => {
  const path = `^apps/desktop/src/${layer}/`;
  return rule({ name, why, path, to: { path: '^(apps/desktop|packages)/', pathNot: [path, ...mayImport] } });
};

const desktop = [
  desktopLayer({
    name: 'ipc-imports-only-shared',
    why: 'ipc is the contract between renderer and engine.',
    layer: 'ipc',
    mayImport: [shared],
  }),
  desktopLayer({
    name: 'renderer-imports-only-ipc-and-shared',
    why: 'renderer → ipc, shared.',
    layer: 'renderer',
    mayImport: [ipc, shared],
  }),
  rule({
    name: 'screen-and-contract-use-no-node-built-in',
    why: 'The renderer runs in a browser; the contract runs on both sides.',
    path: '^apps/desktop/src/(renderer|ipc)/',
    to: { dependencyTypes: ['core'] },
  }),
  desktopLayer({
    name: 'engine-imports-only-ipc-shared-and-sqlite',
    why: 'engine → ipc, shared, db/sqlite.',
    layer: 'engine',
    mayImport: [ipc, shared, '^packages/db/src/sqlite/'],
  }),
  desktopLayer({
    name: 'main-starts-the-engine',
    why: "main → the engine's start, ipc, shared.",
    layer: 'main',
    mayImport: [ipc, shared, engineStart],
  }),
  desktopLayer({
    name: 'host-starts-the-engine',
    why: 'The browser host stands where main stands.',
    layer: 'host',
    mayImport: [ipc, shared, engineStart],
  }),
  desktopLayer({
    name: 'preload-imports-only-ipc',
    why: 'preload → ipc.',
    layer: 'preload',
    mayImport: [ipc],
  }),
  {
    name: 'electron-only-in-main-and-preload',
    comment: 'Everything else runs without Electron; requiring its package outside of it starts a download.',
    severity: 'error',
    from: { pathNot: '^apps/desktop/src/(main|preload)/' },
    to: { path: npmPackages('electron') },
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
