/**
 * Settings of quizzes and questions: how often and how long people may try, what they get to see and when. A lesson has
 * none of them, so each is said in the report. Points are no setting: every question says that none are given.
 */
import { childElements, descendants, plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { onOneLine } from '../one-line.ts';
import { clipped } from '../originals.ts';
import { childCalled, childrenCalled, descendantsCalled, localName } from './cartridge-xml.ts';

/** What an assessment, a section or a question of QTI 1.2 sets for itself, as sentences for the report. */
export function settingsOf(element: MarkupElement): string[] {
  const metadata = [element, ...childrenCalled(element, 'itemmetadata')].flatMap((each) =>
    childrenCalled(each, 'qtimetadata').flatMap((fields) => childrenCalled(fields, 'qtimetadatafield')),
  );
  const stated = metadata.map((field): Setting => {
    const [name, value] = ['fieldlabel', 'fieldentry'].map((part) => textIn(field, part));
    return { name: name ?? '', value: value ?? '' };
  });
  return sentencesOf([...stated, ...structureOf(element)]);
}

/** What Canvas says of a quiz beside the standard. */
export const canvasSettingsOf = (quiz: MarkupElement): string[] => [
  ...new Set([
    ...sentencesOf(
      childElements(quiz)
        .filter((child) => childElements(child).length === 0)
        .map((child) => ({ name: localName(child), value: plainTextOf(child) })),
    ),
    ...canvasDatesOf(quiz),
  ]),
];

/** When a quiz or an assignment of Canvas was open and due, for everybody or for some. */
export const canvasDatesOf = (root: MarkupElement): string[] =>
  sentencesOf(
    [...descendants(root)]
      .filter((element) => DATES.has(localName(element)))
      .map((element) => ({ name: localName(element), value: plainTextOf(element) })),
  );

interface Setting {
  readonly name: string;
  readonly value: string;
}

const textIn = (element: MarkupElement, name: string): string => {
  const child = childCalled(element, name);
  return child ? plainTextOf(child) : '';
};

/** Settings that QTI has elements and attributes for. */
function structureOf(element: MarkupElement): Setting[] {
  const settings: Setting[] = [
    { name: 'duration', value: textIn(element, 'duration') },
    { name: 'maxattempts', value: element.attributes.get('maxattempts') ?? '' },
  ];
  for (const control of childElements(element))
    if (/^(?:assessment|section|item)control$/.test(localName(control)))
      for (const [name, value] of control.attributes) settings.push({ name, value });
  const ordering = childCalled(element, 'selection_ordering');
  const order = ordering && childCalled(ordering, 'order');
  if (/random/i.test(order?.attributes.get('order_type') ?? ''))
    settings.push({ name: 'shuffle_questions', value: 'true' });
  const presentation = childCalled(element, 'presentation');
  for (const choices of presentation ? descendantsCalled(presentation, 'render_choice') : [])
    if (isOn(choices.attributes.get('shuffle') ?? ''))
      settings.push({ name: 'shuffle_answers', value: 'true' });
  return settings;
}

const sentencesOf = (settings: readonly Setting[]): string[] => [
  ...new Set(
    settings.flatMap(({ name, value }) => {
      if (OTHER_FACTS.has(name) || /(?:identifierref|_id)$/.test(name)) return [];
      const sentence = SENTENCES.get(name);
      return (sentence === undefined ? unknown(name, value) : sentence(value)) ?? [];
    }),
  ),
];

const isOn = (value: string): boolean => /^(?:yes|true)$/i.test(value);
const isOff = (value: string): boolean => /^(?:|no|none|false|0|0\.0)$/i.test(value);

const unknown = (name: string, value: string): string | null =>
  isOff(value) ? null : `The setting “${short(name)}” (${short(value)}) has no counterpart here.`;

const short = (text: string): string => clipped(onOneLine(text), 100);

type Sentence = (value: string) => string | null;

const when =
  (isSo: (value: string) => boolean, sentence: string): Sentence =>
  (value) =>
    isSo(value) ? sentence : null;

const attempts: Sentence = (value) => {
  if (isOff(value) || value === '-1' || /^unlimited$/i.test(value)) return null;
  return `Learners had ${value === '1' ? 'one attempt' : `${short(value)} attempts`}; here nobody counts them.`;
};
const minutes: Sentence = (value) =>
  isOff(value)
    ? null
    : `There was a time limit of ${short(value)} ${value === '1' ? 'minute' : 'minutes'}; here there is none.`;
const duration: Sentence = (value) =>
  isOff(value) ? null : `There was a time limit (${short(value)}); here there is none.`;
const date =
  (what: string): Sentence =>
  (value) =>
    isOff(value) ? null : `${what} ${short(value)}; here there are no such dates.`;
/** Off is what has to be said: what was kept from people can be read now. */
const hidden = (what: string): Sentence =>
  when(
    (value) => /^(?:no|false)$/i.test(value),
    `${what} were not shown to learners; here everybody can read them.`,
  );

const comments = hidden('The comments on answers');
const hints = hidden('The hints');
const solutions = hidden('The right answers');

const SENTENCES: ReadonlyMap<string, Sentence> = new Map([
  ['cc_maxattempts', attempts],
  ['allowed_attempts', attempts],
  ['maxattempts', attempts],
  ['qmd_timelimit', minutes],
  ['time_limit', minutes],
  ['duration', duration],
  ['due_at', date('It was due on')],
  ['lock_at', date('It was closed on')],
  ['unlock_at', date('It was opened on')],
  ['show_correct_answers_at', date('The right answers were shown from')],
  ['hide_correct_answers_at', date('The right answers were hidden from')],
  [
    'cc_allow_late_submission',
    when((value) => !isOn(value) && value !== '', 'What came late was not taken; here there is no deadline.'),
  ],
  ['qmd_feedbackpermitted', comments],
  ['feedbackswitch', comments],
  ['qmd_hintspermitted', hints],
  ['hintswitch', hints],
  ['qmd_solutionspermitted', solutions],
  ['solutionswitch', solutions],
  ['show_correct_answers', solutions],
  ['quiz_type', (value) => (value === 'assignment' ? null : unknown('quiz_type', value))],
  ['hide_results', when((value) => !isOff(value), 'Results were hidden; here there are none.')],
  [
    'shuffle_answers',
    when(isOn, 'Each learner saw the choices in another order; here they stand as in the file.'),
  ],
  [
    'shuffle_questions',
    when(isOn, 'Each learner saw the questions in another order; here they stand as in the file.'),
  ],
  ['one_question_at_a_time', when(isOn, 'One question was shown at a time; here all are on one page.')],
  ['cant_go_back', when(isOn, 'Learners could not go back to a question; here they can.')],
  // The code itself is nobody's business.
  ['access_code', when((value) => !isOff(value), 'An access code was asked for; here there is none.')],
]);

const DATES: ReadonlySet<string> = new Set(['due_at', 'lock_at', 'unlock_at']);

/** What stands among the settings and is none: names, kinds, points, and what this import shows in another way. */
const OTHER_FACTS: ReadonlySet<string> = new Set([
  'available',
  'bank_context_uuid',
  'bank_title',
  'bank_type',
  'cc_profile',
  'cc_weighting',
  'could_be_locked',
  'description',
  'original_answer_ids',
  'parent_stimulus_item_ident',
  'passage',
  'points_possible',
  'qmd_assessmenttype',
  'qmd_computerscored',
  'qmd_itemtype',
  'qmd_scoretype',
  'qmd_scoringpermitted',
  'qmd_weighting',
  'question_type',
  'scoring_policy',
  'title',
  'view',
]);
