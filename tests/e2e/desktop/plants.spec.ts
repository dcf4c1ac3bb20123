/**
 * Every guard of the main process bites: with it, its check passes; with its source weakened, the check fails. Each in
 * every way where tests are thorough, else in one. Runs on the stand-in alone, since it asks what only that can tell.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { pageGuards } from './plants/page-guards.ts';
import { processGuards } from './plants/process-guards.ts';
import { updateGuard } from './plants/update-guard.ts';
import { times } from '../../../tools/test/times.ts';
import { plantsIn, type Guard } from './plants/guard.ts';
import type { MainProcess } from './launch/main-process.ts';
import { checkPreload } from './plants/check-preload.ts';
import { checkSources } from './plants/check-sources.ts';
import { endBundlers, SOURCES, type Plant } from './plants/bundle-planted.ts';
import { buildApp, buildModule, buildPreload, type BuiltApp } from './plants/weakened-app.ts';

test.describe.configure({ mode: 'parallel' });
test.afterAll(endBundlers);

const guards: readonly Guard[] = [...pageGuards, ...processGuards, updateGuard];

test('every plant can still be put into its source', () => {
  for (const { file, source } of guards.flatMap(({ plants }) => plants))
    expect(readFileSync(join(SOURCES, file), 'utf8').split(source), `${file}: ${source}`).toHaveLength(2);
});

for (const guard of guards) {
  test(guard.name, async () => {
    await withApp(null, guard.check);
    for (const plant of guard.plants.slice(0, times(guard.plants.length, 1)))
      await test.step(`${plant.file}: ${plant.weakened.trim() || 'without it'}`, () =>
        expectToBite(guard, plant));
  });
}

test('what the preload script gives away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-guard-'));
  try {
    checkPreload(await buildPreload(folder, null));
    const plants = plantsIn('preload/preload.ts', [
      ['void => listener(event)', 'void => listener(_event)'],
      ["PORT_MESSAGE, '/', ports", "PORT_MESSAGE, '*', ports"],
      ['exposeInMainWorld(BRIDGE, bridge)', 'exposeInMainWorld(BRIDGE, { ...bridge, ipcRenderer })'],
      ['invoke(channels.call, procedure, input)', 'invoke(procedure, input)'],
      ['webUtils.getPathForFile(file as File)', 'webUtils.getPathForFile(file as File) || file'],
    ]);
    for (const plant of plants) {
      const weakened = await buildPreload(folder, plant);
      expect(() => checkPreload(weakened), plant.weakened).toThrow();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what the engine imports', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-guard-'));
  const modules = ['engine/handlers/import.ts', 'engine/import/granted-sources.ts'];
  const intact = await Promise.all(modules.map((entry) => buildModule(folder, entry, null)));
  const build = async (plant: Plant): Promise<Parameters<typeof checkSources>> => {
    const weakened = await buildModule(folder, plant.file, plant);
    return modules.map((entry, index) => (entry === plant.file ? weakened : intact[index])) as Parameters<
      typeof checkSources
    >;
  };
  try {
    checkSources(...(intact as Parameters<typeof checkSources>));
    const plants = [
      ...plantsIn('engine/handlers/import.ts', [['if (!mayImport(source))', 'if (!source)']]),
      ...plantsIn('engine/import/granted-sources.ts', [
        ['timingSafeEqual(given, expected)', 'given !== expected'],
        ['.update(path)', ''],
        ["isUploadId(parts[0] ?? '') && ", ''],
        ['resolve(path)).split(sep)', 'resolve(path)).split(sep).slice(-2)'],
      ]),
    ];
    for (const plant of plants) {
      const weakened = await build(plant);
      expect(() => checkSources(...weakened), plant.weakened).toThrow();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const expectToBite = ({ check }: Guard, plant: Plant): Promise<void> =>
  withApp(plant, async (app) => {
    const outcome = await check(app).then(
      () => 'not noticed',
      () => 'noticed',
    );
    expect(outcome, `${plant.source} → ${plant.weakened}`).toBe('noticed');
  });

/** An app of its own, whose processes all end with it. */
async function withApp(plant: Plant | null, use: (app: BuiltApp) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-guard-'));
  const started: MainProcess[] = [];
  try {
    const app = await buildApp(folder, plant);
    await use({
      ...app,
      start: async (options) => {
        const main = await app.start(options);
        started.push(main);
        return main;
      },
    });
  } finally {
    for (const main of started) await main.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
