import { useCallback } from 'react';
import { useApp } from '../../app/app-context.tsx';

/** Creates a course, undoably, and answers its id. */
export function useCreateCourse(): (title: string) => Promise<string> {
  const { engine, undo, t, announce } = useApp();
  return useCallback(
    async (title) => {
      const { courses } = engine.client;
      const label = t('home.courseCreated', { title });
      const { id } = await undo.perform(
        () => courses.createCourse({ title }),
        (made) => {
          const item = { kind: 'course', id: made.id } as const;
          return { label, undo: () => courses.trash(item), redo: () => courses.restore(item) };
        },
      );
      announce(label);
      return id;
    },
    [announce, engine, t, undo],
  );
}
