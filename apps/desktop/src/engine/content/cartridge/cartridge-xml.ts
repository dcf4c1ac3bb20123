import { childElements, descendants, type MarkupElement } from '../markup/markup.ts';
import { parseXml, XmlError } from '../markup/parse-xml.ts';
import type { ImportTask } from '../import-task.ts';
import { readSourceText, type SourceFile } from '../source/course-source.ts';

/** Every version of the standard has namespaces of its own, and every exporter prefixes: only local names tell. */
export const localName = ({ name }: MarkupElement): string => name.slice(name.indexOf(':') + 1);

export const childrenCalled = (element: MarkupElement, name: string): MarkupElement[] =>
  childElements(element).filter((child) => localName(child) === name);

export const childCalled = (element: MarkupElement, name: string): MarkupElement | undefined =>
  childElements(element).find((child) => localName(child) === name);

export function* descendantsCalled(element: MarkupElement, name: string): Generator<MarkupElement> {
  for (const each of descendants(element)) if (localName(each) === name) yield each;
}

export const firstCalled = (element: MarkupElement, name: string): MarkupElement | undefined =>
  descendantsCalled(element, name).next().value ?? undefined;

export type XmlFile =
  | { readonly root: MarkupElement; readonly source: string; readonly doubt: string | null }
  /** `why` is a sentence for the report. */
  | { readonly root: null; readonly source: string; readonly why: string; readonly line: number | null };

/** A file of the cartridge as XML, or why it is none. */
export async function readXmlFile(file: SourceFile, task: ImportTask): Promise<XmlFile> {
  const decoded = await readSourceText(file, task.limits);
  if (decoded === null)
    return { root: null, source: '', why: `The file ${file.path} is not text.`, line: null };
  const { text } = decoded;
  task.spend('textBytes', text.length);
  task.spend('tags', text.split('<').length - 1);
  try {
    return { root: parseXml(withoutDoctype(text), task.limits), source: text, doubt: decoded.doubt };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const why = `The file ${file.path} can't be read: ${error.reason} (line ${error.line}).`;
    return { root: null, source: text, why, line: error.line };
  }
}

/** Older exports name the document type of the standard. One that defines anything of its own is refused by the parser. */
const withoutDoctype = (text: string): string =>
  text.replace(/<!DOCTYPE\s[^>[\]]{0,500}>/, (found) => found.replaceAll(/[^\n]/g, ' '));
