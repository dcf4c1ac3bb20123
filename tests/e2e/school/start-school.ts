/**
 * The whole product in a temporary folder: PostgreSQL, the cloud server and a school that was set up the way people do
 * it, over the pages and on a device that imports courses and syncs them.
 */
import { chmodSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@educrowd/db/postgres/client';
import { foundSchool, signIn, signUp, type Person } from '../../../tools/stack/people.ts';
import { startCloud, type RunningCloud } from '../../../tools/stack/start-cloud.ts';
import { DATABASE, startDatabase } from '../../../tools/stack/start-database.ts';
import {
  importCourse,
  signInDevice,
  startEngine,
  waitUntilSynced,
  type HeadlessEngine,
} from '../../../tools/stack/start-engine.ts';
import { repositoryRoot } from '../../../tools/repository.ts';
import { giveRole, signInToApi } from '../../support/school-access.ts';
import type { School, SeededCampaign, SeededCourse } from './school.ts';
import { startCampaigns } from './start-campaigns.ts';

export interface RunningSchool {
  readonly school: School;
  stop(): Promise<void>;
}

const password = 'stones-and-rivers';
const teacher: Person = { name: 'Tessa Lindqvist', email: 'tessa@riverside.example', password };
const colleague: Person = { name: 'Jonas Weber', email: 'jonas@riverside.example', password };
const student: Person = { name: 'Sami Okafor', email: 'sami@riverside.example', password };
const reader: Person = { name: 'Amélie Dubois', email: 'amelie@riverside.example', password };
const named = { name: 'Riverside School', slug: 'riverside' };

/** PostgreSQL's own account passes through where we are root. */
const FOLDER_MODE = 0o711;

export async function startSchool(): Promise<RunningSchool> {
  const folder = await mkdtemp(join(tmpdir(), 'educrowd-e2e-'));
  chmodSync(folder, FOLDER_MODE);
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const log = (line: string): void =>
    void appendFile(join(folder, 'log'), `${line}\n`).catch(() => undefined);
  try {
    const database = await startDatabase({ dataDir: folder, mode: 'test' });
    started.push(database);
    const cloud = await startCloud({
      urls: database.urls,
      dataDir: join(folder, 'cloud'),
      port: 0,
      env: { LOG_LEVEL: 'warn' },
      log,
    });
    started.push(cloud);
    const school = await setUp(cloud, { folder, log });
    await passDeadline(database.adminUrl, school.endedCampaign);
    return { school, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function setUp(
  cloud: RunningCloud,
  place: { folder: string; log: (line: string) => void },
): Promise<School> {
  const origin = cloud.schoolOrigin(named.slug);
  await foundSchool(cloud.origin, teacher, named);
  const [courses] = await Promise.all([publishCourses(origin, place), admit(origin)]);
  const campaigns = await startCampaigns(origin, teacher);
  return {
    ...named,
    ...courses,
    ...campaigns,
    port: cloud.port,
    platform: cloud.origin,
    origin,
    teacher,
    colleague,
    student,
    reader,
  };
}

/** What only time brings: a campaign cannot be launched with a deadline that is less than a day away. */
async function passDeadline(adminUrl: string, { id }: SeededCampaign): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = DATABASE;
  const admin = createClient(url.href, { max: 1, applicationName: 'educrowd-time' });
  try {
    await admin`update campaigns set deadline = now() - interval '3 days' where id = ${id}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function admit(origin: string): Promise<void> {
  await signUp(origin, colleague);
  await signUp(origin, student);
  await signUp(origin, reader);
  const [by, { userId }] = await Promise.all([signInToApi(origin, teacher), signInToApi(origin, colleague)]);
  await giveRole(origin, { by, to: userId, role: 'admin' });
}

async function publishCourses(
  origin: string,
  { folder, log }: { folder: string; log: (line: string) => void },
): Promise<Pick<School, 'course' | 'longTitles' | 'arabic'>> {
  const engine = startEngine(join(folder, 'first-device'), log);
  try {
    await signInDevice(engine, origin, await signIn(origin, teacher));
    await waitUntilSynced(engine);
    const course = await publish(engine, {
      path: join(import.meta.dirname, 'course'),
      summary:
        'How to measure a stream with what fits in a rucksack, and how to write it down so that others can trust it.',
    });
    const longTitles = await publish(engine, {
      path: join(import.meta.dirname, 'german-course'),
      summary:
        'Für Anwärterinnen und Anwärter auf das Binnenschifffahrtskapitänspatent, mit Verkehrsvorschriften, Wasserstandsmeldungen und Schiffsmaschinenbetriebslehre.',
    });
    const arabic = await publish(engine, {
      path: join(import.meta.dirname, 'arabic-course'),
      language: 'ar',
      summary: 'كيف نقيس النهر، وكيف نكتب ما قسناه حتى يثق به الآخرون.',
    });
    await publish(engine, {
      path: join(repositoryRoot, 'tools/start/demo-course'),
      summary: 'What a river does to the land, and how to see it on a walk.',
    });
    await waitUntilSynced(engine);
    return { course, longTitles, arabic };
  } finally {
    await engine.process.stop();
  }
}

async function publish(
  engine: HeadlessEngine,
  { path, summary, language = 'en' }: { path: string; summary: string; language?: string },
): Promise<SeededCourse> {
  const courseId = await importCourse(engine, path);
  const { courses } = engine.client;
  await courses.patchCourse({
    courseId,
    patch: { summary, language, level: 'beginner', durationHours: 12, tags: ['nature', 'outdoors'] },
  });
  await courses.publish({ courseId });
  const { course, lessons } = await courses.outline({ courseId });
  return { id: courseId, title: course.title, lessons: lessons.map(({ id, title }) => ({ id, title })) };
}
