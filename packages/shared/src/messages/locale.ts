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
