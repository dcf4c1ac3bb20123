/** What stands between the braces of `{#id .class key="value"}`. */
export interface BraceAttributes {
  id: string | null;
  classes: string[];
  values: Map<string, string>;
}

// Quotes may hold anything, braces too, and a quote of their own after a backslash.
const PART =
  /\s*(?:#([^\s{}"'=]+)|\.([^\s{}"'=.]+)|([^\s{}"'=]+)=(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^\s{}"']*))|([^\s{}"'=#.:][^\s{}"'=]*))/y;

/** Attributes as Pandoc, Carpentries and kramdown (`{: …}`) write them, beginning at `{`; null where there are none. */
export function parseBraceAttributes(
  text: string,
  start = 0,
): { attributes: BraceAttributes; end: number } | null {
  if (text[start] !== '{') return null;
  const attributes: BraceAttributes = { id: null, classes: [], values: new Map() };
  let position = start + (text[start + 1] === ':' ? 2 : 1);
  for (;;) {
    PART.lastIndex = position;
    const part = PART.exec(text);
    if (part === null) break;
    const [, id, className, key, double, single, bare, word] = part;
    if (id !== undefined) attributes.id = id;
    else if (className !== undefined) attributes.classes.push(className);
    else if (key !== undefined) attributes.values.set(key, unescaped(double ?? single ?? bare ?? ''));
    else if (word !== undefined) attributes.classes.push(word);
    position = PART.lastIndex;
  }
  const close = /\s*\}/y;
  close.lastIndex = position;
  return close.test(text) ? { attributes, end: close.lastIndex } : null;
}

const unescaped = (text: string): string => text.replaceAll(/\\(["'\\])/g, '$1');
