import { createContext, use } from 'react';

/** Opens the dialogs that lead to a new course; they belong to the frame, since every screen may ask for them. */
export interface NewCourse {
  openNewCourse: () => void;
  openImport: () => void;
}

export const NewCourseContext = createContext<NewCourse>({
  openNewCourse: () => undefined,
  openImport: () => undefined,
});

export const useNewCourse = (): NewCourse => use(NewCourseContext);
