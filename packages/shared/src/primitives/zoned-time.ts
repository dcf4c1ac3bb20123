/** Clock times of another place: what a native date field shows and takes, and the instant that it means there. */
import {
  parseAbsolute,
  parseDate,
  parseDateTime,
  toCalendarDate,
  toCalendarDateTime,
  toZoned,
} from '@internationalized/date';
import { instantSchema } from './instant.ts';

/** `2027-01-31T23:59`, as `<input type="datetime-local">` has it. */
export const localTimeAt = (instant: string, timeZone: string): string =>
  toCalendarDateTime(parseAbsolute(instant, timeZone)).toString().slice(0, 16);

/**
 * The instant, or null when the text is no moment on that clock: incomplete, or skipped when clocks go forward. Of two
 * moments when clocks go back it is the earlier.
 */
export function instantOf(localTime: string, timeZone: string): string | null {
  try {
    return toZoned(parseDateTime(localTime), timeZone, 'earlier').toDate().toISOString();
  } catch {
    return null;
  }
}

/** `2027-01-31`, as `<input type="date">` has it. */
export const dayAt = (instant: string, timeZone: string): string =>
  toCalendarDate(parseAbsolute(instant, timeZone)).toString();

/** The first instant after that day, or null when the text is no day that anybody means. */
export function endOfDay(day: string, timeZone: string): string | null {
  try {
    return instantSchema.parse(parseDate(day).add({ days: 1 }).toDate(timeZone).toISOString());
  } catch {
    return null;
  }
}

/** The last day of which something is true that ends at the instant. */
export const lastDayBefore = (instant: string, timeZone: string): string =>
  dayAt(new Date(new Date(instant).getTime() - 1).toISOString(), timeZone);
