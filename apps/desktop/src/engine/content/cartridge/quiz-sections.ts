/** Sections of a quiz: from which banks their questions are drawn, and what stands in them beside questions. */
import type { BlockNode } from '@educrowd/shared/content/content-json';

import { placeOf } from '../course-format.ts';
import type { ItemRecord } from '../loss-report.ts';
import { plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { onOneLine } from '../one-line.ts';
import { clipped } from '../originals.ts';
import { mappingOf, type Part } from './cartridge-course.ts';
import { childCalled, childrenCalled, firstCalled, localName } from './cartridge-xml.ts';
import { settingsOf } from './quiz-settings.ts';
import { linkParagraph, type ResourceContext } from './resource-context.ts';

export interface QuizContext {
  readonly context: ResourceContext;
  readonly path: string;
  /** The quiz as a whole. */
  readonly item: ItemRecord;
  readonly count: { questions: number };
}

/**
 * What a section says of how its questions are chosen: links to the banks that they are drawn from, or the original of
 * what names a bank that is not here. The section is an item of the report where it did more than head its questions.
 */
export function selectionBlocks(section: MarkupElement, quiz: QuizContext): BlockNode[] {
  const { context, path } = quiz;
  const title = section.attributes.get('title') || 'group';
  const ordering = childCalled(section, 'selection_ordering');
  const selections = ordering ? childrenCalled(ordering, 'selection').map(selectionOf) : [];
  const settings = settingsOf(section);
  const said = selections.filter(({ number, bank }) => number !== null || bank !== null);
  if (said.length + settings.length === 0) return [];
  const item = context.course.report.item(placeOf([...context.path, title], path), 'group');
  const hasOwn = firstCalled(section, 'item') !== undefined;
  const blocks = said.flatMap((selection): BlockNode[] => {
    if (selection.bank !== null) return bankBlocks(selection, { course: context.course, item, path });
    if (hasOwn)
      item.changed(
        `Each learner was asked ${selection.number} of these questions at random; now all are shown.`,
      );
    else
      item.changed(
        `Each learner was to be asked ${selection.number} questions of this group, but there are none in it.`,
      );
    return [];
  });
  for (const sentence of settings) item.changed(sentence);
  return blocks;
}

interface Selection {
  readonly source: string;
  /** How many questions each learner got; null where it is not said. */
  readonly number: string | null;
  /** The name of the bank; null where the questions are those of the section. */
  readonly bank: string | null;
}

function selectionOf(selection: MarkupElement): Selection {
  const stated = (name: string): string | null => {
    const element = childCalled(selection, name);
    return (element && onOneLine(plainTextOf(element))) || null;
  };
  return {
    source: selection.source,
    number: stated('selection_number')?.slice(0, 10) ?? null,
    bank: stated('sourcebank_ref'),
  };
}

function bankBlocks({ source, number, bank }: Selection, part: Part): BlockNode[] {
  const { course, item } = part;
  const count = number === null ? 'questions' : number === '1' ? 'one question' : `${number} questions`;
  const lesson = bank === null ? null : (course.links.lesson(bank) ?? onlyBank(part));
  if (lesson !== null) {
    item.changed(
      `Each learner was asked ${count} at random from “${clipped(lesson.title, 100)}”; the lesson leads to all of them.`,
    );
    return [linkParagraph(lesson)];
  }
  const name = clipped(bank ?? '', 100);
  return mappingOf(part).keepOriginal({
    kind: 'question bank',
    label: name,
    source,
    why: `Each learner was asked ${count} at random from the bank “${name}”, which is not in the cartridge.`,
  });
}

/** The standard allows one bank in a cartridge; its name may be another than that of its part. */
function onlyBank({ course }: Part): ReturnType<typeof course.links.lesson> {
  const banks = [...course.manifest.resources.values()].filter(({ type }) => /\/question-bank$/i.test(type));
  const [only] = banks;
  return banks.length === 1 && only !== undefined ? course.links.lesson(only.id) : null;
}

/** A part of a quiz that is no question and no text. */
export function unknownBlocks(element: MarkupElement, { context, path, item }: QuizContext): BlockNode[] {
  const kind = localName(element);
  if (UNSHOWN.has(kind)) return [];
  const named = clipped(onOneLine(element.attributes.get('linkrefid') ?? ''), 100);
  return mappingOf({ course: context.course, item, path }).keepOriginal({
    kind,
    label: named || kind,
    source: element.source,
    why:
      kind === 'itemref'
        ? `The quiz names a question, “${named}”, that is not in it.`
        : `A part of the kind “${kind.slice(0, 60)}” can't be shown in a lesson.`,
  });
}

/** Settings, which the report names, and rules for points, which nobody gives here. */
const UNSHOWN: ReadonlySet<string> = new Set([
  'assessmentcontrol',
  'assessproc_extension',
  'duration',
  'itemmetadata',
  'outcomes_processing',
  'qtimetadata',
  'sectioncontrol',
  'sectionproc_extension',
  'selection_ordering',
]);
