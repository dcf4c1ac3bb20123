import { describe, expect, it } from 'vitest';

import type { ImportedCourse } from '../imported-course.ts';
import { item, readCartridge, resource } from '../testing/cartridge-files.ts';
import { png, type Files } from '../testing/course-files.ts';
import { blocksOf } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const QUIZ = 'imsqti_xmlv1p2/imscc_xmlv1p1/assessment';

/** The lesson that a quiz of these items becomes. */
const readQuiz = (items: string, { inside = '', files = {} }: { inside?: string; files?: Files } = {}) =>
  readCartridge(
    {
      'q/quiz.xml': `<questestinterop><assessment title="Quiz">${inside}<section>${items}</section></assessment></questestinterop>`,
      ...files,
    },
    { items: item('q', 'Quiz'), resources: resource('q', QUIZ, 'q/quiz.xml') },
  );

const html = (markup: string): string =>
  `<material><mattext texttype="text/html">${markup.replaceAll('<', '&lt;')}</mattext></material>`;
const choices = (labels: Record<string, string>, cardinality = 'Single', ident = 'r'): string =>
  `<response_lid ident="${ident}" rcardinality="${cardinality}"><render_choice>${Object.entries(labels)
    .map(([id, markup]) => `<response_label ident="${id}">${html(markup)}</response_label>`)
    .join('')}</render_choice></response_lid>`;
const blank = '<response_str ident="r"><render_fib><response_label ident="x"/></render_fib></response_str>';
const is = (value: string, ident = 'r'): string => `<varequal respident="${ident}">${value}</varequal>`;
const gives = (condition: string, points: string, action = 'Set'): string =>
  `<respcondition><conditionvar>${condition}</conditionvar><setvar varname="SCORE" action="${action}">${points}</setvar></respcondition>`;
const ask = (presentation: string, scoring: string, after = ''): string =>
  `<item ident="i"><presentation>${html('<p>Which?</p>')}${presentation}</presentation><resprocessing>${scoring}</resprocessing>${after}</item>`;

/** What stands in the answer callout, a word for each line. */
function answers(course: ImportedCourse): string[] {
  const lines = showBlocks(blocksOf(course, 'Quiz'));
  return lines
    .slice(lines.indexOf('callout:answer') + 1)
    .filter((line) => !/^\s*(?:bulletList|listItem)$/.test(line))
    .map((line) => line.trim().replace(/^p /, ''));
}
const RIGHT = '<bold>Correct answer</>';
const RIGHTS = '<bold>Correct answers</>';
const PARTLY = '<bold>Partly correct</>';

const abc = { a: 'Half', b: 'Full', c: 'None' };

describe('answers that are pictures', () => {
  it('are shown as what they are, and named by their place where only words fit', async () => {
    const pictures = { '4409': '<img src="a.png">', '4410': '<img src="b.png">' };
    const course = await readQuiz(
      ask(
        choices(pictures),
        gives(is('4410'), '100') +
          `<respcondition><conditionvar>${is('4409')}</conditionvar><displayfeedback linkrefid="f"/></respcondition>`,
        `<itemfeedback ident="f">${html('<p>Look again</p><img src="a.png">')}</itemfeedback>`,
      ),
      { files: { 'q/a.png': png(1), 'q/b.png': png(2) } },
    );
    const shown = showBlocks(blocksOf(course, 'Quiz'));
    const picture = shown.filter((line) => line.includes('image'))[1]?.trim();
    expect(answers(course)).toEqual([
      RIGHT,
      picture,
      '<bold>Feedback</>',
      'answer 1: Look again',
      shown.filter((line) => line.includes('image'))[0]?.trim(),
    ]);
    expect(shown.join('\n')).not.toContain('4410');
  });

  it('that are not in the cartridge are kept once, and named by their place', async () => {
    const course = await readQuiz(
      ask(choices({ '7': 'A', '8': '<img src="gone.png">' }), gives(is('8'), '1')),
    );
    expect(answers(course)).toEqual([RIGHT, 'answer 2']);
    expect(course.report.opaque).toHaveLength(1);
  });

  it('are named by their place where things are matched, and so is what is asked by a picture', async () => {
    const asked = (ident: string, prompt: string): string =>
      choices({ '1': '<img src="a.png">', '2': '<b>Two</b>' }, 'Single', ident).replace(
        '<render_choice>',
        `${html(prompt)}<render_choice>`,
      );
    const course = await readQuiz(
      ask(
        asked('x', '<p>Lion</p>') + asked('y', '<img src="b.png">'),
        gives(is('1', 'x'), '50', 'Add') + gives(is('2', 'y'), '50', 'Add'),
      ),
      { files: { 'q/a.png': png(1), 'q/b.png': png(2) } },
    );
    expect(answers(course)).toEqual([RIGHTS, 'Lion: answer 1', 'part 2: Two']);
  });
});

describe('points of a question', () => {
  const cases: [name: string, presentation: string, scoring: string, expected: string[]][] = [
    [
      'tell right from partly right',
      choices(abc),
      gives(is('a'), '50') + gives(is('b'), '100') + gives(is('c'), '0'),
      [RIGHT, 'Full', PARTLY, 'Half'],
    ],
    [
      'make everything right that adds some, where several are marked',
      choices(abc, 'Multiple'),
      gives(is('a'), '25', 'Add') + gives(is('b'), '75', 'Add') + gives(is('c'), '-10', 'Add'),
      [RIGHTS, 'Half', 'Full'],
    ],
    [
      'add up for one answer',
      choices(abc),
      gives(is('b'), '50', 'Add') +
        gives(`<or>${is('a')}${is('b')}</or>`, '50', 'Add') +
        gives(is('c'), '20', 'Subtract'),
      [RIGHT, 'Full', PARTLY, 'Half'],
    ],
    [
      'are for all of several answers together, or for some of them',
      choices({ ...abc, d: 'Other' }, 'Multiple'),
      gives(`<and>${is('a')}${is('b')}<not>${is('c')}</not></and>`, '100') +
        gives(`<and>${is('a')}${is('d')}</and>`, '40'),
      [RIGHTS, 'Half', 'Full', PARTLY, 'Half + Other'],
    ],
    [
      'are for each of several combinations',
      choices({ ...abc, d: 'Other' }, 'Multiple'),
      gives(`<or><and>${is('a')}${is('b')}</and><and>${is('c')}${is('d')}</and></or>`, '1'),
      [RIGHTS, 'Half + Full', 'None + Other'],
    ],
    [
      'are for every choice but one',
      choices(abc),
      gives(`<not>${is('c')}</not>`, '1'),
      [RIGHTS, 'Half', 'Full'],
    ],
    [
      'are for neither of two',
      choices(abc),
      gives(`<not><or>${is('a')}${is('c')}</or></not>`, '1'),
      [RIGHT, 'Full'],
    ],
    [
      'are for marking nothing',
      choices({ a: 'A', b: 'B' }, 'Multiple'),
      gives(`<and><not>${is('a')}</not><not>${is('b')}</not></and>`, '100'),
      [RIGHT, 'none of the choices'],
    ],
    [
      'are for spellings, whether capital letters count or not',
      blank,
      gives(is('Rhine') + '<varequal respident="r" case="Yes">RHINE</varequal>', '100'),
      [RIGHTS, 'Rhine', 'RHINE (capital letters count)'],
    ],
    [
      'are for an answer that contains something',
      blank,
      gives('<varsubstring respident="r">par</varsubstring>', '1'),
      [RIGHT, 'a text that contains “par”'],
    ],
    [
      'are for an answer that contains one thing and not another',
      blank,
      gives(
        '<and><varsubstring respident="r">par</varsubstring><not><varsubstring respident="r">is</varsubstring></not></and>',
        '1',
      ),
      [RIGHT, 'a text that contains “par”, but not a text that contains “is”'],
    ],
    [
      'are for numbers within bounds',
      blank,
      gives(
        `<or>${is('2.0')}<and><vargte respident="r">2.0</vargte><varlte respident="r">2.0</varlte></and></or>`,
        '100',
      ) + gives('<vargt respident="r">1</vargt><varlt respident="r">3</varlt>', '50'),
      [RIGHT, '2.0', PARTLY, '1 – 3'],
    ],
    [
      'are for numbers beyond a bound',
      blank,
      gives('<vargte respident="r">5</vargte>', '1'),
      [RIGHT, '5 or more'],
    ],
    [
      'are called what Blackboard calls them',
      choices(abc),
      gives(is('b'), 'SCORE.max') +
        gives('<varequal respident="a" case="No"/>', '50') +
        gives('<other/>', '0'),
      [RIGHT, 'Full', PARTLY, 'Half'],
    ],
    [
      'are counted first by Brightspace',
      choices(abc, 'Multiple'),
      ['b', 'c']
        .map((id) =>
          [is(id), `<not>${is(id)}</not>`]
            .map((condition, index) =>
              gives(condition, '1', 'Add').replace(
                'SCORE',
                (id === 'b') === (index === 0) ? 'D2L_Correct' : 'D2L_Incorrect',
              ),
            )
            .join(''),
        )
        .join(''),
      [RIGHT, 'Full'],
    ],
    [
      'are all nought, and an answer is called correct',
      choices(abc),
      gives(is('a'), '0') +
        gives(is('b'), '0').replace('<respcondition>', '<respcondition correctanswer="Yes">'),
      [RIGHT, 'Full'],
    ],
  ];
  it.each(cases)('%s', async (...[, presentation, scoring, expected]) => {
    expect(answers(await readQuiz(ask(presentation, scoring)))).toEqual(expected);
  });

  it('do not make a comment on a partly right answer one on a correct answer', async () => {
    const comment = (id: string): string =>
      `<itemfeedback ident="${id}">${html(`<p>On ${id}</p>`)}</itemfeedback>`;
    const commented = (condition: string, points: string, id: string): string =>
      gives(condition, points).replace(
        '</respcondition>',
        `<displayfeedback linkrefid="${id}"/></respcondition>`,
      );
    const course = await readQuiz(
      ask(
        choices(abc),
        commented(is('a'), '50', 'x') +
          commented(is('b'), '100', 'y') +
          commented(`<not>${is('b')}</not>`, '0', 'z'),
        ['x', 'y', 'z'].map(comment).join(''),
      ),
    );
    expect(answers(course).slice(-3)).toEqual(['Half: On x', 'Correct answer: On y', 'Another answer: On z']);
  });

  it('are read in bounded time and space, however they are written', async () => {
    const or = (at: number): string => `<or>${is(`${at}`)}${is(`${at + 1}`)}</or>`;
    const many = Array.from({ length: 2_000 }, (_each, index) => or(index)).join('');
    const course = await readQuiz(ask(choices(abc, 'Multiple'), gives(`<and>${many}</and>`, '1')));
    expect(answers(course)[0]).toBe(RIGHTS);
  });
});

describe('settings of a quiz', () => {
  const field = (name: string, value: string): string =>
    `<qtimetadatafield><fieldlabel>${name}</fieldlabel><fieldentry>${value}</fieldentry></qtimetadatafield>`;

  it('are in the report, each with its place', async () => {
    const shuffled = choices(abc).replace('<render_choice>', '<render_choice shuffle="Yes">');
    const course = await readQuiz(ask(shuffled, gives(is('a'), '1')), {
      inside: `<qtimetadata>${field('cc_profile', 'cc.exam.v0p1')}${field('cc_maxattempts', '3')}${field('qmd_timelimit', '30')}${field('qmd_solutionspermitted', 'No')}${field('x_proctor', 'Ms Reed')}</qtimetadata>`,
    });
    const said = course.report.changed.map(({ place, what }) => `${place}: ${what}`);
    expect(said[0]).toBe(
      'Rivers › Quiz (q/quiz.xml): Learners had 3 attempts; here nobody counts them. There was a time limit of 30 minutes; here there is none. The right answers were not shown to learners; here everybody can read them. The setting “x_proctor” (Ms Reed) has no counterpart here.',
    );
    expect(said[1]).toMatch(
      /question 1 \(q\/quiz\.xml, line 1\): Each learner saw the choices in another order/,
    );
  });

  it('of Canvas are there too, and those that set nothing are not', async () => {
    const course = await readQuiz(ask(choices(abc), gives(is('a'), '1')), {
      inside: `<qtimetadata>${field('cc_maxattempts', 'unlimited')}</qtimetadata>`,
      files: {
        'q/assessment_meta.xml':
          '<quiz><title>Quiz</title><allowed_attempts>-1</allowed_attempts><time_limit/><show_correct_answers>true</show_correct_answers><access_code>s3cret</access_code><ip_filter>10.0.0.1</ip_filter><assignment><due_at>2026-05-01T10:00:00</due_at><peer_reviews>false</peer_reviews></assignment></quiz>',
      },
    });
    expect(course.report.changed.find(({ kind }) => kind === 'quiz')?.what).toBe(
      'An access code was asked for; here there is none. The setting “ip_filter” (10.0.0.1) has no counterpart here. It was due on 2026-05-01T10:00:00; here there are no such dates.',
    );
  });
});

describe('a quiz whose questions are elsewhere', () => {
  const drawn = (bank: string): string =>
    `<section title="Drawn"><selection_ordering><selection><sourcebank_ref>${bank}</sourcebank_ref><selection_number>3</selection_number></selection></selection_ordering></section>`;
  const bank = `<questestinterop><objectbank ident="bank"><qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>All questions</fieldentry></qtimetadatafield></qtimetadata>${ask(blank, '')}</objectbank></questestinterop>`;
  const readWithBank = (section: string, type: string): Promise<ImportedCourse> =>
    readCartridge(
      {
        'quiz.xml': `<questestinterop><assessment title="Quiz">${section}</assessment></questestinterop>`,
        'bank.xml.qti': bank,
      },
      {
        items: item('q', 'Quiz'),
        resources: resource('q', QUIZ, 'quiz.xml') + resource('bank', type, 'bank.xml.qti'),
      },
    );
  const groups = ({ report }: ImportedCourse): string[] =>
    [...report.changed, ...report.opaque]
      .filter(({ kind }) => /group|bank/.test(kind))
      .map(({ what }) => what);

  it('leads to the lesson of the bank that they are drawn from', async () => {
    const canvas = 'associatedcontent/imscc_xmlv1p1/learning-application-resource';
    const standard = 'imsqti_xmlv1p2/imscc_xmlv1p1/question-bank';
    for (const [name, type] of [
      ['bank', canvas],
      ['another name', standard],
    ] as const) {
      const course = await readWithBank(drawn(name), type);
      expect(showBlocks(blocksOf(course, 'Quiz'))).toEqual([
        'h2 Drawn',
        'p [All questions](import-lesson:lesson:bank)',
      ]);
      expect(groups(course)).toEqual([
        'Each learner was asked 3 questions at random from “All questions”; the lesson leads to all of them.',
      ]);
    }
  });

  it('keeps what names a bank or a question that is not there', async () => {
    const course = await readQuiz(`${drawn('gone')}<itemref linkrefid="x7"/>`);
    expect(showBlocks(blocksOf(course, 'Quiz')).map((line) => line.split(' ')[0])).toEqual([
      'h2',
      'opaque:question',
      'opaque:itemref',
    ]);
    expect(course.report.opaque.map(({ what }) => what)).toEqual([
      'Each learner was asked 3 questions at random from the bank “gone”, which is not in the cartridge.',
      'The quiz names a question, “x7”, that is not in it.',
    ]);
  });

  it('says of drawn questions that all are shown only where they are', async () => {
    const selection =
      '<selection_ordering><selection><selection_number>1</selection_number></selection></selection_ordering>';
    expect(groups(await readQuiz(`${selection}${ask(blank, '')}`))[0]).toContain('now all are shown');
    expect(groups(await readQuiz(selection))[0]).toContain('there are none');
  });

  it('shows texts that stand between questions and after them, and keeps what it does not know', async () => {
    const course = await readQuiz(
      `${html('<p>Before</p>')}${ask(blank, '', '<rubric>R</rubric>')}<sectionfeedback>${html('<p>After</p>')}</sectionfeedback><later/>`,
    );
    const shown = showBlocks(blocksOf(course, 'Quiz'));
    expect(shown[0]).toBe('p Before');
    expect(shown.slice(-2)).toEqual(['p After', 'opaque:later <later/>']);
    expect(course.report.opaque[0]?.what).toContain('a part of the kind “rubric”');
  });
});

describe('the title of a part', () => {
  it('stands above it where the lesson has another one', async () => {
    const course = await readCartridge(
      {
        'talk.xml':
          '<topic><title>Floods &amp; dams</title><text texttype="text/plain">Line 1\nLine 2\n\nNext</text></topic>',
        'task.xml': '<assignment><title>Measure</title><text texttype="text/plain">It.</text></assignment>',
        'quiz.xml': `<questestinterop><assessment title="Test"><section>${ask(choices(abc), '')}</section></assessment></questestinterop>`,
      },
      {
        items: item('talk', 'Week 1') + item('task', 'measure') + item('quiz', 'Week 3'),
        resources:
          resource('talk', 'imsdt_xmlv1p1', 'talk.xml') +
          resource('task', 'assignment_xmlv1p0', 'task.xml') +
          resource('quiz', QUIZ, 'quiz.xml'),
      },
    );
    expect(showBlocks(blocksOf(course, 'Week 1'))).toEqual(['h2 Floods & dams', 'p Line 1⏎Line 2', 'p Next']);
    expect(showBlocks(blocksOf(course, 'measure'))).toEqual(['p It.']);
    expect(showBlocks(blocksOf(course, 'Week 3'))[0]).toBe('h2 Test');
  });
});
