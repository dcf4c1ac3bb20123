/** Dates, times and sizes as the person's locale writes them. */
export interface Formats {
  readonly locale: string;
  /** "14:05" today, "Tue 14:05" within a week, else "3 March 2026". */
  moment(instant: string | Date): string;
  /** "3 March 2026, 14:05": the whole truth, for tooltips and lists of versions. */
  exact(instant: string | Date): string;
  time(instant: string | Date): string;
  /** Megabytes with at most one decimal, without the unit. */
  megabytes(bytes: number): string;
  languageName(code: string): string;
}

const DAY_MS = 86_400_000;

export function createFormats(locale: string, clock: () => Date = () => new Date()): Formats {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const megabytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  return {
    locale,
    moment(instant) {
      const date = new Date(instant);
      const now = clock();
      if (date.toDateString() === now.toDateString()) return time.format(date);
      const isThisWeek = Math.abs(now.getTime() - date.getTime()) < 6 * DAY_MS;
      return (isThisWeek ? weekday : day).format(date);
    },
    exact: (instant) => exact.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    megabytes: (bytes) => megabytes.format(bytes / 1_000_000),
    languageName(code) {
      try {
        return languages.of(code) ?? code;
      } catch {
        // Not a language code: courses from elsewhere may carry anything.
        return code;
      }
    },
  };
}
