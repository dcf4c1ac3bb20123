import type { BlockNode } from '@educrowd/shared/content/content-json';

import type { Original } from '../markup/mapping-context.ts';
import { hasOwnText, childElements, textOf, type MarkupElement } from '../markup/markup.ts';
import { mapMarkup } from '../markup/map-markup.ts';
import { fileParagraph } from '../markup/media-rules.ts';
import { HtmlError, parseHtml } from '../markup/parse-html.ts';
import { readSourceText, type SourceFile } from '../source/course-source.ts';
import { keepWhole, mappingOf, type Component, type ComponentReader, type OlxCourse } from './olx-course.ts';
import { displayNameOf } from './olx-names.ts';
import { pageNodes } from './written-markup.ts';

/** A page: in the element itself, or in the `.html` file that its `filename` names. */
export const readHtmlComponent: ComponentReader = async (component) => {
  const { course, definition, item } = component;
  const { element } = definition;
  if (element === null) return [];
  const filename = definition.attributes.get('filename');
  const hasContent = childElements(element).length > 0 || hasOwnText(element);
  if (filename === undefined || filename === '') return mapInline(element, component);
  const file = htmlFile(course, filename);
  if (file === undefined) {
    const why = `The file html/${filename.replaceAll(':', '/')}.html is missing.`;
    if (!hasContent)
      return keepWhole(component, {
        kind: 'html',
        label: displayNameOf(definition) ?? 'Text',
        source: element.source,
        why,
      });
    item.changed(`${why} The text in the element was used instead.`);
    return mapInline(element, component);
  }
  const blocks = await readHtmlFile(file, component);
  if (!hasContent) return blocks;
  // Open edX shows the file alone.
  const original = {
    kind: 'html',
    label: textOf(element).trim().slice(0, 80),
    source: element.source,
    why: 'Text beside the file that Open edX did not show.',
  };
  return [...blocks, ...mappingOf(component).keepOriginal(original)];
};

function htmlFile({ source }: OlxCourse, filename: string): SourceFile | undefined {
  const path = `html/${filename.replaceAll(':', '/')}`;
  return source.files.get(`${path}.html`) ?? source.files.get(path);
}

/** An HTML file of the course, such as a page, the overview or a tab. */
export async function readHtmlFile(file: SourceFile, component: Component): Promise<BlockNode[]> {
  const { course, item } = component;
  course.definitions.markUsed(file.path);
  if (file.sizeBytes > course.task.limits.pageBytes) {
    await course.materials.take([file]);
    item.changed('The page is too long for a lesson; the lesson leads to the file.');
    const material = course.materials.find(file.path);
    return material === undefined ? [] : [fileParagraph(material, '')];
  }
  course.task.spend('textBytes', file.sizeBytes);
  const decoded = await readSourceText(file, course.task.limits);
  const whole = { kind: 'html', label: file.path, source: decoded?.text ?? '' };
  if (decoded === null) return keepWhole(component, { ...whole, why: 'The file is not text.' });
  if (decoded.doubt !== null) item.changed(decoded.doubt);
  return orWhole(component, whole, () =>
    mapMarkup(parseHtml(decoded.text, course.task.limits), mappingOf(component)),
  );
}

/** The page that stands in the element itself. */
function mapInline(element: MarkupElement, component: Component): BlockNode[] {
  const label = displayNameOf(component.definition) ?? 'Text';
  return orWhole(component, { kind: 'html', label, source: element.source }, () =>
    mapMarkup(pageNodes(element, component.course.task.limits), mappingOf(component)),
  );
}

/** What `read` makes of the component, or its original where that finds no HTML that can be taken apart. */
export function orWhole(
  component: Component,
  whole: Omit<Original, 'why'>,
  read: () => BlockNode[],
): BlockNode[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof HtmlError)
      return keepWhole(component, { ...whole, why: `The page can't be read: ${error.message}.` });
    throw error;
  }
}
