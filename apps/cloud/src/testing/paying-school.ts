/** A school whose server charges cards at the local payment server, and people who pledge there. */
import type { TestDatabase } from '@educrowd/db/testing/clone-database';
import type { Provisioned } from '../features/tenancy/index.ts';
import { createBackers, type Backers } from './backers.ts';
import { createPerson, createSchool, type TestPerson } from './people.ts';
import { buildLiveCampaign, startPayingServer, type PayingServer } from './start-paying-server.ts';

export interface PayingSchool {
  readonly paying: PayingServer;
  readonly owner: TestPerson;
  readonly school: Provisioned;
  readonly backers: Backers;
  /** A campaign that takes pledges. */
  live(given?: Parameters<typeof buildLiveCampaign>[2]): ReturnType<typeof buildLiveCampaign>;
  /** Stops the server and drops the database. */
  close(): Promise<void>;
}

export async function openPayingSchool(database: TestDatabase): Promise<PayingSchool> {
  const paying = await startPayingServer(database);
  const owner = await createPerson(paying.server);
  const school = await createSchool(paying.server, owner);
  return {
    paying,
    owner,
    school,
    backers: createBackers(paying, school.host),
    live: (given = {}) => buildLiveCampaign(paying.server, school.tenantId, given),
    async close() {
      await paying.stop();
      await database.drop();
    },
  };
}
