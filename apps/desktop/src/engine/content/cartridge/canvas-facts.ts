/** What Canvas writes beside the standard: names of the course, its modules, and the rubrics of its assignments. */
import type { ImportTask } from '../import-task.ts';
import { plainTextOf, type MarkupElement } from '../markup/markup.ts';
import type { CourseSource } from '../source/course-source.ts';
import { childCalled, childrenCalled, descendantsCalled, firstCalled, readXmlFile } from './cartridge-xml.ts';

export interface CanvasFacts {
  readonly title: string | null;
  readonly description: string | null;
  readonly language: string | null;
  /** The resource that is the picture of the course. */
  readonly cover: string | null;
  /** Web addresses of items of the organization whose resource is not in the cartridge, such as tools. */
  readonly addressOfItem: ReadonlyMap<string, string>;
  /** Modules and items of the organization that learners did not get to see. */
  readonly unpublished: ReadonlySet<string>;
  readonly rubrics: ReadonlyMap<string, Rubric>;
  /** Files of settings that were looked at. */
  readonly files: ReadonlySet<string>;
}

export interface Rubric {
  readonly title: string;
  readonly criteria: readonly {
    readonly name: string;
    readonly points: string;
    readonly ratings: readonly string[];
  }[];
}

const FOLDER = 'course_settings/';

export async function readCanvasFacts(source: CourseSource, task: ImportTask): Promise<CanvasFacts> {
  const files = new Set<string>();
  const read = async (name: string): Promise<MarkupElement | null> => {
    const file = source.files.get(FOLDER + name);
    if (file === undefined) return null;
    files.add(file.path);
    return (await readXmlFile(file, task)).root;
  };
  const settings = await read('course_settings.xml');
  const modules = await read('module_meta.xml');
  const rubrics = await read('rubrics.xml');
  const setting = (name: string): string | null => {
    const element = settings === null ? undefined : childCalled(settings, name);
    return (element && plainTextOf(element)) || null;
  };
  return {
    title: setting('title'),
    description: setting('public_description'),
    language: setting('locale'),
    cover: setting('image_identifier_ref'),
    addressOfItem: new Map(modules === null ? [] : addressesIn(modules)),
    unpublished: new Set(modules === null ? [] : unpublishedIn(modules)),
    rubrics: new Map(rubrics === null ? [] : rubricsIn(rubrics)),
    files,
  };
}

function* addressesIn(modules: MarkupElement): Generator<[string, string]> {
  for (const item of descendantsCalled(modules, 'item')) {
    const url = childCalled(item, 'url');
    const address = url === undefined ? '' : plainTextOf(url);
    if (address === '') continue;
    for (const id of [item.attributes.get('identifier'), textIn(item, 'identifierref')])
      if (id) yield [id, address];
  }
}

function* unpublishedIn(modules: MarkupElement): Generator<string> {
  for (const name of ['module', 'item'])
    for (const part of descendantsCalled(modules, name)) {
      const id = part.attributes.get('identifier');
      if (id && textIn(part, 'workflow_state') === 'unpublished') yield id;
    }
}

function* rubricsIn(rubrics: MarkupElement): Generator<[string, Rubric]> {
  for (const rubric of childrenCalled(rubrics, 'rubric')) {
    const id = rubric.attributes.get('identifier');
    if (id === undefined) continue;
    const criteria = [...descendantsCalled(rubric, 'criterion')].map((criterion) => {
      const ratings = firstCalled(criterion, 'ratings');
      return {
        name: saying(criterion),
        points: textIn(criterion, 'points') ?? '',
        ratings: (ratings ? childrenCalled(ratings, 'rating') : []).map((rating) =>
          [saying(rating), textIn(rating, 'points') ?? ''].filter((part) => part !== '').join(': '),
        ),
      };
    });
    yield [id, { title: textIn(rubric, 'title') ?? 'Rubric', criteria }];
  }
}

/** The short name of a criterion or rating, and what explains it. */
const saying = (element: MarkupElement): string =>
  ['description', 'long_description'].flatMap((name) => textIn(element, name) ?? []).join(' – ');

const textIn = (element: MarkupElement, name: string): string | null => {
  const child = childCalled(element, name);
  return (child && plainTextOf(child)) || null;
};
