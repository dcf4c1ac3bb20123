import { createContext, use } from 'react';

/** What node views need to know about where they stand. */
export interface LessonPlace {
  readonly courseId: string;
}

const LessonPlaceContext = createContext<LessonPlace>({ courseId: '' });
export const LessonPlaceProvider = LessonPlaceContext;
export const useLessonPlace = (): LessonPlace => use(LessonPlaceContext);
