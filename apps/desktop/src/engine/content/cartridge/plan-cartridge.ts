/** From the organization of a cartridge to sections and lessons. What is in no order comes at the end. */
import { titleOf } from '../course-format.ts';
import type { ImportTask } from '../import-task.ts';
import { plainTextOf } from '../markup/markup.ts';
import { parseHtml } from '../markup/parse-html.ts';
import { readSourceBytes, type CourseSource } from '../source/course-source.ts';
import { decodeText } from '../source/decode-text.ts';
import type { CanvasFacts } from './canvas-facts.ts';
import type { Destinations } from './cartridge-links.ts';
import { isPage, type CartridgeItem, type Manifest, type Resource } from './manifest.ts';
import { kindOf } from './resource-blocks.ts';

export interface PlannedSection {
  readonly kind: 'section';
  readonly key: string;
  readonly title: string;
  readonly statedTitle: string | null;
  /** True for what learners did not get to see. */
  readonly isHidden: boolean;
  readonly children: (PlannedSection | PlannedLesson)[];
}

export interface PlannedLesson {
  readonly kind: 'lesson';
  readonly key: string;
  readonly title: string;
  /** As it was written. */
  readonly statedTitle: string | null;
  /** Null where the organization leads to nothing in the cartridge. */
  readonly resource: Resource | null;
  /** Where it leads instead. */
  readonly address: string | null;
  readonly note: string | null;
  readonly isHidden: boolean;
}

export interface CartridgePlan extends Destinations {
  readonly sections: readonly PlannedSection[];
  readonly lessonCount: number;
}

const MORE = 'More from this course';

export async function planCartridge({
  manifest,
  canvas,
  title,
  source,
  task,
}: {
  manifest: Manifest;
  canvas: CanvasFacts;
  title: string;
  source: CourseSource;
  task: ImportTask;
}): Promise<CartridgePlan> {
  const lessonOfId = new Map<string, string>();
  const titleOfLesson = new Map<string, string>();
  const lessonOfFile = new Map<string, string>();
  const keys = new Set<string>();
  /** Where counting goes on for a key that is wanted again. */
  const numbers = new Map<string, number>();
  let lessonCount = 0;

  const unique = (wanted: string): string => {
    let key = wanted;
    for (let number = numbers.get(wanted) ?? 2; keys.has(key); number++) {
      key = `${wanted}~${number}`;
      numbers.set(wanted, number + 1);
    }
    keys.add(key);
    return key;
  };
  const resourceOf = (id: string | null): Resource | null => {
    const found = id === null ? undefined : manifest.resources.get(id);
    // A fallback names what it stands for; where that is here, it is the better one.
    const better = found?.insteadOf ? manifest.resources.get(found.insteadOf) : undefined;
    return better ?? found ?? null;
  };
  const lesson = (
    planned: Omit<PlannedLesson, 'kind' | 'key'>,
    ids: readonly (string | null)[],
  ): PlannedLesson => {
    const key = unique(`lesson:${ids.find((id) => id !== null && id !== '') ?? planned.title}`);
    lessonCount += 1;
    titleOfLesson.set(key, planned.title);
    for (const id of ids) if (id !== null && id !== '' && !lessonOfId.has(id)) lessonOfId.set(id, key);
    const [file] = planned.resource?.files ?? [];
    if (file !== undefined && !lessonOfFile.has(file)) lessonOfFile.set(file, key);
    return { kind: 'lesson', key, ...planned };
  };

  const isHidden = ({ id, isVisible }: CartridgeItem): boolean => !isVisible || canvas.unpublished.has(id);
  const lessonOf = (item: CartridgeItem, number: number): PlannedLesson => {
    const resource = resourceOf(item.resourceId);
    const address =
      canvas.addressOfItem.get(item.id) ?? canvas.addressOfItem.get(item.resourceId ?? '') ?? null;
    const planned = {
      title: titleOf(item.title, `Lesson ${number}`),
      statedTitle: item.title,
      resource,
      address: resource === null ? address : null,
      note:
        resource === null && address === null
          ? `What it leads to (${(item.resourceId ?? '').slice(0, 80)}) is not in the cartridge.`
          : null,
      isHidden: isHidden(item),
    };
    return lesson(planned, [item.resourceId, item.id]);
  };

  /** A title without anything under it heads what follows, up to the next one. */
  const childrenOf = (items: readonly CartridgeItem[]): (PlannedSection | PlannedLesson)[] => {
    const children: (PlannedSection | PlannedLesson)[] = [];
    let into = children;
    for (const [index, item] of items.entries()) {
      if (item.children.length > 0) {
        children.push(sectionOf(item, index + 1));
        into = children;
      } else if (item.resourceId === null) {
        const headed = sectionOf(item, index + 1);
        children.push(headed);
        into = headed.children;
      } else into.push(lessonOf(item, index + 1));
    }
    return children;
  };
  const sectionOf = (item: CartridgeItem, number: number): PlannedSection => {
    const sectionTitle = titleOf(item.title, `Section ${number}`);
    const key = unique(`section:${item.id || sectionTitle}`);
    const own = item.resourceId === null ? [] : [lessonOf({ ...item, children: [] }, 1)];
    const children = [...own, ...childrenOf(item.children)];
    const stated = { statedTitle: item.title, isHidden: isHidden(item) };
    return { kind: 'section', key, title: sectionTitle, ...stated, children };
  };

  const sections: PlannedSection[] = [];
  /** Lessons that are in no section, up to the next one. */
  let loose: PlannedLesson[] | null = null;
  for (const child of childrenOf(manifest.items)) {
    if (child.kind === 'section') {
      sections.push(child);
      loose = null;
    } else if (loose !== null) loose.push(child);
    else {
      const children = [child];
      sections.push({ ...ownSection(unique('section:course'), title), children });
      loose = children;
    }
  }

  const rest = unplanned({
    manifest,
    source,
    lessonOfFile,
    isPlanned: (id) => lessonOfId.has(id),
  });
  if (rest.length > 0) {
    const children: PlannedLesson[] = [];
    for (const resource of rest) {
      const stated = await statedTitle(resource, source, task);
      const named = titleOf(stated, titleOfFile(resource));
      children.push(
        lesson({ title: named, statedTitle: stated, resource, address: null, note: null, isHidden: false }, [
          resource.id,
        ]),
      );
    }
    sections.push({ ...ownSection(unique('section:more'), MORE), children });
  }
  const fileOfId = firstFiles(manifest);
  return { sections, lessonCount, lessonOfId, titleOfLesson, lessonOfFile, fileOfId };
}

/** A section that the cartridge does not have. */
const ownSection = (key: string, title: string): Omit<PlannedSection, 'children'> => ({
  kind: 'section',
  key,
  title,
  statedTitle: null,
  isHidden: false,
});

const firstFiles = ({ resources }: Manifest): ReadonlyMap<string, string> =>
  new Map(
    [...resources].flatMap(
      ([
        id,
        {
          files: [file],
        },
      ]) => (file === undefined ? [] : [[id, file]]),
    ),
  );

/** Parts that the organization does not name, and that people read: pages, discussions, questions, links. */
function unplanned({
  manifest,
  source,
  lessonOfFile,
  isPlanned,
}: {
  manifest: Manifest;
  source: CourseSource;
  lessonOfFile: ReadonlyMap<string, string>;
  isPlanned: (id: string) => boolean;
}): Resource[] {
  return [...manifest.resources.values()].flatMap(pagesOf).filter((resource) => {
    const [file] = resource.files;
    if (isPlanned(resource.id) || resource.isForInstructors) return false;
    if (resource.insteadOf !== null && manifest.resources.has(resource.insteadOf)) return false;
    if (file === undefined) return resource.addresses.length > 0;
    if (lessonOfFile.has(file)) return false;
    const kind = kindOf(resource);
    if (kind === 'data' || kind === 'other' || !source.files.has(file)) return false;
    return kind !== 'page' || isPage(file);
  });
}

/** A resource may hold several pages of which the order names only the first; each is one to read. */
function pagesOf(resource: Resource): Resource[] {
  if (kindOf(resource) !== 'page') return [resource];
  const others = resource.files.slice(1).filter(isPage);
  return [
    resource,
    ...others.map((path) => ({
      ...resource,
      id: `${resource.id} ${path}`,
      files: [path],
      addresses: [],
    })),
  ];
}

/** How a page, a discussion or a quiz calls itself, near its beginning. */
async function statedTitle(
  { files: [path = ''] }: Resource,
  source: CourseSource,
  task: ImportTask,
): Promise<string | null> {
  const file = source.files.get(path);
  if (file === undefined) return null;
  const head = decodeText(await readSourceBytes(file, HEAD_BYTES))?.text ?? '';
  const stated =
    /<(?:\w{1,20}:)?title\b[^>]{0,200}>([^<]{1,1000})</i.exec(head)?.[1] ??
    /<(?:\w{1,20}:)?(?:assessment|objectbank)\b[^>]{0,500}\stitle="([^"]{1,1000})"/i.exec(head)?.[1] ??
    /<fieldlabel>bank_title<\/fieldlabel>\s{0,100}<fieldentry>([^<]{1,1000})</i.exec(head)?.[1];
  const words = stated === undefined ? '' : parseHtml(stated, task.limits).map(plainTextOf).join(' ').trim();
  // Canvas puts the kind of a page before its name.
  return words.replace(/^(?:Assignment|Page|Quiz|Discussion): /, '') || null;
}

const HEAD_BYTES = 8_192;

/** The name of its file, as people would write it. */
function titleOfFile({ files, addresses, id }: Resource): string {
  const [path = addresses[0] ?? id] = files;
  if (path === addresses[0]) return path;
  const parts = path.split('/');
  const name = (parts.at(-1) ?? path).replace(/(?:\.\w{1,5}){1,2}$/, '');
  const isMachine = /^(?:[gi]?[0-9a-f]{16,}|non_cc_assessments|assessment_qti|assessment|assignment|topic)$/i;
  const readable = [name, ...parts.slice(0, -1).toReversed()].find((part) => !isMachine.test(part));
  return (readable ?? '').replaceAll(/[-_]+/g, ' ').trim() || 'Untitled';
}
