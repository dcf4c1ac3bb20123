/** What stands behind the backticks of a piece of code. */
interface CodeInfo {
  /** `''` where none is named. */
  language: string;
  /** Usually the name of a file. */
  title: string;
  /** Whatever else is said, as written. */
  options: string;
}

/**
 * `{python}`, `{r, echo=FALSE}`, `python {.numberLines}`, `{.python}` and `python title="a.py"` name the same thing as
 * `python`, and some say more.
 */
export function readCodeInfo(info: string): CodeInfo {
  const title = /(?:^|[\s{,])(?:title|filename)=(?:"([^"]*)"|'([^']*)')/.exec(info);
  const words = (title === null ? info : info.replace(title[0], ' '))
    .replaceAll(/[{}]/g, ' ')
    .trim()
    .split(/[\s,]+/);
  const language = words.find((word) => /^\.?[\w+#-]+$/.test(word)) ?? '';
  return {
    language: language.replace(/^\./, ''),
    title: title?.[1] ?? title?.[2] ?? '',
    options: words
      .filter((word, index) => index !== words.indexOf(language))
      .join(' ')
      .slice(0, MAX_OPTIONS_LENGTH)
      .toWellFormed(),
  };
}

const MAX_OPTIONS_LENGTH = 100;
