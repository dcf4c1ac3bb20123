import type { Files } from './course-files.ts';

/** A course of one unit with the given components. */
export const unit = (components: string, files: Files = {}): Files => ({
  'course.xml': '<course url_name="run" org="Org" course="C"/>',
  'course/run.xml': '<course display_name="Course"><chapter url_name="week"/></course>',
  'chapter/week.xml': '<chapter display_name="Week"><sequential url_name="day"/></chapter>',
  'sequential/day.xml': '<sequential display_name="Day"><vertical url_name="unit"/></sequential>',
  'vertical/unit.xml': `<vertical display_name="Unit">${components}</vertical>`,
  ...files,
});
