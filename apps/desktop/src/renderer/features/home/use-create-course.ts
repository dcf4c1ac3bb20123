import { useCallback } from 'react';
import { useApp } from '../../app/app-context.tsx';

/** Creates a course, undoably, and answers its id. */
export function useCreateCourse(): (title: string) => Promise<string> {
  const { engine, undo, t, announce } = useApp();
  return useCallback(
    async (title) => {
      const { courses } = engine.client;
      const { id } = await courses.createCourse({ title });
      const item = { kind: 'course', id } as const;
      const label = t('home.courseCreated', { title });
      undo.push({ label, undo: () => courses.trash(item), redo: () => courses.restore(item) });
      announce(label);
      return id;
    },
    [announce, engine, t, undo],
  );
}
