export { learningPages } from './learning.pages.tsx';
export { enrol, isEnrolled } from './enrol.ts';
