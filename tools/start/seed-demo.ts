/**
 * The demo school, set up once through the same ways that people use: accounts over the pages, the course on a device
 * that imports it and syncs. What was done is noted, so that an interrupted start goes on where it was.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foundSchool, signIn, signUp, type Person } from '../stack/people.ts';
import type { RunningCloud } from '../stack/start-cloud.ts';
import {
  importCourse,
  signInDevice,
  startEngine,
  waitUntilSynced,
  type HeadlessEngine,
} from '../stack/start-engine.ts';
import { launchDemoCampaign } from './seed-campaign.ts';

export const demoSchool = { name: 'Northfield School', slug: 'northfield' } as const;
const password = 'stones-and-rivers';
export const demoTeacher: Person = { name: 'Tessa Lindqvist', email: 'teacher@northfield.example', password };
export const demoStudent: Person = { name: 'Sami Okafor', email: 'student@northfield.example', password };

type Step = 'school' | 'course' | 'student' | 'campaign';

export async function seedDemo(
  cloud: RunningCloud,
  dataFolder: string,
  say: (line: string) => void,
): Promise<void> {
  const notePath = join(dataFolder, 'demo.json');
  const done = new Set(existsSync(notePath) ? (JSON.parse(readFileSync(notePath, 'utf8')) as Step[]) : []);
  const step = async (name: Step, work: () => Promise<void>): Promise<void> => {
    if (done.has(name)) return;
    if (done.size === 0) say('Setting up the demo school. This happens once.');
    await work();
    writeFileSync(notePath, JSON.stringify([...done.add(name)]));
  };
  const origin = cloud.schoolOrigin(demoSchool.slug);
  const device = teachersDevice(origin, dataFolder);
  const onDevice = (name: Step, work: (engine: HeadlessEngine) => Promise<unknown>) =>
    step(name, async () => {
      const engine = await device.engine();
      await work(engine);
      await waitUntilSynced(engine);
    });
  try {
    await step('school', async () => void (await foundSchool(cloud.origin, demoTeacher, demoSchool)));
    await onDevice('course', publishDemoCourse);
    await step('student', async () => void (await signUp(origin, demoStudent)));
    await onDevice('campaign', launchDemoCampaign);
  } finally {
    await device.discard();
  }
}

/** A device of the demo teacher's that exists only for this, from when it is first needed. */
function teachersDevice(origin: string, dataFolder: string) {
  const deviceFolder = join(dataFolder, 'demo-device');
  let started: HeadlessEngine | undefined;
  return {
    async engine(): Promise<HeadlessEngine> {
      if (started) return started;
      rmSync(deviceFolder, { recursive: true, force: true });
      started = startEngine(deviceFolder, (line) => console.error(line));
      await signInDevice(started, origin, await signIn(origin, demoTeacher));
      await waitUntilSynced(started);
      return started;
    },
    async discard(): Promise<void> {
      await started?.process.stop();
      rmSync(deviceFolder, { recursive: true, force: true });
    },
  };
}

async function publishDemoCourse(engine: HeadlessEngine): Promise<void> {
  const courseId = await importCourse(engine, join(import.meta.dirname, 'demo-course'));
  const summary =
    'What a river does to the land, and how to see it on a walk. Three hours, a notebook and dry shoes.';
  await engine.client.courses.patchCourse({
    courseId,
    patch: { summary, level: 'beginner', durationHours: 3, tags: ['nature', 'geography'] },
  });
  await engine.client.courses.publish({ courseId });
}
