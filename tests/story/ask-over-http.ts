/** Asks a school's pages and REST for things of another one. */
import { createVisitor } from '../../tools/stack/visitor.ts';
import { inventedTargets, type Answers, type Ask, type Targets } from './foreign-targets.ts';

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
  {
    method: 'POST',
    path: ({ courseId, lessonId }) => `/api/v1/lms/courses/${courseId}/lessons/${lessonId}/done`,
  },
  {
    method: 'POST',
    path: () => '/api/v1/lms/enrollments',
    body: ({ courseId }) => ({ course_id: courseId }),
  },
  { method: 'GET', path: ({ materialId }) => `/api/v1/materials/${materialId}/content` },
  { method: 'GET', path: ({ campaignId }) => `/campaigns/${campaignId}` },
  { method: 'GET', path: ({ campaignId }) => `/campaigns/${campaignId}/pledge` },
  { method: 'GET', path: ({ pledgeId }) => `/pledges/${pledgeId}` },
  { method: 'GET', path: ({ campaignId }) => `/api/v1/crowdfunding/projects/${campaignId}` },
  { method: 'GET', path: ({ campaignId }) => `/api/v1/crowdfunding/pledges?project_id=${campaignId}` },
  {
    method: 'POST',
    path: () => '/api/v1/crowdfunding/pledges',
    body: ({ campaignId }) => ({ project_id: campaignId, amount_minor: 1_000, email: 'ada@example.org' }),
  },
];

/** Pages with the owner's browser, REST with the owner's token: the same bytes as for ids that nobody has. */
export async function askOverHttp({ other, foreign, canary }: Ask): Promise<Answers> {
  const { visitor, access } = other.owner;
  const answer = async ({ method, path, body }: Question, targets: Targets): Promise<string> => {
    const url = other.origin + path(targets);
    if (!path(targets).startsWith('/api/')) {
      const page = await visitor.get(url);
      return `${page.status} ${withoutIds(page.body, targets)}`;
    }
    const sent = { token: access.token, ...(body && { body: body(targets) }) };
    const { status, json } = await visitor.api(method, url, sent);
    return `${status} ${withoutIds(JSON.stringify(json), targets)}`;
  };
  const problems: string[] = [];
  for (const question of questions) {
    const real = await answer(question, foreign);
    const invented = await answer(question, inventedTargets());
    const what = `${question.method} ${question.path(foreign)}`;
    if (real !== invented) problems.push(`${what} answers ${real}, a made-up id ${invented}`);
    if (real.includes(canary)) problems.push(`${what} shows what is in the first school`);
  }
  return { count: questions.length, problems };
}

/** What a question names itself may come back, and every page has a number of its own. */
function withoutIds(body: string, targets: Targets): string {
  const ids = Object.values(targets) as string[];
  return ids.reduce((text, id) => text.replaceAll(id, 'ID'), body).replaceAll(/nonce="[^"]*"/g, 'nonce');
}

const lists = [
  '/',
  '/courses',
  '/learning',
  '/campaigns',
  '/notifications',
  '/api/v1/lms/courses',
  '/api/v1/crowdfunding/projects',
];
const searches = ['/courses?q=', '/api/v1/lms/courses?q='];

/** Lists and searches, for the owner and for anybody. */
export async function searchOverHttp({ other, foreign, canary }: Ask): Promise<Answers> {
  const paths = [...lists, ...searches.map((path) => path + canary)];
  const problems: string[] = [];
  for (const visitor of [other.owner.visitor, createVisitor()]) {
    for (const path of paths) {
      const { body } = await visitor.get(other.origin + path);
      // The words of a search stand in its own field and in the sentence that nothing was found.
      const told = body
        .replaceAll(`value="${canary}"`, '')
        .replaceAll(`q=${canary}`, '')
        .replaceAll(`“${canary}”`, '');
      if (told.includes(canary) || body.includes(foreign.courseId) || body.includes(foreign.campaignId))
        problems.push(`${path} shows the first school`);
    }
  }
  return { count: paths.length * 2, problems };
}
