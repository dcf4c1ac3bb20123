/** Streams that people of one school hold open: what they are told there, and that they end with the role. */
import { request as httpRequest } from 'node:http';
import { changeGrant } from '../../apps/cloud/src/features/roles/change-grant.ts';
import { endGrant } from '../../apps/cloud/src/features/roles/end-grant.ts';
import { createTestDevice } from '../../apps/cloud/src/testing/build-course.ts';
import type { AttackCase } from './attack-case.ts';
import { insiderOf, type Insider, type Station } from './insider.ts';
import type { World } from './world.ts';

const teacher: Station = { name: 'a teacher', grants: [{ role: 'instructor' }] };
const bell = '/api/notifications/stream';
const pokesOf = (holdings: readonly string[]): string =>
  `/trpc/sync.poke?input=${encodeURIComponent(JSON.stringify({ holdings }))}`;

export function insiderStreamCases(world: World): readonly AttackCase[] {
  const asOwner = { tenantId: world.attacker.tenantId, userId: world.attacker.targets.userId };
  const change = (more: { isActive?: boolean; expiresAt?: string }) => (userId: string) =>
    changeGrant(world.server.ctx, asOwner, { userId, role: 'instructor', ...more });
  const ends: Readonly<Record<string, (userId: string) => Promise<unknown>>> = {
    ended: (userId) => endGrant(world.server.ctx, asOwner, { userId, role: 'instructor' }),
    paused: change({ isActive: false }),
    'let expire': (userId) => change({ expiresAt: new Date(Date.now() + 300).toISOString() })(userId),
  };
  return [
    {
      name: 'insider: an open stream tells of nothing that the device only claims to hold',
      attack: () => listenToOthers(world),
    },
    ...Object.entries(ends).map(([how, end]) => ({
      name: `insider: open streams end when the role is ${how}, and say nothing after that`,
      attack: () => outliveTheRole(world, end),
    })),
  ];
}

async function listenToOthers(world: World): Promise<string[]> {
  const { courseId, campaignId, userId } = world.attacker.targets;
  const insider = await insiderOf(world);
  await insider.become(teacher);
  const foreign = ['course:*', 'campaign:*', 'finance', `course:${courseId}`, `campaign:${campaignId}`];
  const stream = await openStream(
    world,
    insider,
    pokesOf([...foreign, `user:${userId}`, `course:${insider.courseId}`]),
  );
  await edit(world, 'Course', courseId);
  await edit(world, 'Campaign', campaignId);
  // Pokes come in the order of what they tell of.
  await edit(world, 'Course', insider.courseId);
  const isTold = await stream.until(() => stream.text().includes(insider.courseId));
  stream.close();
  if (!isTold) return ['the stream does not tell of the own course: nothing is proven'];
  return [courseId, campaignId].some((id) => stream.text().includes(id))
    ? [`it tells of others: ${stream.text()}`]
    : [];
}

async function outliveTheRole(world: World, end: (userId: string) => Promise<unknown>): Promise<string[]> {
  const insider = await insiderOf(world);
  await insider.become(teacher);
  const opened = {
    bell: await openStream(world, insider, bell),
    poke: await openStream(world, insider, pokesOf(['staff', `course:${insider.courseId}`])),
  };
  const holes: string[] = [];
  for (const [name, stream] of Object.entries(opened))
    if (!stream.isOpen())
      holes.push(`the ${name} was not open: nothing is proven (${stream.status} ${stream.text()})`);
  await end(insider.userId);
  for (const [name, stream] of Object.entries(opened))
    if (!(await stream.until(() => !stream.isOpen()))) holes.push(`the ${name} stays open`);
  const heard = Object.values(opened).map((stream) => stream.text());
  await edit(world, 'Course', insider.courseId);
  const again = await openStream(world, insider, pokesOf(['staff', `course:${insider.courseId}`]));
  if (!(await again.until(() => again.text().includes('FORBIDDEN')))) holes.push('a new one is opened');
  for (const [index, stream] of Object.values(opened).entries())
    if (stream.text() !== heard[index]) holes.push(`it goes on to say ${stream.text()}`);
  for (const stream of [...Object.values(opened), again]) stream.close();
  return holes;
}

let edits = 0;

/** By the owner, who may do everything. */
async function edit({ server, attacker }: World, entity: 'Course' | 'Campaign', id: string): Promise<void> {
  const device = createTestDevice(server, attacker.host, attacker.token);
  const [result] = await device.push([`${entity}.patch`, { id, patch: { summary: `Edit ${++edits}` } }]);
  if (result?.code !== 'APPLIED' && result?.code !== 'MERGED') throw new Error(String(result?.detail));
}

interface HeardStream {
  readonly status: number;
  text(): string;
  isOpen(): boolean;
  /** Whether it came about within `LONGEST_MS`. */
  until(isDone: () => boolean): Promise<boolean>;
  close(): void;
}

/** A stream that should end and does not: after this time that is a hole. Far above what the server promises (2 s). */
const LONGEST_MS = 8_000;
const STEP_MS = 10;

/** Resolves once the first bytes have come, or the answer is over. */
function openStream({ server, attacker }: World, { token }: Insider, path: string): Promise<HeardStream> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: `${attacker.host}:${server.port}`,
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
    };
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, headers, agent: false },
      (response) => {
        let text = '';
        let isOpen = true;
        const stream: HeardStream = {
          status: response.statusCode ?? 0,
          text: () => text,
          isOpen: () => isOpen,
          until: async (isDone) => {
            const until = Date.now() + LONGEST_MS;
            while (!isDone() && Date.now() < until)
              await new Promise((done) => {
                setTimeout(done, STEP_MS);
              });
            return isDone();
          },
          close: () => request.destroy(),
        };
        response.on('data', (bytes: Buffer) => {
          text += bytes.toString();
          resolve(stream);
        });
        response.once('close', () => {
          isOpen = false;
          resolve(stream);
        });
        response.on('error', () => undefined);
      },
    );
    request.on('error', reject);
    request.end();
  });
}
