/** Asks a school's sync for things of another one, as a device that was tampered with would. */
import { canonicalJson, type JsonObject, type JsonValue } from '@educrowd/shared/primitives/json';
import { mutationHash } from '@educrowd/shared/sync/protocol';
import { newEnvelope, withSyncClient } from '../support/school-access.ts';
import { inventedTargets, type Answers, type Ask, type Targets } from './foreign-targets.ts';

/** Pull and bootstrap of a course of the first school, and edits of its rows. */
export async function askToSync({ other, foreign, canary }: Ask): Promise<Answers> {
  const { signal } = new AbortController();
  const asked = await withSyncClient(other.origin, other.owner.access.token, async (client) => {
    const askAbout = async (targets: Targets): Promise<string[]> => {
      const holding = `course:${targets.courseId}` as const;
      return Promise.all(
        [
          client.pull({ ...newEnvelope([holding]), cursor: 0, after: null }, signal),
          client.bootstrap({ ...newEnvelope(), holding, after: null }, signal),
          client.push({ ...newEnvelope(), mutations: editsOf(targets) }, signal),
        ].map((answer) =>
          answer.then(
            (value) => canonicalJson(withoutHead(value)),
            (error: unknown) => String(error),
          ),
        ),
      );
    };
    const real = await askAbout(foreign);
    const invented = await askAbout(inventedTargets());
    return real.map((answer, index) => ({ real: answer, invented: invented[index] }));
  });
  const problems = asked.flatMap(({ real, invented }) => [
    ...(real === invented ? [] : [`sync answers ${real}, about made-up ids ${invented}`]),
    ...(real.includes(canary) ? ['sync sends what is in the first school'] : []),
  ]);
  return { count: asked.length, problems };
}

function editsOf({ courseId, lessonId, documentId, campaignId }: Targets) {
  const edits: { name: string; args: JsonObject }[] = [
    { name: 'Course.patch', args: { id: courseId, patch: { title: 'Mine' } } },
    { name: 'Lesson.trash', args: { id: lessonId, cursor: 0 } },
    { name: 'Campaign.patch', args: { id: campaignId, patch: { title: 'Mine' } } },
    { name: 'document.append', args: { id: documentId, update: 'AAA=' } },
  ];
  return edits
    .map((edit, index) => ({ seq: index + 1, base: {}, ...edit }))
    .map((edit) => ({ ...edit, hash: mutationHash(edit) }));
}

/** The head counts on for reasons that have nothing to do with the question. */
const withoutHead = (answer: object): JsonObject =>
  Object.fromEntries(Object.entries(answer).filter(([key]) => key !== 'head')) as Record<string, JsonValue>;
