import { describe, expect, it } from 'vitest';

import { IMPORT_LIMITS } from '../import-limits.ts';
import type { ImportedCourse } from '../imported-course.ts';
import { png, type Files } from '../testing/course-files.ts';
import { unit } from '../testing/olx-unit.ts';
import { blocksOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const show = (course: ImportedCourse): string[] => showBlocks(blocksOf(course, 'Unit'));
const changes = ({ report }: ImportedCourse): string => report.changed.map(({ what }) => what).join('\n');

describe('pages that stand in a text', () => {
  it.each([
    ['in CDATA', '<![CDATA[<p>Hello <b>world</b> &amp; all</p>]]>'],
    ['escaped', '&lt;p&gt;Hello &lt;b&gt;world&lt;/b&gt; &amp;amp; all&lt;/p&gt;'],
    ['as elements', '<p>Hello <b>world</b> &amp; all</p>'],
  ])('%s', async (_form, content) => {
    const course = await readForTest(unit(`<html display_name="x">${content}</html>`));
    expect(show(course)).toEqual(['p Hello <bold>world</> & all']);
    expect(course.report.changed).toEqual([]);
  });

  it('takes what follows the first element as it is written, as Open edX does', async () => {
    const course = await readForTest(
      unit('<html>&lt;b&gt;bold&lt;/b&gt; and <i>a</i> &lt;b&gt;no tag&lt;/b&gt;<hr/>end</html>'),
    );
    expect(show(course)).toEqual(['p <bold>bold</> and <italic>a</> <b>no tag</b>', 'hr', 'p end']);
  });

  it('leaves a text alone that only looks a little like markup', async () => {
    expect(show(await readForTest(unit('<html>1 &lt; 2 &amp; 3 &gt; 2</html>')))).toEqual([
      'p 1 < 2 & 3 > 2',
    ]);
  });

  it('reads the task of an assessment that is written in HTML', async () => {
    const prompt =
      '<prompt><description>&lt;p&gt;Write &lt;i&gt;well&lt;/i&gt;.&lt;/p&gt;</description></prompt>';
    const course = await readForTest(
      unit(`<openassessment prompts_type="html"><prompts>${prompt}</prompts></openassessment>`),
    );
    expect(show(course)[1]).toBe('  p Write <italic>well</>.');
  });

  it('keeps a page that is nested too deeply', async () => {
    const deep = '<div>'.repeat(IMPORT_LIMITS.markupDepth + 1);
    const course = await readForTest(unit(`<html><![CDATA[${deep}]]></html>`));
    expect(course.report.opaque[0]?.what).toContain('nested too deeply');
  });
});

describe('the cover', () => {
  const withCover = (name: string, files: Files): Promise<ImportedCourse> =>
    readForTest(
      unit('<html>x</html>', {
        'course/run.xml': `<course display_name="Course" course_image="${name}"><chapter url_name="week"/></course>`,
        ...files,
      }),
    );

  it('is the picture of the course', async () => {
    const course = await withCover('my cover.png', { 'static/my cover.png': png() });
    expect(course.coverKey).toBe(course.materials[0]?.key);
    expect(changes(course)).toBe('');
  });

  it.each<[string, Files]>([
    ['gone.png', {}],
    ['drawing.svg', { 'static/drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' }],
  ])('is none where %s is no picture that can be shown, and the report says so', async (name, files) => {
    const course = await withCover(name, files);
    expect(course.coverKey).toBeUndefined();
    expect(changes(course)).toContain(name);
  });
});

describe('news', () => {
  const withNews = (news: string, files: Files = {}): Promise<ImportedCourse> =>
    readForTest(unit('<html>x</html>', { 'info/updates.items.json': news, ...files }));

  it('is a page with the latest first, without what was deleted', async () => {
    const course = await withNews(
      JSON.stringify([
        { id: 1, date: 'July 9, 2024', content: '<p>Start <b>now</b></p>', status: 'visible' },
        { id: 2, date: 'July 10, 2024', content: 'Exam', status: 'visible' },
        { id: 3, date: 'July 11, 2024', content: 'Gone', status: 'deleted' },
      ]),
      {
        'info/updates.html':
          '<p>An old page of news that nobody saw, as long as a page can be, and then some more of it.</p>',
      },
    );
    expect(showBlocks(blocksOf(course, 'Updates'))).toEqual([
      'h2 July 10, 2024',
      'p Exam',
      'h2 July 9, 2024',
      'p Start <bold>now</>',
    ]);
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['info/updates.html']);
  });

  it('is told of where it cannot be read', async () => {
    const course = await withNews('{"not": "a list"}');
    expect(course.report.leftOut.map(({ what }) => what)).toEqual(['The list of news could not be read.']);
  });
});
