export { learningPages } from './learning.pages.tsx';
export { learningRest } from './learning.rest.ts';
export { materialPages } from './materials.pages.ts';
export { learningPurge } from './learning-purge.ts';
