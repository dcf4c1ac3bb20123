/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(
  'Adlm Arab Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi'.split(' '),
);

/** In which direction a language is usually written, as `dir` of an element says it. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { script = '' } = new Intl.Locale(validLocale(language)).maximize();
  return RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
}

/** What an element says of a text whose language is known. */
export const inLanguage = (language: string) => ({ lang: language, dir: directionOf(language) });

/** The first of the wanted language tags that is one; browsers and systems also hand out tags that Intl refuses. */
export function validLocale(...wanted: readonly (string | undefined)[]): string {
  for (const tag of wanted) {
    try {
      const [canonical] = tag ? Intl.getCanonicalLocales(tag) : [];
      if (canonical) return canonical;
    } catch {
      // Not a language tag: the next one may be.
    }
  }
  return 'en';
}
