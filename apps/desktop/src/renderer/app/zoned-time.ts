/** Clock times of another place: what a native date field shows and takes, and the instant that it means there. */
import { parseAbsolute, parseDateTime, toCalendarDateTime, toZoned } from '@internationalized/date';

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
