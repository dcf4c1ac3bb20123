import type { BlockNode, CalloutKind } from '@educrowd/shared/content/content-json';

import { append } from '../append.ts';
import { componentContext } from '../component-context.ts';
import { noteShortened, placeOf, titleOf, type CourseBuild } from '../course-format.ts';
import type { ImportedLesson, ImportProgress } from '../imported-course.ts';
import { lessonsFrom } from '../lesson-content.ts';
import { boldParagraph } from '../markup/block-rules.ts';
import { mapMarkup } from '../markup/map-markup.ts';
import type { MappingContext } from '../markup/mapping-context.ts';
import { fileParagraph } from '../markup/media-rules.ts';
import {
  COMMENT,
  descendants,
  isElement,
  plainTextOf,
  type MarkupElement,
  type MarkupNode,
} from '../markup/markup.ts';
import { HtmlError, parseHtml } from '../markup/parse-html.ts';
import { clipped, originalNodes } from '../originals.ts';
import type { ItemRecord } from '../loss-report.ts';
import { isMdxPath, nameOf, titleOfName, type Page } from './page.ts';
import { MARKDOWN_RULES } from './markdown-rules.ts';
import { MarkdownError, markdownToHtml } from './markdown-to-html.ts';
import type { PageLinks } from './page-links.ts';

const FORMAT = 'markdown';

/** A page as one lesson, or as several where it is too long for one. */
export async function convertPage(
  page: Page,
  sectionPath: readonly string[],
  deps: { build: CourseBuild; links: PageLinks; progress: ImportProgress },
): Promise<ImportedLesson[]> {
  const { build, links, progress } = deps;
  const { path } = page.file;
  const read = nodesOf(page, build);
  const nodes = read instanceof Error ? [] : read;
  await build.materials.take(
    [...(page.isTooLong ? [page.file] : []), ...links.filesOf(page, nodes)],
    progress,
  );
  const heading = nodes.filter(isElement).find(({ name }) => name === 'h1');
  const headingText = heading === undefined ? '' : plainTextOf(heading);
  const statedTitle = page.settings.title ?? headingText;
  const title = titleOf(statedTitle, titleOfName(nameOf(path).replace(/\.[^.]*$/, '')));
  const titlePath = [...sectionPath, title];
  const item = build.report.item(placeOf(titlePath, path), 'lesson');
  noteShortened(item, statedTitle);
  noteSettings(page, item);

  const blocks: BlockNode[] = [...openingBlocks(page)];
  if (page.isTooLong) {
    item.changed('It is too long for a lesson; the lesson leads to the file.');
    const material = build.materials.find(path);
    if (material !== undefined) blocks.push(fileParagraph(material, ''));
  } else if (read instanceof Error) {
    item.original(`The page can't be read: ${read.message}.`);
    const original = { kind: 'page', label: title, source: page.body, why: '' };
    blocks.push(
      ...originalNodes(original, { format: FORMAT, place: item.place, materials: build.materials }),
    );
  } else {
    if (page.unreadable !== null) {
      build.report.original({
        place: item.place,
        kind: 'settings',
        what: 'The settings at the top of the file could not be read.',
      });
      const original = {
        kind: 'settings',
        label: 'Settings of the page',
        source: page.unreadable.source,
        why: '',
      };
      blocks.push(
        ...originalNodes(original, {
          format: page.unreadable.format,
          place: item.place,
          materials: build.materials,
        }),
      );
    }
    // The title stands above the lesson; a heading that says the same, and no more, is shown there alone.
    const isTitle =
      heading !== undefined && headingText === title && saysOnlyWords(heading) && isFirst(heading, nodes);
    const shown = isTitle ? nodes.filter((node) => node !== heading) : nodes;
    append(blocks, bodyBlocks(shown, { page, titlePath, ...deps }));
  }
  blocks.push(...listCallout('note', 'Key points', page.settings.keypoints));

  return lessonsFrom({ key: path, title, blocks }, { item, task: build.task });
}

const isFirst = (element: MarkupElement, nodes: readonly MarkupNode[]): boolean =>
  element === nodes.find((node) => (isElement(node) ? node.name !== COMMENT : node.text.trim() !== ''));

/** False for a heading that holds a picture, a link, a formula or anything else that a title cannot. */
const saysOnlyWords = (heading: MarkupElement): boolean =>
  [...descendants(heading)].every(({ name }) => ['em', 'strong', 'b', 'i', 'code'].includes(name));

function noteSettings(page: Page, item: ItemRecord): void {
  if (page.doubt !== null) item.changed(page.doubt);
  if (page.otherSettings.length > 0) {
    item.changed(
      `Settings at the top of the file were left out: ${clipped(page.otherSettings.join(', '), 300)}.`,
    );
  }
}

/** Or why the page cannot be taken apart. */
function nodesOf(page: Page, { task }: CourseBuild): MarkupNode[] | MarkdownError | HtmlError {
  if (page.isTooLong) return [];
  try {
    return parseHtml(markdownToHtml(page.body, { isMdx: isMdxPath(page.file.path) }), task.limits, {
      keepsComments: true,
    });
  } catch (error) {
    if (error instanceof MarkdownError || error instanceof HtmlError) return error;
    throw error;
  }
}

/** What the site of a Carpentries lesson makes of the settings above the text. */
function openingBlocks({ settings }: Page): BlockNode[] {
  const times = [
    ...(settings.teaching === undefined ? [] : [`Teaching: ${withMinutes(settings.teaching)}`]),
    ...(settings.exercises === undefined ? [] : [`Exercises: ${withMinutes(settings.exercises)}`]),
  ];
  return [
    ...(times.length === 0
      ? []
      : [
          {
            type: 'paragraph' as const,
            content: [
              { type: 'text' as const, text: times.join(' · '), marks: [{ type: 'italic' as const }] },
            ],
          },
        ]),
    ...listCallout('question', 'Questions', settings.questions),
    ...listCallout('note', 'Objectives', settings.objectives),
  ];
}

const withMinutes = (time: string): string => (/^[\d.]+$/.test(time) ? `${time} min` : clipped(time, 300));

function listCallout(kind: CalloutKind, title: string, lines: readonly string[]): BlockNode[] {
  if (lines.length === 0) return [];
  const content = lines.map((line) => ({
    type: 'listItem' as const,
    content: [
      {
        type: 'paragraph' as const,
        content: [{ type: 'text' as const, text: clipped(line, 10_000) || '…' }],
      },
    ],
  }));
  return [
    { type: 'callout', attrs: { kind }, content: [boldParagraph(title), { type: 'bulletList', content }] },
  ];
}

/** Each top-level block of the page is an item of the report. */
function bodyBlocks(
  nodes: readonly MarkupNode[],
  {
    page,
    titlePath,
    build,
    links,
  }: { page: Page; titlePath: readonly string[]; build: CourseBuild; links: PageLinks },
): BlockNode[] {
  const language: Pick<MappingContext, 'link' | 'picture' | 'rules' | 'formulas'> = {
    link: (href) => links.link(page, href),
    picture: (src) => links.picture(page, src),
    rules: MARKDOWN_RULES,
    formulas: [],
  };
  return groupsOf(nodes).flatMap((group) => {
    const first = group.find(isElement);
    const kind = first === undefined ? 'text' : kindOf(first);
    const line = lineOf(first) + page.bodyLine;
    const place = placeOf([...titlePath, kind], page.file.path, Number.isNaN(line) ? null : line);
    if (first?.name === COMMENT) {
      build.report.leftOut({ place, kind, what: 'Readers did not see it, so it was left out.' });
      return [];
    }
    const item = build.report.item(place, kind);
    const blocks = mapMarkup(group, componentContext(build, { item, format: FORMAT, language }));
    // Originals are items by themselves.
    if (blocks.every(({ type }) => type === 'opaque')) item.wasNothing();
    return blocks;
  });
}

/** Block elements alone, and runs of whatever stands between them. */
function groupsOf(nodes: readonly MarkupNode[]): MarkupNode[][] {
  const groups: MarkupNode[][] = [];
  let run: MarkupNode[] = [];
  for (const node of nodes) {
    if (isElement(node) && KINDS.has(node.name)) {
      groups.push(run, [node]);
      run = [];
    } else run.push(node);
  }
  groups.push(run);
  return groups.filter((group) => group.some((node) => isElement(node) || node.text.trim() !== ''));
}

const KINDS: ReadonlyMap<string, string> = new Map([
  [COMMENT, 'comment'],
  ['p', 'paragraph'],
  ['h1', 'heading'],
  ['h2', 'heading'],
  ['h3', 'heading'],
  ['h4', 'heading'],
  ['h5', 'heading'],
  ['h6', 'heading'],
  ['ul', 'list'],
  ['ol', 'list'],
  ['dl', 'list'],
  ['pre', 'code'],
  ['table', 'table'],
  ['unreadable-table', 'table'],
  ['blockquote', 'quote'],
  ['hr', 'rule'],
  ['figure', 'picture'],
  ['details', 'fold-out'],
  ['formula-block', 'formula'],
  ['template-tag', 'template tag'],
  ['fenced-div', 'box'],
  ['div', 'box'],
  ['section', 'box'],
  ['iframe', 'frame'],
  ['script', 'script'],
  ['style', 'style sheet'],
  ['form', 'form'],
  ['video', 'video'],
  ['audio', 'sound'],
]);

function kindOf(element: MarkupElement): string {
  if (element.name === 'fenced-div') return clipped(element.attributes.get('class') ?? '', 40) || 'box';
  const [only, ...others] = element.children.filter((child) => isElement(child) || child.text.trim() !== '');
  if (
    element.name === 'p' &&
    others.length === 0 &&
    only !== undefined &&
    isElement(only) &&
    only.name === 'img'
  )
    return 'picture';
  return KINDS.get(element.name) ?? 'text';
}

/** Code carries its line on the element inside. */
const lineOf = (element: MarkupElement | undefined): number =>
  Number(
    element?.attributes.get('data-line') ??
      element?.children.find(isElement)?.attributes.get('data-line') ??
      Number.NaN,
  );
