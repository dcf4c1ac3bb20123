import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from '../../tools/repository.ts';

/** File path, relative to the tree's root, to content. */
export type Files = Readonly<Record<string, string>>;

const workspacePackages = ['packages/shared', 'packages/db', 'apps/cloud', 'apps/desktop'];
const module = 'export const thing = 1;\nexport type Thing = typeof thing;\n';

/** One module for every layer, as small as can be, importing only what it may. */
const lawfulTree: Files = {
  'packages/shared/src/primitives/id.ts': module,
  'packages/db/src/derive/table.ts': module,
  'packages/db/src/sqlite/client.ts':
    "import { thing } from '@educrowd/shared/primitives/id';\nexport { thing };\n",
  'packages/db/src/postgres/client.ts': module,
  'packages/db/src/testing/build-course.ts': module,
  'apps/cloud/src/config/env.ts': module,
  'apps/cloud/src/platform/clock.ts': module,
  'apps/cloud/src/features/courses/course-store.ts': module,
  'apps/cloud/src/features/courses/index.ts': "export { thing } from './course-store.ts';\n",
  'apps/cloud/src/features/learning/index.ts': "export { thing } from '../courses/index.ts';\n",
  'apps/cloud/src/features/sync/index.ts': module,
  'apps/cloud/src/http/server.ts': "export { thing } from '../features/courses/index.ts';\n",
  'apps/cloud/src/islands/menu.tsx': module,
  'apps/cloud/src/app.ts':
    "import { thing as one } from './features/courses/index.ts';\n" +
    "import { thing as two } from './features/sync/index.ts';\nexport const app = [one, two];\n",
  'apps/desktop/src/ipc/contract.ts': "export { thing } from '@educrowd/shared/primitives/id';\n",
  'apps/desktop/src/engine/store/open.ts': "export { thing } from '@educrowd/db/sqlite/client';\n",
  'apps/desktop/src/engine/start-engine.ts': "export { thing } from './store/open.ts';\n",
  'apps/desktop/src/renderer/app.tsx':
    'import { thing } from \'../ipc/contract.ts\';\nexport const App = () => <p title="x">{thing}</p>;\n',
  'apps/desktop/src/main/window.ts':
    "import electron from 'electron';\nimport { thing } from '../engine/start-engine.ts';\n" +
    'export const window = [electron, thing];\n',
  'apps/desktop/src/preload/expose.ts': "import 'electron';\nexport { thing } from '../ipc/contract.ts';\n",
  'apps/desktop/src/host/serve.ts': "export { thing } from '../engine/start-engine.ts';\n",
  'packages/shared/src/primitives/id.test.ts':
    "import 'node:fs';\nimport 'vitest';\nexport { thing } from '../../../db/src/testing/build-course.ts';\n",
  'tools/build.ts': module,
  'tests/e2e/fixtures.ts': module,
  'node_modules/electron/package.json': '{ "name": "electron", "version": "1.0.0", "main": "index.js" }',
  'node_modules/electron/index.js': '',
  'node_modules/vitest/package.json': '{ "name": "vitest", "version": "1.0.0", "main": "index.js" }',
  'node_modules/vitest/index.js': '',
};

/**
 * Lays out a small tree like this repository's, with the real package.json files, so that the real `exports` decide
 * what an import leads to, and adds the given files. The caller removes it.
 */
export async function plantTree(files: Files): Promise<{ root: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'educrowd-import-rules-'));
  for (const [path, content] of Object.entries({ ...lawfulTree, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  for (const folder of workspacePackages) {
    await cp(join(repositoryRoot, folder, 'package.json'), join(root, folder, 'package.json'));
    const scope = join(root, folder, 'node_modules', '@educrowd');
    await mkdir(scope, { recursive: true });
    for (const name of ['shared', 'db']) {
      // A junction, which Windows lets everyone make.
      await symlink(relative(scope, join(root, 'packages', name)), join(scope, name), 'junction');
    }
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
