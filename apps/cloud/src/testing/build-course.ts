/** A course in a school, made the way a teacher's device makes it: by pushing mutations. */
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { BlockNode } from '@educrowd/shared/content/content-json';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import {
  mutationHash,
  PROTOCOL_VERSION,
  pushResponse,
  SCHEMA_VERSION,
  type MutationResult,
} from '@educrowd/shared/sync/protocol';
import { z } from '@hono/zod-openapi';
import type { TestServer } from './start-test-server.ts';

export interface TestDevice {
  /** Numbers and pushes mutations; their results. */
  push(
    ...mutations: readonly [name: string, args: JsonObject, base?: JsonObject][]
  ): Promise<MutationResult[]>;
}

const trpcAnswer = z.object({ result: z.object({ data: pushResponse }) });

export function createTestDevice(server: TestServer, host: string, token: string): TestDevice {
  const clientId = newId<'Client'>();
  let seq = 0;
  return {
    async push(...mutations) {
      const ackedThrough = seq;
      const numbered = mutations.map(([name, args, base = {}]) => {
        const mutation = { seq: ++seq, name, args, base };
        return { ...mutation, hash: mutationHash(mutation) };
      });
      const envelope = {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        epoch: null,
        clientId,
        holdings: [],
        ackedThrough,
      };
      const answer = await server.request('/trpc/sync.push', {
        host,
        headers: { authorization: `Bearer ${token}` },
        json: { ...envelope, mutations: numbered },
      });
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
      return trpcAnswer.parse(answer.json()).result.data.results;
    },
  };
}

export interface TestCourse {
  readonly courseId: string;
  readonly lessonIds: readonly string[];
  readonly documentIds: readonly string[];
}

interface CourseShape {
  readonly title?: string;
  readonly isPublished?: boolean;
  /** Text of each lesson, one paragraph each unless blocks are given. */
  readonly lessons?: readonly (string | BlockNode[])[];
}

export async function buildCourse(device: TestDevice, shape: CourseShape = {}): Promise<TestCourse> {
  const { title = 'Algebra', isPublished = true, lessons = ['First words', 'Second words'] } = shape;
  const [courseId, sectionId] = [newId(), newId()];
  const made = lessons.map((text, index) => ({ text, lessonId: newId(), documentId: newId(), index }));
  const results = await device.push(
    ['Course.create', { row: { id: courseId, title } }],
    ['Section.create', { row: { id: sectionId, courseId, parentId: null, title: 'Week 1', position: 'a0' } }],
    ...made.flatMap(({ text, lessonId, documentId, index }): [string, JsonObject][] => {
      const blocks: BlockNode[] =
        typeof text === 'string' ? [{ type: 'paragraph', content: [{ type: 'text', text }] }] : text;
      const update = bytesToBase64(createDocumentState({ type: 'doc', content: blocks }));
      return [
        [
          'Lesson.create',
          { row: { id: lessonId, courseId, sectionId, title: `Lesson ${index + 1}`, position: `a${index}` } },
        ],
        ['Document.create', { row: { id: documentId, courseId, lessonId, contentSchema: 1 } }],
        ['document.append', { id: documentId, update }],
      ];
    }),
    ...(isPublished
      ? [
          ['course.publish', { id: courseId, expected: 'draft', notAfter: '2100-01-01T00:00:00Z' }] as [
            string,
            JsonObject,
          ],
        ]
      : []),
  );
  for (const result of results)
    if (result.code !== 'APPLIED') throw new Error(`${result.code}: ${result.detail}`);
  return {
    courseId,
    lessonIds: made.map((each) => each.lessonId),
    documentIds: made.map((each) => each.documentId),
  };
}
