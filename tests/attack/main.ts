/**
 * `npm run attack`: tries to get from one school to another, over SQL and over the network, and within one to what a
 * person's roles do not give. A line for each case; the
 * last one `attack: N cases, N holes`. `--server`: over the network alone; `--within`: by people of one school alone;
 * `--first`: until the first hole.
 *
 * `--plants` writes holes into copies of the server, one after the other, and fails if one is not found; `--plant NAME`
 * one of them, `--list-plants` names them.
 */
import { cloneDatabase, type TestDatabase } from '@educrowd/db/testing/clone-database';
import { startTestServer } from '@educrowd/db/testing/test-server';
import { runCases, type AttackCase, type AttackResult } from './attack-case.ts';
import { namedOption, parseOptions } from '../../tools/command-line.ts';
import { databaseCases } from './database-cases.ts';
import { insiderCases } from './insider-cases.ts';
import { stations } from './insider.ts';
import { startPooler } from './pooler.ts';
import { runPlants } from './run-plants.ts';
import { casesWithoutNet, serverCases } from './server-cases.ts';
import { serverPlants, type ServerPlant } from './server-plants.ts';
import { startWorld, type World } from './world.ts';

const { values } = parseOptions({
  options: {
    server: { type: 'boolean', default: false },
    within: { type: 'boolean', default: false },
    first: { type: 'boolean', default: false },
    plants: { type: 'boolean', default: false },
    plant: { type: 'string', multiple: true },
    'list-plants': { type: 'boolean', default: false },
  },
});
if (values['list-plants']) for (const { name } of serverPlants) console.log(name);
else if (values.plants || values.plant) process.exitCode = (await runPlants(wantedPlants())) > 0 ? 1 : 0;
else process.exitCode = (await attack()) > 0 ? 1 : 0;

function wantedPlants(): readonly ServerPlant[] {
  return (values.plant ?? serverPlants.map(({ name }) => name)).map((name) =>
    namedOption('plant', { name, among: serverPlants }),
  );
}

function wantedCases(world: World, { admin }: TestDatabase): readonly AttackCase[] {
  // Within one school row-level security holds nothing: once is enough.
  const within = insiderCases(world, stations);
  if (values.within) return within;
  return [...(values.first ? [] : serverCases(world)), ...casesWithoutNet(world, admin), ...within];
}

/** How many holes there are. */
async function attack(): Promise<number> {
  const server = await startTestServer(process.env['DATABASE_URL_TEST']);
  const onDatabase = async (purpose: string, work: (database: TestDatabase) => Promise<void>) => {
    const database = await cloneDatabase(server, purpose);
    try {
      await work(database);
    } finally {
      await database.drop();
    }
  };
  const results: AttackResult[] = [];
  const show = (result: AttackResult): boolean => {
    results.push(result);
    console.log(`${result.holes.length === 0 ? '  ok  ' : '  HOLE'} ${result.name}`);
    for (const hole of result.holes) console.log(`         ${hole}`);
    return !values.first || result.holes.length === 0;
  };
  try {
    if (!values.server && !values.within)
      await onDatabase('attack on the database', async (database) => {
        const pooler = await startPooler(database);
        try {
          await runCases(await databaseCases(database, { pooler }), show);
        } finally {
          await pooler?.stop();
        }
        if (pooler) console.log(`       (pgbouncer ${pooler.version}, in transaction mode)`);
        else console.log('  skip through pgbouncer: it is not installed');
      });
    if (!values.within && !values.first)
      await onDatabase('attack on the server through a pooler', (database) => attackPooled(database, show));
    await onDatabase('attack on the server', async (database) => {
      const world = await startWorld(database);
      try {
        await runCases(wantedCases(world, database), show);
      } finally {
        await world.stop();
      }
    });
  } finally {
    await server.stop();
  }
  const holes = results.reduce((sum, result) => sum + result.holes.length, 0);
  console.log(`\nattack: ${results.length} cases, ${holes} holes`);
  return holes;
}

/** A server whose transactions share the connections of a pooler with those of other schools. */
async function attackPooled(database: TestDatabase, show: (result: AttackResult) => boolean): Promise<void> {
  const pooler = await startPooler(database);
  try {
    if (!pooler?.appUrl) {
      console.log('  skip a server through pgbouncer: no version from 1.21 on is installed');
      return;
    }
    const world = await startWorld({ ...database, urls: { ...database.urls, appUrl: pooler.appUrl } });
    try {
      const cases = [...serverCases(world), ...insiderCases(world, stations)];
      await runCases(
        cases.map(({ name, attack }) => ({ name: `a server through pgbouncer: ${name}`, attack })),
        show,
      );
    } finally {
      await world.stop();
    }
  } finally {
    await pooler?.stop();
  }
}
