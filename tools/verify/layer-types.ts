/** What the compiler lets each layer see of the world around the language, whatever its packages bring along. */
export interface Sight {
  readonly node: boolean;
  readonly dom: boolean;
}

const nothing: Sight = { node: false, dom: false };
const dom: Sight = { node: false, dom: true };
const node: Sight = { node: true, dom: false };

/** By the settings of the layer. Settings of tests are not held against any. */
export const sightOfLayers: Readonly<Record<string, Sight>> = {
  'packages/shared/tsconfig.json': nothing,
  'apps/desktop/src/ipc/tsconfig.json': nothing,
  'apps/desktop/src/renderer/tsconfig.json': dom,
  'apps/cloud/src/islands/tsconfig.json': dom,
  'packages/db/tsconfig.json': node,
  'apps/cloud/tsconfig.json': node,
  'apps/desktop/tsconfig.json': node,
  'apps/desktop/src/main/tsconfig.json': node,
  // Electron's types bring Node's along; the sandbox gives the script none of it.
  'apps/desktop/src/preload/tsconfig.json': { node: true, dom: true },
  'tsconfig.json': node,
};

/** @param files what the compiler has read for a layer */
export function sightProblems(files: readonly string[], allowed: Sight): string[] {
  if (!files.some((path) => /[\\/]lib\.es5\.d\.ts$/.test(path)))
    return ['The compiler did not say what it has read.'];
  const seen: Sight = {
    node: files.some((path) => /[\\/]@types[\\/]node[\\/]/.test(path)),
    dom: files.some((path) => /[\\/]lib\.dom\.d\.ts$/.test(path)),
  };
  return (['node', 'dom'] as const).flatMap((what) => {
    if (seen[what] === allowed[what]) return [];
    return [`The layer ${seen[what] ? 'sees' : 'does not see'} the types of ${what}.`];
  });
}
