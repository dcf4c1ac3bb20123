/** A whole server of its own, its pages and API asked by some people while a crowd signs in. */
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@educrowd/db/postgres/client';
import { withDatabase } from '@educrowd/db/postgres/provision-database';
import { foundSchool } from '../../tools/stack/people.ts';
import { startCloud } from '../../tools/stack/start-cloud.ts';
import { DATABASE, startDatabase } from '../../tools/stack/start-database.ts';
import { createVisitor } from '../../tools/stack/visitor.ts';
import { personNamed } from '../support/set-up-school.ts';
import { pause } from '../support/waits.ts';
import { percentile, rounded, timed } from './measure.ts';

const CROWD = 200;
const READERS = 4;
/** Long enough for the 99th percentile to be more than the worst of a few. */
const CALM_MS = 10_000;
const FOLDER_MODE = 0o711;

export async function measureSignInStorm(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-bench-'));
  chmodSync(folder, FOLDER_MODE);
  const database = await startDatabase({ dataDir: folder, mode: 'durable' });
  const cloud = await startCloud({
    urls: database.urls,
    dataDir: join(folder, 'cloud'),
    port: 0,
    env: { LOG_LEVEL: 'warn' },
  });
  try {
    const owner = personNamed('Olga Owner');
    await foundSchool(cloud.origin, owner, { name: 'Northfield School', slug: 'northfield' });
    const origin = cloud.schoolOrigin('northfield');
    await addCrowd(withDatabase(database.adminUrl, DATABASE), owner.email);
    const calm = await readWhile(origin, pause(CALM_MS));
    const signedIn: Promise<boolean>[] = [];
    const storm = await readWhile(
      origin,
      timed(async () => {
        for (let number = 1; number <= CROWD; number++)
          signedIn.push(
            signInAs(origin, { email: `student-${number}@example.org`, password: owner.password }),
          );
        await Promise.all(signedIn);
      }),
    );
    const succeeded = (await Promise.all(signedIn)).filter(Boolean).length;
    const peakMb = await peakMemoryMb(cloud.process.pid ?? 0);
    const [calmP99, stormP99] = [percentile(calm.times, 0.99), percentile(storm.times, 0.99)];
    console.log(
      `${calm.times.length} requests in calm: p99 ${rounded(calmP99)} ms; ${storm.times.length} while ${succeeded} of ${CROWD} signed in: p99 ${rounded(stormP99)} ms`,
    );
    return {
      signInStormSlowdown: rounded(stormP99 / calmP99),
      signedIn: succeeded,
      ...(peakMb === null ? {} : { peakMemoryMb: peakMb }),
    };
  } finally {
    await cloud.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Accounts with the owner's password, whose hash is as expensive to check as any. */
async function addCrowd(adminUrl: string, ownerEmail: string): Promise<void> {
  const admin = createClient(adminUrl, { max: 1, applicationName: 'educrowd-bench' });
  try {
    await admin`
      insert into identity."user" (id, name, email, email_verified, created_at, updated_at)
      select gen_random_uuid(), 'Student ' || n, 'student-' || n || '@example.org', true, now(), now()
      from generate_series(1, ${CROWD}) as n`;
    await admin`
      insert into identity.account (id, user_id, provider_id, account_id, password, created_at, updated_at)
      select gen_random_uuid(), crowd.id, 'credential', crowd.id::text, known.password, now(), now()
      from identity."user" crowd, identity.account known join identity."user" owner on owner.id = known.user_id
      where crowd.email like 'student-%' and owner.email = ${ownerEmail}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function signInAs(
  origin: string,
  body: { readonly email: string; readonly password: string },
): Promise<boolean> {
  const { status } = await createVisitor().api('POST', `${origin}/api/v1/auth/login`, { body });
  return status === 200;
}

/** Times of requests by a few people, one after the other each, until something has ended. */
async function readWhile(origin: string, until: Promise<unknown>): Promise<{ readonly times: number[] }> {
  const times: number[] = [];
  const over = new AbortController();
  const readers = Array.from({ length: READERS }, async (_, reader) => {
    const visitor = createVisitor();
    while (!over.signal.aborted) {
      const ask = async (): Promise<void> => {
        const page = await visitor.get(
          `${origin}${['/', '/courses', '/campaigns', '/sign-in'][reader] ?? '/'}`,
        );
        if (page.status !== 200) throw new Error(`${page.url.pathname} answered ${page.status}`);
      };
      times.push(await timed(ask));
    }
  });
  await until;
  over.abort();
  await Promise.all(readers);
  return { times };
}

/** The most that the process ever had in memory; null where the system does not tell. */
async function peakMemoryMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}
