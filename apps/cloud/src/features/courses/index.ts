export { courseMutations } from './course-mutations.ts';
export { mayPreview, readCourse, readLesson, type CourseView, type LessonView } from './read-course.ts';
