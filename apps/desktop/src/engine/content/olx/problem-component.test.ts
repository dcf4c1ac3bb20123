import { describe, expect, it } from 'vitest';

import type { ImportedCourse } from '../imported-course.ts';
import { png } from '../testing/course-files.ts';
import { blocksOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const read = (problem: string): Promise<ImportedCourse> =>
  readForTest({
    'course.xml': `<course display_name="C"><chapter><sequential><vertical display_name="U">${problem}</vertical></sequential></chapter></course>`,
  });

const show = async (problem: string): Promise<string[]> =>
  showBlocks(blocksOf(await read(problem), 'U')).map((line) => line.trimEnd());

const list = (...items: string[]): string[] => [
  '  bulletList',
  ...items.flatMap((item) => ['    listItem', `      p ${item}`]),
];

describe('problems', () => {
  it('shows a choice with its answer, explanation, feedback and hints', async () => {
    expect(
      await show(`<problem display_name="Capitals"><multiplechoiceresponse><p>Capital of France?</p><label>Choose</label>
        <description>One is right.</description>
        <choicegroup><choice correct="true">Paris<choicehint>Yes.</choicehint></choice><choice correct="false"><i>Rome</i></choice></choicegroup>
        <solution><div class="detailed-solution"><p>Explanation</p><p>It is.</p></div></solution></multiplechoiceresponse>
        <demandhint><hint>North</hint><hint>Seine</hint></demandhint></problem>`),
    ).toEqual([
      'callout:question',
      '  h3 Capitals',
      '  p Capital of France?',
      '  p <bold>Choose</>',
      '  p <italic>One is right.</>',
      ...list('Paris', '<italic>Rome</>'),
      'callout:answer',
      '  p <bold>Correct answer</>',
      ...list('Paris'),
      '  p Explanation',
      '  p It is.',
      '  p <bold>Feedback</>',
      ...list('Paris: Yes.'),
      'callout:tip',
      '  p <bold>Hint 1</>',
      '  p North',
      'callout:tip',
      '  p <bold>Hint 2</>',
      '  p Seine',
    ]);
  });

  it('shows a question that lies between the rows of a table', async () => {
    const shown = await show(
      `<problem><table><tr><th>Unit</th></tr><optionresponse><tr><td>km<optioninput options="('1000 m','1 m')" correct="1000 m"/></td></tr></optionresponse></table></problem>`,
    );
    expect(shown).toEqual([
      'callout:question',
      '  p km',
      ...list('1000 m', '1 m'),
      '  table',
      '    tableRow',
      '      tableHeader',
      '        p Unit',
      'callout:answer',
      '  p <bold>Correct answer</>',
      ...list('1000 m'),
    ]);
  });

  it('tells what gives some of the points from what gives all', async () => {
    const shown = await show(
      `<problem><choiceresponse partial_credit="points"><choicegroup><choice correct="true">All</choice><choice correct="partial">Some</choice><choice correct="false">None</choice></choicegroup></choiceresponse></problem>`,
    );
    expect(shown.slice(shown.indexOf('callout:answer') + 1)).toEqual([
      '  p <bold>Correct answer</>',
      ...list('All'),
      '  p <bold>Partly correct</>',
      ...list('Some'),
    ]);
  });

  it('numbers the answers of several questions, old and new ways of writing them', async () => {
    expect(
      await show(`<problem><p>A number:</p><numericalresponse answer="3.14"><responseparam type="tolerance" default="5%"/><textline trailing_text="m"/></numericalresponse>
        <p>A word:</p><stringresponse answer="red" type="ci"><additional_answer answer="rot"/><textline/></stringresponse>
        <p>A pattern:</p><stringresponse answer="^a+$" type="ci regexp"><textline/></stringresponse>
        <optionresponse><optioninput options="('up','it\\'s')" correct="up"/></optionresponse>
        <choiceresponse><checkboxgroup><choice correct="true">x</choice><choice correct="true">y</choice></checkboxgroup></choiceresponse></problem>`),
    ).toEqual([
      'callout:question',
      '  p A number:',
      '  p ________ m',
      '  p A word:',
      '  p ________',
      '  p A pattern:',
      '  p ________',
      ...list('up', "it's"),
      ...list('x', 'y'),
      'callout:answer',
      '  p <bold>Correct answer 1</>',
      ...list('3.14 (± 5%)'),
      '  p <bold>Correct answers 2</>',
      ...list('red', 'rot'),
      '  p <bold>Correct answer 3</>',
      ...list('Matches the pattern <code>^a+$</>'),
      '  p <bold>Correct answer 4</>',
      ...list('up'),
      '  p <bold>Correct answers 5</>',
      ...list('x', 'y'),
    ]);
  });

  it('keeps the original of what a script works out', async () => {
    const course =
      await read(`<problem display_name="S"><script type="loncapa/python">a = 2</script><p>What is $a?</p>
      <customresponse cfn="check"><textline/></customresponse></problem>`);
    const lines = showBlocks(blocksOf(course, 'U'));
    expect(lines).toContain('  p What is $a?');
    expect(lines.at(-1)).toMatch(/^opaque:problem <problem display_name="S"><script/);
    expect(course.report.opaque[0]?.what).toContain('a script');
    expect(course.report.changed).toHaveLength(1);
  });

  it('leaves a text that asks nothing alone, and a blank problem out', async () => {
    const course = await read(
      '<problem display_name="T">Just <b>text</b></problem><problem markdown="null"> </problem>',
    );
    expect(showBlocks(blocksOf(course, 'U'))).toEqual(['p Just <bold>text</>']);
    expect(course.report.changed).toEqual([]);
    expect(course.report.leftOut.map(({ what }) => what)).toEqual(['The problem is blank.']);
  });

  it('reads Studio’s Markdown where there is nothing else', async () => {
    const markdown = [
      'Heading',
      '=======',
      '>>Pick||Tip<<',
      '( ) a {{no}}',
      '(x) b',
      '',
      '[ ] c',
      '[x] d',
      '',
      '[[',
      'e',
      '(f)',
      ']]',
      '',
      '= 5 +- 1',
      '',
      's= blue',
      'or= azure',
      '',
      '[explanation]',
      'Because.',
      '[explanation]',
      '||Look up||',
    ]
      .map((line) => line.replaceAll('<', '&lt;'))
      .join('&#10;');
    const lines = await show(`<problem markdown="${markdown}"/>`);
    expect(lines).toEqual([
      'callout:question',
      '  h3 Heading',
      '  p <bold>Pick</>',
      '  p <italic>Tip</>',
      ...list('a', 'b'),
      ...list('c', 'd'),
      ...list('e', 'f'),
      '  p ________',
      '  p ________',
      'callout:answer',
      '  p <bold>Correct answer 1</>',
      ...list('b'),
      '  p <bold>Correct answer 2</>',
      ...list('d'),
      '  p <bold>Correct answer 3</>',
      ...list('f'),
      '  p <bold>Correct answer 4</>',
      ...list('5 (± 1)'),
      '  p <bold>Correct answers 5</>',
      ...list('blue', 'azure'),
      '  p <bold>Explanation</>',
      '  p Because.',
      '  p <bold>Feedback</>',
      ...list('a: no'),
      'callout:tip',
      '  p <bold>Hint</>',
      '  p Look up',
    ]);
  });

  it('states no answer that only a script knows', async () => {
    const course = await read(`<problem><script type="loncapa/python">v = 2</script>
      <customresponse cfn="check"><textline/></customresponse>
      <customresponse cfn="check" expect="(0, 1)"><textline/></customresponse>
      <customresponse cfn="check"><textline correct_answer="7"/></customresponse>
      <numericalresponse answer="$v"><responseparam type="tolerance" default="0.01"/><textline/></numericalresponse>
      <numericalresponse answer="3"><responseparam type="tolerance" default="\${v}"/><textline/></numericalresponse>
      <multiplechoiceresponse><choicegroup><choice correct="$v">a</choice></choicegroup></multiplechoiceresponse>
      <optionresponse><optioninput options="('a','b')" correct="$v"/></optionresponse></problem>`);
    const lines = showBlocks(blocksOf(course, 'U'));
    expect(lines.slice(lines.indexOf('callout:answer') + 1, -1)).toEqual([
      '  p <bold>Correct answer 2</>',
      ...list('(0, 1)'),
      '  p <bold>Correct answer 3</>',
      ...list('7'),
      '  p <bold>Correct answer 5</>',
      ...list('3'),
    ]);
    expect(course.report.changed[0]?.what).toContain('some of its answers');
    expect(course.report.opaque[0]?.what).toContain('an answer that a script works out');
  });

  it.each([
    '<imageresponse><imageinput src="/static/none.png" rectangle="(1,1)-(2,2)"/></imageresponse>',
    '<customresponse cfn="check"><drag_and_drop_input><draggable id="1"/></drag_and_drop_input></customresponse>',
    '<customresponse cfn="check"><jsinput html_file="/static/a.html"/></customresponse>',
    '<choicetextresponse><radiotextgroup><choice correct="true">It is <numtolerance_input answer="5"/></choice></radiotextgroup></choicetextresponse>',
  ])('claims no answer for %.30s', async (response) => {
    const course = await read(`<problem><p>Where?</p>${response}</problem>`);
    expect(showBlocks(blocksOf(course, 'U'))).not.toContain('callout:answer');
    expect(course.report.changed.map(({ what }) => what)).toEqual([
      expect.stringContaining('but no answer to it'),
    ]);
  });

  it('shows the picture on which an answer is given', async () => {
    const course = await readForTest({
      'course.xml': `<course display_name="C"><chapter><sequential><vertical display_name="U"><problem>
        <imageresponse><imageinput src="/static/map.png" width="300" rectangle="(1,1)-(2,2)"/></imageresponse>
      </problem></vertical></sequential></chapter></course>`,
      'static/map.png': png(),
    });
    expect(showBlocks(blocksOf(course, 'U'))[1]).toMatch(/^ {2}image src=import-material:.* width=300$/);
  });

  it.each(['<![CDATA[%s]]>', '%s'])('reads a problem that stands in a text: %s', async (form) => {
    const problem =
      '<p>Pick <b>one</b></p><multiplechoiceresponse><choicegroup><choice correct="true">x</choice></choicegroup></multiplechoiceresponse>';
    const text = form === '%s' ? problem.replaceAll('<', '&lt;') : problem;
    expect(await show(`<problem>${form.replace('%s', text)}</problem>`)).toEqual([
      'callout:question',
      '  p Pick <bold>one</>',
      ...list('x'),
      'callout:answer',
      '  p <bold>Correct answer</>',
      ...list('x'),
    ]);
  });
});
