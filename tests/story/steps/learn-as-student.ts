/** A student finds the course, signs up, reads every lesson and marks it done. */
import { must } from '@educrowd/shared/primitives/assert';
import { sha256Hex } from '@educrowd/shared/primitives/digest';
import { signUp, type Person } from '../../../tools/stack/people.ts';
import { createVisitor, type Page, type Visitor } from '../../../tools/stack/visitor.ts';
import type { Device } from '../../support/engine-driver.ts';
import { missingFrom, readLessonText } from '../../support/read-page.ts';
import { signInToApi } from '../../support/school-access.ts';
import { personNamed } from '../../support/set-up-school.ts';
import { readDeviceView, rowsOf, type WorkspaceView } from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

export interface Student {
  readonly person: Person;
  /** Their browser, signed in at the school. */
  readonly visitor: Visitor;
}

/** What the student is expected to get, as the teacher's device has it. */
interface Reading {
  readonly origin: string;
  readonly courseId: string;
  readonly view: WorkspaceView;
  readonly visitor: Visitor;
  readonly token: string;
  readonly lessonIds: readonly string[];
}

export async function learnAsStudent(
  { canary }: Story,
  { device, school }: Cast,
  courseId: string,
): Promise<StepResult<Student>> {
  const { origin } = school;
  const course = `${origin}/courses/${courseId}`;
  demand(await findInCatalogue(origin, courseId, canary));
  const student = personNamed('Sami Student');
  const visitor = await signUp(origin, student);
  expectStatus(await visitor.post(`${course}/enrol`, {}), 200);
  const { token } = await signInToApi(origin, student);

  const lessonIds = await lessonsOf(device, courseId);
  const view = readDeviceView(device.name, device.databasePath());
  const reading = { origin, courseId, view, visitor, token, lessonIds };
  const files = new Set<string>();
  const problems: string[] = [];
  for (const lessonId of lessonIds) problems.push(...(await readLesson(reading, lessonId, files)));
  for (const materialId of files) problems.push(...(await loadFile(reading, materialId)));
  demand(problems);
  for (const lessonId of lessonIds)
    expectStatus(await visitor.post(`${course}/lessons/${lessonId}/done`, {}), 200);
  demand(await notDone(reading));
  return {
    value: { person: student, visitor },
    counted: `${lessonIds.length} lessons read and done, ${files.size} files of their pages loaded`,
  };
}

/** Visitors find the published course by its title and see what is in it. */
async function findInCatalogue(origin: string, courseId: string, canary: string): Promise<string[]> {
  const anybody = createVisitor();
  const found = await anybody.get(`${origin}/courses?q=${canary}`);
  const page = await anybody.get(`${origin}/courses/${courseId}`);
  return [
    ...(found.status === 200 && found.body.includes(courseId)
      ? []
      : ['The catalogue does not find the course.']),
    ...(page.status === 200 && page.body.includes(canary)
      ? []
      : [`The course's page answers ${page.status}.`]),
  ];
}

/** In the order of reading; what is in Trash is no lesson. */
async function lessonsOf(device: Device, courseId: string): Promise<string[]> {
  const { lessons } = await device.client.courses.outline({ courseId });
  if (lessons.length === 0) throw new Error('The course has no lessons.');
  return lessons.map(({ id }) => id);
}

async function readLesson(reading: Reading, lessonId: string, files: Set<string>): Promise<string[]> {
  const { origin, courseId, view, visitor, token } = reading;
  const page = await visitor.get(`${origin}/courses/${courseId}/lessons/${lessonId}`);
  if (page.status !== 200) return [`Lesson ${lessonId} answers ${page.status}.`];
  const document = rowsOf(view, 'documents').find((row) => row.lessonId === lessonId);
  const text = must(view.texts.get(String(document?.id)), `text of lesson ${lessonId}`);
  const shown = readLessonText(page.body);
  const links = shown.tags
    .flatMap(({ attributes: { src, href } }) => [src, href])
    .filter((link) => link !== undefined);
  for (const link of links) if (link.startsWith('/materials/')) files.add(link.slice('/materials/'.length));
  const api = await visitor.api('GET', `${origin}/api/v1/lms/courses/${courseId}/lessons/${lessonId}`, {
    token,
  });
  const given = (api.json as { data: { text: string } | null }).data?.text;
  return [
    ...missingFrom(shown.text, text.content).map((piece) => `lacks "${piece.slice(0, 80)}"`),
    ...links.filter((link) => leadsAstray(link, reading)).map((link) => `leads to ${link}, where nothing is`),
    ...(given === text.words
      ? []
      : [`says "${String(given).slice(0, 200)}" over REST, the device has "${text.words.slice(0, 200)}"`]),
  ].map((problem) => `Lesson ${lessonId} ${problem}`);
}

/** A link to a lesson that the course does not have. */
function leadsAstray(link: string, { courseId, lessonIds }: Reading): boolean {
  const prefix = `/courses/${courseId}/lessons/`;
  return link.startsWith(prefix) && !lessonIds.includes(link.slice(prefix.length).split('#')[0] ?? '');
}

/** The bytes that the teacher's device has. */
async function loadFile({ origin, view, visitor }: Reading, materialId: string): Promise<string[]> {
  const row = view.rows.get('materials')?.get(materialId);
  const page = await visitor.get(`${origin}/materials/${materialId}`);
  const isRight = page.status === 200 && sha256Hex(page.bytes) === row?.sha256;
  return isRight
    ? []
    : [`File ${String(row?.name ?? materialId)} answers ${page.status} with ${page.bytes.length} bytes.`];
}

/** Every way of asking how far the student is says: all of it. */
async function notDone({ origin, courseId, visitor, token, lessonIds }: Reading): Promise<string[]> {
  const { json } = await visitor.api('GET', `${origin}/api/v1/lms/enrollments`, { token });
  const { data } = json as { data: { course_id: string; lessons_done: number; lessons_total: number }[] };
  const [enrolled] = data;
  const isDone =
    data.length === 1 &&
    enrolled?.course_id === courseId &&
    enrolled.lessons_done === lessonIds.length &&
    enrolled.lessons_total === lessonIds.length;
  const dashboard = await visitor.get(`${origin}/learning`);
  return [
    ...(isDone ? [] : [`The student's courses are ${JSON.stringify(data)}.`]),
    ...(dashboard.status === 200 && dashboard.body.includes(courseId)
      ? []
      : ['The dashboard lacks the course.']),
  ];
}

function expectStatus(page: Page, status: number): void {
  if (page.status !== status) throw new Error(`${page.url.pathname} answered ${page.status}.`);
}
