import * as z from 'zod';

/** Lessons that were open last, newest first: where Home lets a person continue. */
const recentLesson = z.object({
  courseId: z.uuid(),
  lessonId: z.uuid(),
  /** Titles as they were then, for lists that must not wait. */
  title: z.string(),
  courseTitle: z.string(),
  openedAt: z.string(),
});
export type RecentLesson = z.output<typeof recentLesson>;

const LIMIT = 8;
const keyOf = (workspaceId: string): string => `educrowd.recent.${workspaceId}`;

export function readRecent(workspaceId: string, storage: Storage): RecentLesson[] {
  try {
    return z.array(recentLesson).parse(JSON.parse(storage.getItem(keyOf(workspaceId)) ?? '[]'));
  } catch {
    // Kept by an older build in another shape: it is only a convenience.
    return [];
  }
}

export function noteRecent(workspaceId: string, opened: RecentLesson, storage: Storage): void {
  const others = readRecent(workspaceId, storage).filter((each) => each.lessonId !== opened.lessonId);
  storage.setItem(keyOf(workspaceId), JSON.stringify([opened, ...others].slice(0, LIMIT)));
}
