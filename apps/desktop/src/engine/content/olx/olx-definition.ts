import type { CourseBuild } from '../course-format.ts';
import { childElements, hasOwnText, type MarkupElement } from '../markup/markup.ts';
import { parseXml, XmlError } from '../markup/parse-xml.ts';
import { readSourceText, type CourseSource } from '../source/course-source.ts';

/*
 * How OLX says what an element is. An element stands either where it belongs, with attributes and content, or is a
 * pointer `<problem url_name="a1"/>` to `problem/a1.xml`, whose root may be a pointer again. Both forms may be mixed.
 * Attributes of the course's policy come on top of what the element says.
 */

/** An element with what its pointers led to. */
export interface Definition {
  /** What the element is where it stands, whatever the root of its file is called. */
  category: string;
  urlName: string | null;
  attributes: ReadonlyMap<string, string>;
  /** Null where there is nothing to read; `trouble` says why. */
  element: MarkupElement | null;
  /** The file that holds `element`. */
  file: string;
  trouble: { why: string; source: string } | null;
  /** What differs although it could be read, as sentences. */
  notes: string[];
}

/** Where an element stands. */
export interface Standing {
  element: MarkupElement;
  file: string;
}

export interface Definitions {
  /** Follows the pointers of an element. */
  resolve(standing: Standing): Promise<Definition>;
  /** Files that an element was read from. */
  readonly usedFiles: ReadonlySet<string>;
  markUsed(path: string): void;
}

export function createDefinitions(
  source: CourseSource,
  policy: Policy,
  { task, report }: Pick<CourseBuild, 'task' | 'report'>,
): Definitions {
  const usedFiles = new Set<string>();

  const readRoot = async (path: string): Promise<MarkupElement | { why: string; source: string } | null> => {
    const file = source.files.get(path);
    if (file === undefined) return null;
    usedFiles.add(path);
    task.spend('textBytes', file.sizeBytes);
    const decoded = await readSourceText(file, task.limits);
    if (decoded === null) return { why: `The file ${path} is not text.`, source: '' };
    if (decoded.doubt !== null) report.item(path, 'file').changed(decoded.doubt);
    task.spend('tags', decoded.text.split('<').length - 1);
    try {
      return parseXml(decoded.text, task.limits);
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      return {
        why: `The file ${path} can't be read: ${error.reason} (line ${error.line}).`,
        source: decoded.text,
      };
    }
  };

  const withPolicy = (definition: Definition): Definition => {
    const settings =
      definition.urlName === null ? undefined : policy.get(`${definition.category}/${definition.urlName}`);
    return settings === undefined
      ? definition
      : { ...definition, attributes: new Map([...definition.attributes, ...settings]) };
  };

  return {
    usedFiles,
    markUsed: (path) => void usedFiles.add(path),
    async resolve({ element, file }) {
      task.spend('elements', 1);
      const definition: Definition = {
        category: element.name,
        urlName: urlNameOf(element),
        attributes: element.attributes,
        element,
        file,
        trouble: null,
        notes: [],
      };
      const chain = new Set<string>();
      for (let pointer = element; ;) {
        const path = targetOf(pointer, element.name);
        const isPointer = isStrictPointer(pointer);
        if (path === null || (pointer !== element && !isPointer)) break;
        if (chain.has(path))
          return { ...definition, ...lost(`The file ${path} only leads to itself.`, element) };
        chain.add(path);
        const root = await readRoot(path);
        if (root === null) {
          if (!isPointer) break;
          return { ...definition, ...lost(`The file ${path} is missing.`, element) };
        }
        if ('why' in root) {
          return {
            ...definition,
            file: path,
            element: null,
            trouble: root,
            attributes: salvagedAttributes(root.source, element),
          };
        }
        if (root.name !== element.name) {
          definition.notes.push(
            `Its file ${path} calls it “${root.name.slice(0, 40)}” instead of “${element.name}”.`,
          );
        }
        definition.element = root;
        definition.file = path;
        definition.attributes = new Map([...root.attributes, ...definition.attributes]);
        pointer = root;
      }
      return withPolicy(definition);
    },
  };
}

/** Settings of elements by `category/url_name`, as texts. */
export type Policy = ReadonlyMap<string, ReadonlyMap<string, string>>;

const urlNameOf = (element: MarkupElement): string | null => element.attributes.get('url_name') || null;

/** The file that an empty element with a name leads to. A colon in the name separates folders. */
function targetOf(element: MarkupElement, category: string): string | null {
  const urlName = urlNameOf(element);
  if (urlName === null || childElements(element).length > 0 || hasOwnText(element)) return null;
  return `${category}/${urlName.replaceAll(':', '/')}.xml`;
}

/** Nothing but a name: Open edX reads such an element from its file. */
const isStrictPointer = (element: MarkupElement): boolean =>
  [...element.attributes.keys()].every((name) => POINTER_ATTRIBUTES.has(name));

/** The root of a course carries its own address beside the name. */
const POINTER_ATTRIBUTES = new Set(['url_name', 'org', 'course', 'slug']);

const lost = (why: string, element: MarkupElement): Pick<Definition, 'element' | 'trouble'> => ({
  element: null,
  trouble: { why, source: element.source },
});

function salvagedAttributes(source: string, element: MarkupElement): ReadonlyMap<string, string> {
  const name = salvagedName(source);
  return name === null ? element.attributes : new Map([['display_name', name], ...element.attributes]);
}

/** The name that people gave a thing, which can often still be read from a file that is no XML any more. */
export const salvagedName = (source: string): string | null =>
  /<[\w-]+\s[^<>]{0,1000}?display_name\s*=\s*["']([^"'<>]{1,300})["']/.exec(source.slice(0, 4_096))?.[1] ??
  null;
