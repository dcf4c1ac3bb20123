import { newId } from '@educrowd/shared/primitives/id';
import type { TestSchool } from '../support/set-up-school.ts';
import { rowsOf, type WorkspaceView } from '../support/workspace-view.ts';

/** Things of one school, to ask another one for. */
export interface Targets {
  readonly courseId: string;
  readonly lessonId: string;
  readonly documentId: string;
  readonly materialId: string;
  readonly campaignId: string;
  readonly pledgeId: string;
}

/** What is asked at the second school. */
export interface Ask {
  readonly other: TestSchool;
  readonly foreign: Targets;
  readonly canary: string;
}

export interface Answers {
  readonly count: number;
  readonly problems: readonly string[];
}

export function targetsIn(
  view: WorkspaceView,
  ids: Pick<Targets, 'courseId' | 'campaignId' | 'pledgeId'>,
): Targets {
  const [lesson] = rowsOf(view, 'lessons');
  const document = rowsOf(view, 'documents').find((row) => row.lessonId === lesson?.id);
  // A course without files: any id will do.
  const material = rowsOf(view, 'materials')[0]?.id ?? newId();
  return {
    ...ids,
    lessonId: String(lesson?.id),
    documentId: String(document?.id),
    materialId: String(material),
  };
}

/** Ids that nobody has: whatever is answered about them is the answer about what does not exist. */
export const inventedTargets = (): Targets => ({
  courseId: newId(),
  lessonId: newId(),
  documentId: newId(),
  materialId: newId(),
  campaignId: newId(),
  pledgeId: newId(),
});
