export { courseMutations } from './course-mutations.ts';
export { enrolmentAudience } from './course-audience.ts';
export { courseRest } from './courses.rest.ts';
export { coursePages } from './courses.pages.tsx';
export { deleteExpiredUploads, fileRoutes } from './files.route.ts';
export { readMaterial } from './material-access.ts';
export { courseFacts, isFree, priceOf } from './course-words.ts';
export {
  mayPreview,
  readCourse,
  readCourses,
  readLesson,
  type CourseView,
  type LessonView,
} from './read-course.ts';
export { COLLECT_FILE_TASK, collectFileJob } from './collect-file.ts';
export { coursePurge } from './course-purge.ts';
