/** A second school, with an owner and a device of its own, finds nothing of the first one by any way there is. */
import { canonicalJson, type JsonObject, type JsonValue } from '@educrowd/shared/primitives/json';
import { newId } from '@educrowd/shared/primitives/id';
import { mutationHash } from '@educrowd/shared/sync/protocol';
import type { Holding } from '@educrowd/shared/sync/scope';
import { createVisitor } from '../../../tools/stack/visitor.ts';
import { newEnvelope, withSyncClient } from '../../support/school-access.ts';
import { setUpSchool, startDeviceOf, type TestSchool } from '../../support/set-up-school.ts';
import { syncCompletely } from '../../support/waits.ts';
import { readDeviceView, rowsOf, type WorkspaceView } from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

/** Things of the first school, to ask for. */
interface Targets {
  readonly courseId: string;
  readonly lessonId: string;
  readonly documentId: string;
  readonly materialId: string;
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: (targets: Targets) => string;
  readonly body?: (targets: Targets) => unknown;
}

const questions: readonly Question[] = [
  { method: 'GET', path: ({ courseId }) => `/courses/${courseId}` },
  { method: 'GET', path: ({ courseId, lessonId }) => `/courses/${courseId}/lessons/${lessonId}` },
  { method: 'GET', path: ({ materialId }) => `/materials/${materialId}` },
  { method: 'GET', path: ({ courseId }) => `/api/v1/lms/courses/${courseId}` },
  { method: 'GET', path: ({ courseId, lessonId }) => `/api/v1/lms/courses/${courseId}/lessons/${lessonId}` },
  { method: 'POST', path: ({ courseId, lessonId }) => `/api/v1/lms/courses/${courseId}/lessons/${lessonId}/done` },
  { method: 'POST', path: () => '/api/v1/lms/enrollments', body: ({ courseId }) => ({ course_id: courseId }) },
  { method: 'GET', path: ({ materialId }) => `/api/v1/materials/${materialId}/content` },
];

export async function keepSchoolsApart({ stack, canary }: Story, cast: Cast, courseId: string): Promise<StepResult<null>> {
  const other = await setUpSchool(stack, { name: 'Southfield School', slug: 'southfield', ownerName: 'Ada Other' });
  const device = stack.device('device-3');
  await startDeviceOf(device, other, other.owner);
  await syncCompletely(device);
  const foreign = targetsIn(readDeviceView(cast.device.name, cast.device.databasePath()), courseId);
  const ask = { other, foreign, canary };

  const answers = await askOverHttp(ask);
  const pages = await searchPages(ask);
  const synced = await askToSync(ask);
  const hits = await device.client.search.find({ text: canary, limit: 100 });
  const view = readDeviceView(device.name, device.databasePath());
  const tokens = await askWithWrongTokens(cast, ask);
  demand([
    ...answers.problems,
    ...pages.problems,
    ...synced.problems,
    ...tokens.problems,
    ...(hits.length === 0 ? [] : [`search on the device finds ${hits.length}`]),
    ...(rowsOf(view, 'courses').length === 0 ? [] : ['the device has courses']),
  ]);
  const asked = answers.count + pages.count + synced.count + tokens.count + 1;
  return { value: null, counted: `${asked} questions about the first school, all answered as about what does not exist` };
}

interface Ask {
  readonly other: TestSchool;
  readonly foreign: Targets;
  readonly canary: string;
}

interface Answers {
  readonly count: number;
  readonly problems: readonly string[];
}

function targetsIn(view: WorkspaceView, courseId: string): Targets {
  const [lesson] = rowsOf(view, 'lessons');
  const document = rowsOf(view, 'documents').find((row) => row.lessonId === lesson?.id);
  // A course without files: any id will do.
  const material = rowsOf(view, 'materials')[0]?.id ?? newId();
  return { courseId, lessonId: String(lesson?.id), documentId: String(document?.id), materialId: String(material) };
}

const inventedTargets = (): Targets => ({ courseId: newId(), lessonId: newId(), documentId: newId(), materialId: newId() });

/** Pages with the owner's browser, REST with the owner's token: the same bytes as for ids that nobody has. */
async function askOverHttp({ other, foreign, canary }: Ask): Promise<Answers> {
  const { visitor, access } = other.owner;
  const problems: string[] = [];
  for (const question of questions) {
    const [real, invented] = [await answer(foreign), await answer(inventedTargets())];
    const what = `${question.method} ${question.path(foreign)}`;
    if (real !== invented) problems.push(`${what} answers ${real}, a made-up id ${invented}`);
    if (real.includes(canary)) problems.push(`${what} shows what is in the first school`);

    async function answer(targets: Targets): Promise<string> {
      const url = other.origin + question.path(targets);
      if (!question.path(targets).startsWith('/api/')) {
        const page = await visitor.get(url);
        return `${page.status} ${withoutIds(page.body, targets)}`;
      }
      const { status, json } = await visitor.api(question.method, url, {
        token: access.token,
        ...(question.body && { body: question.body(targets) }),
      });
      return `${status} ${withoutIds(JSON.stringify(json), targets)}`;
    }
  }
  return { count: questions.length, problems };
}

/** What a question names itself may come back, and every page has a number of its own. */
function withoutIds(body: string, targets: Targets): string {
  const ids = Object.values(targets) as string[];
  return ids.reduce((text, id) => text.replaceAll(id, 'ID'), body).replaceAll(/nonce="[^"]*"/g, 'nonce');
}

/** Lists and searches of the second school, for its owner and for anybody. */
async function searchPages({ other, foreign, canary }: Ask): Promise<Answers> {
  const paths = ['/', '/courses', `/courses?q=${canary}`, '/learning', `/api/v1/lms/courses?q=${canary}`, '/api/v1/lms/courses'];
  const problems: string[] = [];
  for (const visitor of [other.owner.visitor, createVisitor()]) {
    for (const path of paths) {
      const { body } = await visitor.get(other.origin + path);
      // The words of a search stand in its own field.
      const told = body.replaceAll(`value="${canary}"`, '').replaceAll(`q=${canary}`, '').replaceAll(`“${canary}”`, '');
      if (told.includes(canary) || body.includes(foreign.courseId)) problems.push(`${path} shows the first school`);
    }
  }
  return { count: paths.length * 2, problems };
}

/** Pull and bootstrap of the first school's course, and edits of its rows, as a device that was tampered with would ask. */
async function askToSync({ other, foreign, canary }: Ask): Promise<Answers> {
  const { signal } = new AbortController();
  const asked = await withSyncClient(other.origin, other.owner.access.token, async (client) => {
    const told = async (work: () => Promise<unknown>): Promise<string> =>
      work().then(
        (value) => canonicalJson(withoutMoment(value)),
        (error: unknown) => String(error),
      );
    const questionsAbout = (targets: Targets) => {
      const holding: Holding = `course:${targets.courseId}`;
      const edits: { name: string; args: JsonObject; base: JsonObject }[] = [
        { name: 'Course.patch', args: { id: targets.courseId, patch: { title: 'Mine' } }, base: {} },
        { name: 'Lesson.trash', args: { id: targets.lessonId, cursor: 0 }, base: {} },
        { name: 'document.append', args: { id: targets.documentId, update: 'AAA=' }, base: {} },
      ];
      const mutations = edits
        .map((edit, index) => ({ seq: index + 1, ...edit }))
        .map((edit) => ({ ...edit, hash: mutationHash(edit) }));
      return [
        () => client.pull({ ...newEnvelope([holding]), cursor: 0, after: null }, signal),
        () => client.bootstrap({ ...newEnvelope(), holding, after: null }, signal),
        () => client.push({ ...newEnvelope(), mutations }, signal),
      ];
    };
    const [real, invented] = [questionsAbout(foreign), questionsAbout(inventedTargets())];
    return Promise.all(real.map(async (work, index) => [await told(work), await told(invented[index] ?? work)] as const));
  });
  const problems = asked.flatMap(([real, invented]) => [
    ...(real === invented ? [] : [`sync answers ${real}, about made-up ids ${invented}`]),
    ...(real.includes(canary) ? ['sync sends what is in the first school'] : []),
  ]);
  return { count: asked.length, problems };
}

/** The head counts on for reasons that have nothing to do with the question. */
function withoutMoment(value: unknown): JsonValue {
  const { head: _head, ...rest } = value as { head?: number };
  return rest as JsonValue;
}

/** A sign-in at one school is worth nothing at the other. */
async function askWithWrongTokens({ school, teacher }: Cast, { other, foreign }: Ask): Promise<Answers> {
  const tries = [
    { origin: other.origin, token: teacher.access.token },
    { origin: school.origin, token: other.owner.access.token },
  ];
  const problems: string[] = [];
  for (const { origin, token } of tries) {
    const path = `/api/v1/lms/courses/${foreign.courseId}/lessons/${foreign.lessonId}`;
    const { status } = await createVisitor().api('GET', origin + path, { token });
    const pulled = await withSyncClient(origin, token, async (client) =>
      client.pull({ ...newEnvelope(), cursor: 0, after: null }, new AbortController().signal).then(
        () => 'an answer',
        () => null,
      ),
    );
    if (status === 200 || pulled !== null) problems.push(`A token of another school is taken at ${origin}: ${status}, ${pulled}`);
  }
  return { count: tries.length * 2, problems };
}
