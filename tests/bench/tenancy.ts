/**
 * What isolation costs.
 *
 * - `rlsReadToPlain`: the sections and lessons of a course as a page reads them, through `readTenant` with row-level
 *   security, by the same statements in the same kind of transaction as a superuser. Both are one round trip to begin,
 *   one for each statement, one to end; entering the school rides on the first.
 * - `manyTenantsToOne`: the same read where 1,000 schools have 1,000,000 lessons, each time in another school, by one
 *   where a single school has 1,000.
 * - `signInStormSlowdown`: the 99th percentile of other people's requests while 200 people sign in at once, by the same
 *   without.
 */
import { cloneDatabase, type TestDatabase } from '@educrowd/db/testing/clone-database';
import { startTestServer } from '@educrowd/db/testing/test-server';
import { must } from '@educrowd/shared/primitives/assert';
import { readOutlineRows } from '../../apps/cloud/src/features/courses/course-store.ts';
import { createDatabase, type Database } from '../../apps/cloud/src/platform/database.ts';
import { readTenant, type ReadTx } from '../../apps/cloud/src/platform/with-tenant.ts';
import { testMasterKeys } from '../../apps/cloud/src/testing/test-master-keys.ts';
import { fillSchools, type Filled } from './fill-schools.ts';
import { alternate, median, rounded } from './measure.ts';
import { measureSignInStorm } from './sign-in-storm.ts';

const ROUNDS = 2_000;
const MANY_SCHOOLS = 1_000;

export async function benchTenancy(): Promise<Record<string, number>> {
  return { ...(await benchReads()), ...(await measureSignInStorm()) };
}

async function benchReads(): Promise<Record<string, number>> {
  const server = await startTestServer(process.env['DATABASE_URL_TEST']);
  const [one, many] = [await cloneDatabase(server, 'bench: one'), await cloneDatabase(server, 'bench: many')];
  try {
    const few = await open(one, 1);
    const crowd = await open(many, MANY_SCHOOLS);
    console.log(`${few.filled.lessons} lessons in one school, ${crowd.filled.lessons} in ${MANY_SCHOOLS}`);
    const [isolated, plain] = await alternate(ROUNDS, [few.read, few.readPlain]);
    console.log(`one school: ${rounded(median(isolated))} ms isolated, ${rounded(median(plain))} ms plain`);
    const [inCrowd, alone] = await alternate(ROUNDS, [crowd.read, few.read]);
    console.log(`a school among many: ${rounded(median(inCrowd))} ms, alone: ${rounded(median(alone))} ms`);
    const [floor] = await alternate(ROUNDS, [() => few.app.client`select 1`, () => Promise.resolve()]);
    await Promise.all([few.close(), crowd.close()]);
    return {
      rlsReadToPlain: rounded(median(isolated) / median(plain)),
      manyTenantsToOne: rounded(median(inCrowd) / median(alone)),
      readMs: rounded(median(isolated)),
      roundTripMs: rounded(median(floor)),
    };
  } finally {
    await one.drop();
    await many.drop();
    await server.stop();
  }
}

interface Opened {
  readonly filled: Filled;
  readonly app: Database;
  readonly read: () => Promise<unknown>;
  readonly readPlain: () => Promise<unknown>;
  close(): Promise<void>;
}

async function open(database: TestDatabase, schools: number): Promise<Opened> {
  const filled = await fillSchools(database, schools);
  const app = createDatabase(database.urls.appUrl, { maxConnections: 1, name: 'bench' });
  const superuser = createDatabase(database.urls.adminUrl, { maxConnections: 1, name: 'bench-plain' });
  const door = { database: app, clock: () => new Date(), masterKeys: testMasterKeys };
  let turn = 0;
  /** A stride that meets every school and every course before it comes back. */
  const next = () => {
    const { tenantId, courseIds } = must(filled.schools[(turn * 617) % filled.schools.length], 'school');
    const courseId = must(courseIds[turn % courseIds.length], 'course');
    turn += 1;
    return { tenantId, courseId: courseId as Parameters<typeof readOutlineRows>[1][number] };
  };
  const checked = async (rows: ReturnType<typeof readOutlineRows>): Promise<void> => {
    if ((await rows).lessons.length === 0) throw new Error('nothing was read');
  };
  return {
    filled,
    app,
    read: () => {
      const { tenantId, courseId } = next();
      const context = { tenantId, userId: null, isSystem: true };
      return readTenant(door, context, (tx) => checked(readOutlineRows(tx, [courseId])));
    },
    readPlain: () => {
      const { tenantId, courseId } = next();
      return superuser.db.transaction(
        (db) => checked(readOutlineRows({ db, tenantId } as ReadTx, [courseId])),
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      );
    },
    close: async () => {
      await Promise.all([app.close(), superuser.close()]);
    },
  };
}
