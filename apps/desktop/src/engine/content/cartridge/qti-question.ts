/** One question of QTI 1.2 as people read it, with what its scoring says to be right. */
import type { BlockNode, ListItemNode } from '@educrowd/shared/content/content-json';

import { append } from '../append.ts';
import { childElements, plainTextOf, textOf, type MarkupElement } from '../markup/markup.ts';
import { clipped } from '../originals.ts';
import {
  answerCallout,
  createProblemParts,
  hintCallouts,
  questionCallout,
  textItem,
  type ProblemParts,
} from '../question-blocks.ts';
import { escaped, htmlBlocks, keepWhole, mappingOf, textBlocks, type Part } from './cartridge-course.ts';
import { childCalled, childrenCalled, descendantsCalled, firstCalled, localName } from './cartridge-xml.ts';
import { answersOf, reasonFor, wordsOf, type Choice, type QtiResponse } from './qti-answers.ts';
import { scoringOf, type Scoring } from './qti-scoring.ts';

const MAX_TEXT = 10_000;

export function questionBlocks(element: MarkupElement, title: string | null, part: Part): BlockNode[] {
  const { item } = part;
  const presentation = childCalled(element, 'presentation') ?? element;
  const parts = createProblemParts();
  const context: Reading = {
    part,
    parts,
    responses: new Map(),
    repeated: repeatedChoices(presentation),
  };
  const text = shown(presentation, context);
  const kind = metadataOf(element, 'question_type') ?? metadataOf(element, 'cc_profile') ?? '';
  if (kind === 'text_only_question') return text;
  const scoring = scoringOf(element, context.responses);
  parts.answers = answersOf(context.responses, scoring);
  readFormulas(element, parts);
  readFeedback(element, scoring, context);
  if (context.responses.size === 0 && text.length === 0)
    return keepWhole(part, {
      kind: 'question',
      label: title ?? 'Question',
      source: element.source,
      why: 'The question holds nothing that could be shown.',
    });
  item.changed(
    'The question and its answers can be read; nobody is asked to answer and no points are given.',
  );
  const blocks = [questionCallout(title, text), ...answerCallout(parts), ...hintCallouts(parts)];
  const unshown = [
    ...parts.unshown,
    ...childElements(element)
      .filter((child) => !PARTS.has(localName(child)))
      .map((child) => `a part of the kind “${localName(child).slice(0, 60)}”`),
    ...(firstCalled(element, 'calculated') ? ['numbers that are drawn at random'] : []),
  ];
  if (unshown.length === 0) return blocks;
  const why = `The question holds ${unshown.join(', ')}; its original is kept beside the text.`;
  return [
    ...blocks,
    ...mappingOf(part).keepOriginal({
      kind: 'question',
      label: title ?? 'Question',
      source: element.source,
      why,
    }),
  ];
}

/** Parts of a question that are read, and settings, which the report names. */
const PARTS: ReadonlySet<string> = new Set([
  'duration',
  'itemcontrol',
  'itemfeedback',
  'itemmetadata',
  'itemproc_extension',
  'presentation',
  'qtimetadata',
  'resprocessing',
]);

interface Reading {
  readonly part: Part;
  readonly parts: ProblemParts;
  /** In the order in which they are asked, by identifier. */
  readonly responses: Map<string, QtiResponse>;
  /** Responses whose choices are those of the next one, as where things are to be matched. */
  readonly repeated: ReadonlySet<MarkupElement>;
}

/** Everything that stands before the person who answers, in order. */
function shown(element: MarkupElement, reading: Reading): BlockNode[] {
  return childElements(element).flatMap((child): BlockNode[] => {
    switch (localName(child)) {
      case 'material':
        return materialBlocks(child, reading.part);
      case 'response_lid':
        return choiceBlocks(child, reading);
      case 'response_str':
      case 'response_num':
        return blankBlocks(child, reading);
      case 'flow':
      case 'flow_mat':
      case 'flow_label':
      case 'presentation':
        return shown(child, reading);
      case 'response_xy':
      case 'response_grp':
      case 'response_extension':
        reading.parts.unshown.add(`a response of the kind “${localName(child)}”`);
        return shown(child, reading);
      default:
        return [];
    }
  });
}

/** Texts, pictures and sounds of one `material`. */
export function materialBlocks(material: MarkupElement, part: Part): BlockNode[] {
  return childElements(material).flatMap((child): BlockNode[] => {
    const { attributes } = child;
    switch (localName(child)) {
      case 'mattext':
      case 'matemtext':
        return textBlocks(textOf(child), attributes.get('texttype'), part);
      case 'matbreak':
        return [];
      case 'matimage':
      case 'mataudio':
      case 'matvideo': {
        const tag = { matimage: 'img', mataudio: 'audio', matvideo: 'video' }[localName(child)] ?? 'img';
        const source = attributes.get('uri') ?? attributes.get('entityref') ?? '';
        return htmlBlocks(
          `<${tag} src="${escaped(source)}" alt="${escaped(attributes.get('label') ?? '')}"></${tag}>`,
          part,
        );
      }
      case 'altmaterial':
      case 'flow_mat':
        return materialBlocks(child, part);
      default:
        return mappingOf(part).keepOriginal({
          kind: localName(child),
          label: localName(child),
          source: child.source,
          why: `A part of the kind “${localName(child)}” can't be shown in a lesson.`,
        });
    }
  });
}

function repeatedChoices(presentation: MarkupElement): Set<MarkupElement> {
  const responses = [...descendantsCalled(presentation, 'response_lid')];
  const choices = responses.map((response) =>
    [...descendantsCalled(response, 'response_label')].map(plainTextOf).join('\n'),
  );
  return new Set(responses.filter((_response, index) => choices[index] === choices[index + 1]));
}

function choiceBlocks(response: MarkupElement, { part, responses, repeated }: Reading): BlockNode[] {
  const prompt = childrenCalled(response, 'material').flatMap((material) => materialBlocks(material, part));
  const choices = new Map<string, Choice>();
  const items = [...descendantsCalled(response, 'response_label')].map((label, index): ListItemNode => {
    const content = [...descendantsCalled(label, 'material')].flatMap((material) =>
      materialBlocks(material, part),
    );
    choices.set(label.attributes.get('ident') ?? '', {
      words: wordsOf(content) || `answer ${index + 1}`,
      content,
      comparison: label.attributes.get('scoring_algorithm') ?? '',
    });
    return content.length > 0 ? { type: 'listItem', content } : textItem('…');
  });
  responses.set(response.attributes.get('ident') ?? '', {
    takesSeveral: /^(?:multiple|ordered)$/i.test(response.attributes.get('rcardinality') ?? ''),
    prompt: wordsOf(prompt),
    choices,
  });
  return items.length === 0 || repeated.has(response)
    ? prompt
    : [...prompt, { type: 'bulletList', content: items }];
}

function blankBlocks(response: MarkupElement, { part, responses }: Reading): BlockNode[] {
  const blocksOf = (materials: readonly MarkupElement[]): BlockNode[] =>
    materials.flatMap((material) => materialBlocks(material, part));
  const own = new Set(childrenCalled(response, 'material'));
  const prompt = blocksOf([...own]);
  const around = blocksOf([...descendantsCalled(response, 'material')].filter((each) => !own.has(each)));
  responses.set(response.attributes.get('ident') ?? '', {
    takesSeveral: false,
    prompt: wordsOf(prompt),
    choices: new Map(),
  });
  return [...prompt, ...around, { type: 'paragraph', content: [{ type: 'text', text: '________' }] }];
}

/** Canvas draws numbers for a formula, and says what it gives for each set of them. */
function readFormulas(element: MarkupElement, { answers }: ProblemParts): void {
  const calculated = firstCalled(element, 'calculated');
  if (calculated === undefined) return;
  const formulas = [...descendantsCalled(calculated, 'formula')].map(plainTextOf);
  const [set] = descendantsCalled(calculated, 'var_set');
  const answer = set && childCalled(set, 'answer');
  const numbers = set
    ? childrenCalled(set, 'var').map((each) => `${each.attributes.get('name') ?? ''} = ${plainTextOf(each)}`)
    : [];
  const example = answer ? [`for ${numbers.join(', ')}: ${plainTextOf(answer)}`] : [];
  const items = [...formulas, ...example].map((line) => textItem(clipped(line, MAX_TEXT) || '…'));
  // They say what goes into the blank, for which nothing else is known.
  if (items.length > 0) answers.splice(0, answers.length, { items, partly: [] });
}

function readFeedback(element: MarkupElement, scoring: Scoring, { part, parts, responses }: Reading): void {
  for (const feedback of childrenCalled(element, 'itemfeedback')) {
    const materials = [...descendantsCalled(feedback, 'material')];
    if (materials.length === 0) continue;
    if (firstCalled(feedback, 'solution')) {
      append(
        parts.solutions,
        materials.flatMap((material) => materialBlocks(material, part)),
      );
    } else if (firstCalled(feedback, 'hint')) {
      parts.hints.push(materials.flatMap((material) => materialBlocks(material, part)));
    } else {
      const says = materials.flatMap((material) => materialBlocks(material, part));
      const causes = scoring.feedback.get(feedback.attributes.get('ident') ?? '') ?? [];
      if (says.length > 0) parts.feedback.push({ to: reasonFor(causes, responses), says });
    }
  }
}

export function metadataOf(element: MarkupElement, label: string): string | null {
  const metadata = [...descendantsCalled(element, 'qtimetadatafield')].find((field) => {
    const name = childCalled(field, 'fieldlabel');
    return name !== undefined && plainTextOf(name) === label;
  });
  const entry = metadata && childCalled(metadata, 'fieldentry');
  return entry ? plainTextOf(entry) : null;
}
