export { learningPages } from './learning.pages.tsx';
export { materialPages } from './materials.pages.ts';
export { enrol, isEnrolled } from './enrol.ts';
