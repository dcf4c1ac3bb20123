/** `courseId` → `course_id`: the one rule for column names in both dialects. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
