/**
 * PostgreSQL's own writing of a moment, `2026-11-28 18:30:00.5+00`, as a Date. Spelled out as ISO first: what engines make
 * of other spellings depends on the year.
 */
export const instantOfPostgres = (text: string): Date =>
  new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
