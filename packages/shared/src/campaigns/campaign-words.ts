/** A campaign's dates in words, on the school's clock: a deadline means the same moment to every reader. */

/** "Sunday, 31 January 2027 at 23:59 Central European Standard Time". */
export const deadlineInWords = (deadline: Date, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'long',
  }).format(deadline);

/** "31 January 2027". */
export const dateInWords = (at: Date, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(at);

/** `2027-03` → "March 2027". */
export function monthInWords(month: string, locale: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    Date.UTC(year ?? 0, (number ?? 1) - 1, 1),
  );
}

/** "09:41 CET": when figures were read. */
export const timeInWords = (at: Date, timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
