import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, eq } from 'drizzle-orm';
import { notificationEvents } from '@educrowd/db/postgres/schema/notifications';
import { notifications } from '@educrowd/db/postgres/schema/synced';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { Audiences, Recipient } from '../../platform/events.ts';
import { writeRows } from '../../platform/synced-rows.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { allTold } from '../../testing/all-told.ts';
import {
  buildCourse,
  createTestDevice,
  type TestCourse,
  type TestDevice,
} from '../../testing/build-course.ts';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';
import { readSchool, type Provisioned } from '../tenancy/index.ts';
import { deliverEventsJob } from './deliver-events.ts';
import { forgetNotifications } from './forget-notifications.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let school: Provisioned;
let otherSchool: Provisioned;
let owner: TestPerson;
let teacher: TestPerson;
let device: TestDevice;
let teacherDevice: TestDevice;
let course: TestCourse;

beforeAll(async () => {
  [owner, teacher] = [await createPerson(server), await createPerson(server, { name: 'Tessa Teacher' })];
  school = await createSchool(server, owner);
  otherSchool = await createSchool(server, owner, { name: 'Southfield' });
  await addMember(server, school, { ...teacher, roles: ['instructor'] });
  device = createTestDevice(server, school.host, (await signIn(server, owner, school.host)).token);
  teacherDevice = createTestDevice(server, school.host, (await signIn(server, teacher, school.host)).token);
  course = await buildCourse(teacherDevice, { title: 'Optics' });
});

const reading = { isSystem: true, userId: null } as const;

const notificationsOf = (userId: string, tenantId = school.tenantId) =>
  readTenant(server.ctx.door, { tenantId, ...reading }, (tx) =>
    tx.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.tenantId, tenantId), eq(notifications.userId, userId))),
  );

const delivered = (): Promise<void> => allTold(server, school.tenantId);

async function signedIn(person: TestPerson): Promise<Visitor> {
  const visitor = createVisitor(server, school.host);
  return visitor.post('/sign-in', { email: person.email, password: person.password });
}

describe('an enrolment', () => {
  test('is told to who teaches the course, and to nobody else; the student is welcomed by mail', async () => {
    const student = await createPerson(server, { name: 'Sam Student' });
    const visitor = await signedIn(student);
    await visitor.post(`/courses/${course.courseId}/enrol`, {});
    await visitor.post(`/courses/${course.courseId}/enrol`, {});
    await delivered();
    const [told, ...more] = await notificationsOf(teacher.userId);
    expect(told).toMatchObject({
      event: 'course.enrolled',
      data: { courseId: course.courseId, courseTitle: 'Optics', studentName: 'Sam Student' },
      readAt: null,
    });
    expect(more).toEqual([]);
    expect(await notificationsOf(student.userId)).toEqual([]);
    expect(await notificationsOf(owner.userId)).toEqual([]);
    const mail = await server.mailTo(student.email);
    expect(mail.subject).toBe('Welcome to Optics');
    expect(mail.text).toContain(`${server.origin(school.host)}/courses/${course.courseId}`);
  });

  test('of the teacher’s own is not told to the teacher, but to those who manage the school', async () => {
    const own = await buildCourse(teacherDevice, { title: 'Own' });
    const visitor = await signedIn(teacher);
    await visitor.post(`/courses/${own.courseId}/enrol`, {});
    await delivered();
    const toldOf = async (person: TestPerson) =>
      (await notificationsOf(person.userId)).filter((each) => each.data['courseId'] === own.courseId);
    expect(await toldOf(teacher)).toEqual([]);
    expect(await toldOf(owner)).toHaveLength(1);
  });
});

test('of several conflicts on one row, a person has one unread notification; of further ones after reading it', async () => {
  const disputed = await buildCourse(teacherDevice, { title: 'Disputed' });
  const rename = (by: TestDevice, title: string) =>
    by.push(['Course.patch', { id: disputed.courseId, patch: { title } }, { title: 'Disputed' }]);
  const told = async () =>
    (await notificationsOf(teacher.userId)).filter((each) => each.data['rowId'] === disputed.courseId);
  await rename(teacherDevice, 'By the teacher');
  await rename(device, 'By the owner');
  await delivered();
  await rename(device, 'By the owner again');
  await rename(device, 'And again');
  await delivered();
  expect(await told()).toHaveLength(1);
  const id = (await told())[0]!.id;
  expect(await device.push(['notification.markRead', { ids: [id] }])).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await device.push(['notification.markRead', { ids: [newId()] }])).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  expect(await teacherDevice.push(['notification.markRead', { ids: [id] }])).toMatchObject([
    { code: 'APPLIED' },
  ]);
  expect(await told()).toMatchObject([{ readAt: expect.any(String) }]);
  await rename(device, 'Once more');
  await delivered();
  expect(await told()).toHaveLength(2);
});

describe('a delivery', () => {
  const campaignEvent = (campaignId: string) => ({
    name: 'campaignUpdate.published' as const,
    data: { campaignId, campaignTitle: 'Garden', updateId: newId(), title: 'Beds are built' },
  });

  async function appendEvents(count: number): Promise<string> {
    const campaignId = newId();
    await withTenant(server.ctx.door, { tenantId: school.tenantId, ...reading }, async (tx) => {
      for (let index = 0; index < count; index++) {
        await tx.db.insert(notificationEvents).values({
          tenantId: tx.tenantId,
          id: newId(),
          ...campaignEvent(campaignId),
          actorId: null,
          occurredAt: tx.now.toISOString(),
        });
      }
    });
    return campaignId;
  }

  /** A job whose backers come as `backers` says. */
  const jobFor = (backers: Audiences['campaignUpdate.published']) => {
    const nobody = () => Promise.resolve([]);
    const job = deliverEventsJob({
      ctx: server.ctx,
      readSchool: (tenantId) => readSchool(server.ctx.door, tenantId),
      audiences: {
        'course.enrolled': nobody,
        'pledge.collected': nobody,
        'payment.failed': nobody,
        'refund.failed': nobody,
        'conflict.waiting': nobody,
        'campaignUpdate.published': backers,
      },
    });
    return () =>
      job.run({ tenantId: school.tenantId }, { ctx: server.ctx, signal: new AbortController().signal });
  };

  const people = (count: number): Recipient[] =>
    Array.from({ length: count }, () => {
      const userId = newId();
      return { key: userId, userId, email: `${userId}@example.org` };
    }).toSorted((a, b) => (a.key < b.key ? -1 : 1));

  const mailsTo = async (recipient: Recipient) =>
    (await server.ctx.mailer.mailbox!.list(recipient.email!)).length;

  const headOf = async () =>
    Number(
      (
        await server.ctx.door.database.client.begin(async (sql) => {
          await sql`select enter_tenant(${school.tenantId}::uuid)`;
          return sql`select head from sync_tenant where tenant_id = ${school.tenantId}`;
        })
      )[0]!.head,
    );

  test('that dies half-way, and runs twice at once, tells everybody once, with one change of the head', async () => {
    await delivered();
    await appendEvents(2);
    const backers = people(3);
    let calls = 0;
    const dying = jobFor(async () => {
      if (++calls === 2) throw new Error('killed');
      return backers;
    });
    const headBefore = await headOf();
    await expect(dying()).rejects.toThrow('killed');
    for (const each of backers) expect(await notificationsOf(each.userId!)).toEqual([]);
    const whole = jobFor(() => Promise.resolve(backers));
    await Promise.all([whole(), whole()]);
    await whole();
    for (const each of backers) expect(await notificationsOf(each.userId!)).toHaveLength(2);
    expect(await headOf()).toBe(headBefore + 1);
    await expect.poll(() => mailsTo(backers[0]!)).toBe(2);
  });

  test('to a large audience goes in parts, each person once', async () => {
    await appendEvents(1);
    const backers = people(1_200).map((each) => ({ ...each, email: null }));
    const parts: number[] = [];
    await jobFor((_tx, { after, limit }) => {
      const part = backers.filter((each) => each.key > after).slice(0, limit);
      parts.push(part.length);
      return Promise.resolve(part);
    })();
    expect(parts).toEqual([500, 500, 200]);
    for (const index of [0, 499, 500, 1_199])
      expect(await notificationsOf(backers[index]!.userId!)).toHaveLength(1);
  });
});

test('what happened half a year ago goes from the school and from devices; what is newer stays', async () => {
  const userId = newId();
  const [old, newer] = [181, 179].map((days) => ({
    id: newId(),
    occurredAt: new Date(Date.now() - days * 24 * 60 * 60_000).toISOString(),
  }));
  const entity = entityNamed('Notification');
  await withTenant(server.ctx.door, { tenantId: school.tenantId, userId: null, isSystem: true }, (tx) => {
    const told = { userId, event: 'course.enrolled', data: {}, readAt: null };
    const stamps = { createdAt: tx.now.toISOString(), updatedAt: tx.now.toISOString(), deletedAt: null };
    const writes = [old!, newer!].map((each) => ({ ...told, ...stamps, ...each }));
    return writeRows(
      tx,
      writes.map((after) => ({ entity, before: null, after, authors: {} })),
    );
  });
  await forgetNotifications(server.ctx);
  expect((await notificationsOf(userId)).map(({ id }) => id)).toEqual([newer!.id]);
  const told = await database.admin`select op from sync_change where row_id = ${old!.id}`;
  expect(told).toEqual([{ op: 'delete' }]);
});

test('another school hears nothing', async () => {
  for (const person of [owner, teacher])
    expect(await notificationsOf(person.userId, otherSchool.tenantId)).toEqual([]);
});
