/** A school on a real server for the tests of one file, and devices that end with the test that opened them. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import type { Role } from '@educrowd/shared/permissions/roles';
import {
  addMember,
  createPerson,
  createSchool,
  signIn,
  type TestPerson,
} from '../../apps/cloud/src/testing/people.ts';
import { startTestServer, type TestServer } from '../../apps/cloud/src/testing/start-test-server.ts';
import { openRealDevice, type RealDevice, type RealDeviceOptions } from './real-device.ts';

interface Built {
  readonly database: Awaited<ReturnType<typeof createTestDatabase>>;
  readonly server: TestServer;
  readonly school: Awaited<ReturnType<typeof createSchool>>;
  readonly owner: TestPerson;
}

/** To be called once at the top of a file; what it gives is there when the tests run. */
export function useRealSchool() {
  let built: Built | null = null;
  const devices = new Set<RealDevice>();
  const there = (): Built => must(built, 'school: it is built before the tests run');

  beforeAll(async () => {
    const database = await createTestDatabase();
    const server = await startTestServer(database);
    const owner = await createPerson(server, { name: 'Ada' });
    built = { database, server, owner, school: await createSchool(server, owner) };
  });
  afterEach(async () => {
    for (const device of devices) await device.close();
  });
  afterAll(async () => {
    await built?.server.stop();
    await built?.database.drop();
  });

  const tokenOf = async (person: TestPerson): Promise<string> =>
    (await signIn(there().server, person, there().school.host)).token;

  return {
    get database() {
      return there().database;
    },
    get server() {
      return there().server;
    },
    get school() {
      return there().school;
    },
    get owner() {
      return there().owner;
    },
    join: async (name: string, role: Role): Promise<TestPerson> => {
      const { server, school } = there();
      const person = await createPerson(server, { name });
      await addMember(server, school, { ...person, roles: [role] });
      return person;
    },
    tokenOf,
    /** Signed in as the person, unless a token is given. */
    deviceOf: async (
      person: TestPerson,
      options: Partial<Omit<RealDeviceOptions, 'address'>> = {},
    ): Promise<RealDevice> => {
      const { server, school } = there();
      const token = options.token ?? (await tokenOf(person));
      const opened = await openRealDevice({ address: server.origin(school.host), ...options, token });
      const device: RealDevice = {
        ...opened,
        close: async () => {
          devices.delete(device);
          await opened.close();
        },
      };
      devices.add(device);
      return device;
    },
  };
}
