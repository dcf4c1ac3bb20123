import { must } from '@educrowd/shared/primitives/assert';

const WRITTEN =
  /^(\d{4,})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([+-]\d\d)(?::(\d\d))?(?::(\d\d))?)?)?( BC)?$/;

/** As far as a Date reaches. */
const FAR_MS = 8.64e15;

/**
 * PostgreSQL's own writing of a moment, `2026-11-28 18:30:00.5+00`, as a Date; without a zone it is UTC's, and a plain
 * date is the beginning of its day. PostgreSQL knows moments that no Date can hold, endless ones among them: they become
 * the last, or the first, that it can. Read part by part: what engines make of such spellings depends on the year.
 */
export function instantOfPostgres(text: string): Date {
  if (text === 'infinity') return new Date(FAR_MS);
  if (text === '-infinity') return new Date(-FAR_MS);
  const [, year, month, day, hours, minutes, seconds, fraction = '', offset = '0', ...rest] = must(
    WRITTEN.exec(text),
    `a moment of PostgreSQL, not ${text}`,
  );
  const [offsetMinutes, offsetSeconds, era] = rest;
  // There is no year 0: the one before 1 is "1 BC".
  const fullYear = era === undefined ? Number(year) : 1 - Number(year);
  const date = new Date(0);
  date.setUTCFullYear(fullYear, Number(month) - 1, Number(day));
  date.setUTCHours(Number(hours ?? 0), Number(minutes ?? 0), Number(seconds ?? 0));
  date.setUTCMilliseconds(Number(fraction.padEnd(3, '0').slice(0, 3)));
  const sign = offset.startsWith('-') ? -1 : 1;
  const behindMs =
    (Math.abs(Number(offset)) * 3_600 + Number(offsetMinutes ?? 0) * 60 + Number(offsetSeconds ?? 0)) * 1_000;
  const moment = new Date(date.getTime() - sign * behindMs);
  return Number.isNaN(moment.getTime()) ? new Date(fullYear > 0 ? FAR_MS : -FAR_MS) : moment;
}
