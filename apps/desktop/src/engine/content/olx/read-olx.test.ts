import { describe, expect, it } from 'vitest';

import { png } from '../testing/course-files.ts';
import { blocksOf, lessonsOf, outlineOf, readForTest, refusalOf } from '../testing/read-for-test.ts';
import { unit } from '../testing/olx-unit.ts';
import { showBlocks } from '../testing/show-blocks.ts';
import { IMPORT_LIMITS } from '../import-limits.ts';
import type { ImportedCourse } from '../imported-course.ts';

const show = (course: ImportedCourse): string[] => showBlocks(blocksOf(course, 'Unit'));
const changes = ({ report }: ImportedCourse): string =>
  report.changed.map(({ place, what }) => `${place}: ${what}`).join('\n');

describe('structure', () => {
  it('follows pointers and inline elements alike, at every level', async () => {
    const course = await readForTest({
      'root.xml': '<!-- by hand --><course url_name="run" org="Org" course="C"/>',
      'course/run.xml': `<course display_name="Mixed" language="de">
        <chapter url_name="a" display_name="Inline"><sequential><vertical display_name="U1"><html>One</html></vertical></sequential></chapter>
        <chapter url_name="folder:b"/>
        <vertical display_name="Loose"><html>Two</html></vertical>
        <html display_name="Alone">Three</html>
      </course>`,
      'chapter/folder/b.xml':
        '<chapter display_name="Pointed"><sequential display_name="S"><html display_name="Direct">Four</html></sequential></chapter>',
    });
    expect(course).toMatchObject({ format: 'olx', title: 'Mixed', language: 'de' });
    expect(outlineOf(course)).toEqual([
      'Inline',
      '  Section 1',
      '    - U1',
      'Pointed',
      '  S',
      '    - Direct',
      'Mixed',
      '  - Loose',
      '  - Alone',
    ]);
  });

  it('takes names from the policy, and everything from below a folder', async () => {
    const files = unit('<html>x</html>', {
      'policies/run/policy.json':
        '{"course/run": {"display_name": "From policy"}, "vertical/unit": {"display_name": "Unit", "due": "2020-01-01"}}',
    });
    const course = await readForTest(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`export/course/${path}`, text])),
    );
    expect(course.title).toBe('From policy');
    expect(changes(course)).toContain('Week › Day › Unit (vertical/unit.xml): Settings were left out: due.');
  });

  it('keeps what cannot be read, and the rest of the course', async () => {
    const course = await readForTest(
      unit('<html url_name="broken"/><html url_name="gone"/><problem url_name="bomb"/><html>fine</html>', {
        'html/broken.xml': '<html display_name="Broken"><p>not closed</html>',
        'problem/bomb.xml': '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><problem>&b;</problem>',
      }),
    );
    expect(show(course)).toEqual([
      'opaque:html <html display_name="Broken"><p>not closed</html>',
      'opaque:html <html url_name="gone"/>',
      expect.stringMatching(/^opaque:problem <!DOCTYPE p/),
      'p fine',
    ]);
    expect(course.report.opaque.map(({ place }) => place)).toEqual([
      'Week › Day › Unit › html 1 (html/broken.xml)',
      'Week › Day › Unit › html 2 (vertical/unit.xml, line 1)',
      'Week › Day › Unit › problem 1 (problem/bomb.xml)',
    ]);
  });

  it('ends where pointers run in circles', async () => {
    const course = await readForTest(
      unit('<vertical url_name="self"/><vertical url_name="ping"/>', {
        'vertical/self.xml': '<vertical url_name="self"/>',
        'vertical/ping.xml': '<vertical display_name="Ping"><vertical url_name="pong"/></vertical>',
        'vertical/pong.xml': '<vertical display_name="Pong"><vertical url_name="ping"/></vertical>',
      }),
    );
    expect(course.report.opaque.map(({ what }) => what)).toEqual([
      'The file vertical/self.xml only leads to itself.',
      'It contains itself (vertical/ping.xml).',
    ]);
  });

  it('ends at once where a file contains itself several times', async () => {
    const course = await readForTest(
      unit('<html>x</html>', {
        'sequential/day.xml':
          '<sequential><sequential url_name="day"/><sequential url_name="day"/></sequential>',
      }),
    );
    expect(course.report.opaque.map(({ what }) => what)).toEqual([
      'It contains itself (sequential/day.xml).',
      'It contains itself (sequential/day.xml).',
    ]);
  });

  it('imports a thing that is used twice twice, with its own key each time', async () => {
    const files = unit('<html>x</html>', {
      'sequential/day.xml': '<sequential><vertical url_name="unit"/><vertical url_name="unit"/></sequential>',
    });
    expect(lessonsOf(await readForTest(files)).map(({ key }) => key)).toEqual([
      'vertical/unit',
      'vertical/unit~2',
    ]);
  });

  it('refuses a course whose root cannot be read', async () => {
    const refusal = await refusalOf({
      'course.xml': '<course url_name="run" org="Org"',
      'course/run.xml': '<course/>',
    });
    expect(refusal.code).toBe('invalid-course');
    expect(refusal.userMessage).toContain('course.xml is damaged in line 1');
    expect((await refusalOf({ 'course.xml': '<course url_name="gone"/>' })).userMessage).toContain(
      'course/gone.xml is missing',
    );
  });

  it('refuses pointers that multiply', async () => {
    const files: Record<string, string> = { 'course.xml': '<course><chapter url_name="c0"/></course>' };
    for (let level = 0; level < 12; level++) {
      files[`wrapper/w${level}.xml`] =
        `<wrapper>${`<wrapper url_name="w${level + 1}"/>`.repeat(10)}</wrapper>`;
    }
    files['chapter/c0.xml'] = '<chapter><wrapper url_name="w0"/></chapter>';
    const refusal = await refusalOf(files, {
      limits: { budget: { ...IMPORT_LIMITS.budget, elements: 2_000 } },
    });
    expect(refusal.code).toBe('too-large');
  });

  it('lists drafts, elements that nothing leads to, and settings', async () => {
    const { report } = await readForTest(
      unit('<html>x</html>', {
        'drafts/vertical/d.xml': '<vertical display_name="Draft"/>',
        'html/orphan.xml': '<html filename="orphan"/>',
        'html/orphan.html': '<p>x</p>',
        'policies/run/grading_policy.json': '{"GRADER": []}',
        'course/run.xml':
          '<course display_name="Course" start="2022-01-01"><wiki slug="w"/><chapter url_name="week"/></course>',
      }),
    );
    expect(report.leftOut.map(({ place, kind }) => [place, kind])).toEqual([
      ['course/run.xml', 'wiki'],
      ['Draft (drafts/vertical/d.xml)', 'draft'],
      ['html/orphan.xml', 'html'],
      ['policies/run/grading_policy.json', 'grading'],
    ]);
    expect(report.changed.map(({ what }) => what)).toEqual(['Settings were left out: start.']);
  });

  it('counts every item once', async () => {
    const { report } = await readForTest(
      unit(
        '<html>kept</html><html><font color="red">changed</font></html><discussion display_name="D"/><problem/>',
        { 'static/a.png': png() },
      ),
    );
    expect(report.kept).toBe('course, chapter, sequential, vertical, html, file'.split(',').length);
    expect([report.changed.length, report.opaque.length, report.leftOut.length]).toEqual([1, 1, 1]);
  });
});

describe('pages and files', () => {
  it('reads the HTML that a page names, also in folders, and never outside the course', async () => {
    const course = await readForTest(
      unit('<html filename="a"/><html url_name="p"/><html filename="../../../../etc/hostname"/>', {
        'html/a.html': '<p>A</p>',
        'html/p.xml': '<html filename="sub:b" display_name="P"/>',
        'html/sub/b.html': '<p>B</b></p>',
      }),
    );
    expect(show(course)).toEqual(['p A', 'p B', 'opaque:html <html filename="../../../../etc/hostname"/>']);
  });

  it('finds files by every name that Open edX gives them, and stores each content once', async () => {
    const course = await readForTest(
      unit(
        `<html><![CDATA[]]><img src="/static/images/a.png" alt="A"/><img src="/asset-v1:Org+C+run+type@asset+block@my_pic.png"/>
         <img src="/c4x/Org/C/asset/copy.png"/><a href="/static/notes%20one.pdf">Notes</a><img src="/static/gone.png"/></html>`,
        {
          'static/images_a.png': png(1),
          'static/my pic.png': png(2),
          'static/copy.png': png(1),
          'static/notes one.pdf': '%PDF-1.4 ',
        },
      ),
    );
    const key = (name: string): string | undefined =>
      course.materials.find((material) => material.name === name)?.key;
    expect(course.materials.map(({ name, mimeType }) => [name, mimeType])).toEqual([
      ['copy.png', 'image/png'],
      ['my pic.png', 'image/png'],
      ['notes one.pdf', 'application/pdf'],
    ]);
    expect(show(course)).toEqual([
      `image src=import-material:${key('copy.png')} alt=A`,
      `image src=import-material:${key('my pic.png')}`,
      `image src=import-material:${key('copy.png')}`,
      `p [Notes](import-material:${key('notes one.pdf')})`,
      'opaque:img <img src="/static/gone.png"/>',
    ]);
  });

  it('leads internal links to their lessons', async () => {
    const course = await readForTest({
      ...unit(`<html url_name="h"><a href="/jump_to_id/other">1</a> <a href="/courses/course-v1:Org+C+run/jump_to/block-v1:Org+C+run+type@html+block@inner">2</a>
        <a href="/courses/x/courseware/week/day2/">3</a> <a href="/jump_to_id/gone">4</a> <a href="/course/pages">5</a></html>`),
      'chapter/week.xml':
        '<chapter display_name="Week"><sequential url_name="day"/><sequential url_name="day2"/></chapter>',
      'sequential/day2.xml':
        '<sequential display_name="Day 2"><vertical url_name="other" display_name="Other"><html url_name="inner">x</html></vertical></sequential>',
    });
    const link = '(import-lesson:vertical/other)';
    expect(show(course)).toEqual([`p [1]${link} [2]${link} [3]${link} 4 5`]);
    expect(changes(course)).toContain('“/jump_to_id/gone” leads to nothing in the course');
  });

  it('makes lessons of the course’s own pages', async () => {
    const course = await readForTest(
      unit('<html>x</html>', {
        'about/overview.html': '<h2>About</h2>',
        'about/short_description.html': '<p>In <b>short</b></p>',
        'tabs/syllabus.html': '<p>S</p>',
        'info/updates.html': '<ol></ol>',
        'policies/run/policy.json':
          '{"course/run": {"tabs": [{"type": "static_tab", "name": "Syllabus", "url_slug": "syllabus"}, {"type": "wiki"}]}}',
      }),
    );
    expect(course.description).toBe('In short');
    expect(outlineOf(course).slice(-3)).toEqual(['Course pages', '  - About this course', '  - Syllabus']);
  });

  it('says who could see what', async () => {
    const partitions = JSON.stringify([{ id: 7, groups: [{ id: 1, name: 'Evening class' }] }]).replaceAll(
      '"',
      '&quot;',
    );
    const course = await readForTest({
      ...unit(
        '<html group_access="{&quot;7&quot;: [1]}">x</html><html visible_to_staff_only="true">y</html>',
      ),
      'course/run.xml': `<course display_name="Course" user_partitions="${partitions}"><chapter url_name="week"/></course>`,
    });
    expect(changes(course)).toContain('Only Evening class could see it');
    expect(changes(course)).toContain('Only staff could see it');
  });
});

describe('other components', () => {
  it('turns videos into cards with their transcripts', async () => {
    const course = await readForTest(
      unit(
        `<video display_name="V" youtube="0.75:aaaaaaaaaaa,1.00:bbbbbbbbbbb" transcripts="{&quot;de&quot;: &quot;v-de.srt&quot;}">
           <source src="https://x.org/v.mp4"/><transcript language="en" src="v.srt"/></video>
         <video html5_sources="[&quot;/static/v.mp4&quot;]"/><video display_name="Nothing"/>
         <video edx_video_id="v"><video_asset><encoded_video profile="youtube" url="ccccccccccc"/></video_asset></video>`,
        {
          'static/v.srt': '1\n00:00 --> 00:01\nHi',
          'static/v-de.srt': 'Hallo',
          'static/v.mp4': Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
        },
      ),
    );
    const [card, links, file, nothing, listed] = show(course);
    expect(card).toBe('embed https://www.youtube.com/watch?v=bbbbbbbbbbb “V”');
    expect(links).toMatch(
      /^p \[Another source of the video\]\(https:\/\/x.org\/v.mp4\) · \[Transcript \(de\)\]\(import-material:\w+\) · \[Transcript \(en\)\]\(import-material:\w+\)$/,
    );
    expect(file).toMatch(/^p \[Video file\]\(import-material:\w+\)$/);
    expect(nothing).toBe('opaque:video <video display_name="Nothing"/>');
    expect(listed).toBe('embed https://www.youtube.com/watch?v=ccccccccccc');
  });

  it('shows all of what was shown to some', async () => {
    const groups = JSON.stringify({ 1: 'i4x://Org/C/vertical/a', 2: 'i4x://Org/C/vertical/b' }).replaceAll(
      '"',
      '&quot;',
    );
    const partitions = JSON.stringify([
      {
        id: 7,
        groups: [
          { id: 1, name: 'Red' },
          { id: 2, name: 'Blue' },
        ],
      },
    ]).replaceAll('"', '&quot;');
    const course = await readForTest({
      ...unit(`<split_test display_name="Test" user_partition_id="7" group_id_to_child="${groups}"><vertical url_name="a"/><vertical url_name="b"/></split_test>
        <library_content max_count="1" display_name="Some"><html>1</html><html>2</html></library_content><library_content source_library_id="l"/>`),
      'vertical/a.xml': '<vertical display_name="Group ID 1"><html>A</html></vertical>',
      'vertical/b.xml': '<vertical display_name="Group ID 2"><html>B</html></vertical>',
      'course/run.xml': `<course display_name="Course" user_partitions="${partitions}"><chapter url_name="week"/></course>`,
    });
    expect(show(course)).toEqual([
      'h2 Test',
      'h3 Red',
      'p A',
      'h3 Blue',
      'p B',
      'h2 Some',
      'p 1',
      'p 2',
      'opaque:library_content <library_content source_library_id="l"/>',
    ]);
    expect(changes(course)).toContain('1 of 2 at random');
  });

  it('reads annotations, polls and tasks of assessments', async () => {
    const answers = JSON.stringify([
      ['a', { label: 'Yes' }],
      ['b', { label: 'No', img: '/static/no.png' }],
    ]).replaceAll('"', '&quot;');
    const course = await readForTest(
      unit(
        `<annotatable><p>See <annotation title="T" body="B">this</annotation>.</p></annotatable>
        <poll question="Ready?" answers="${answers}" feedback="Thank you."/>
        <openassessment><title>T</title><prompts><prompt><description>Write.</description></prompt></prompts><rubric/></openassessment>
        <word_cloud display_name="Words"/>`,
        { 'static/no.png': png() },
      ),
    );
    expect(show(course)).toEqual([
      'p See <highlight>this</><italic> [T: B]</>.',
      'callout:question',
      '  p Ready?',
      '  bulletList',
      '    listItem',
      '      p Yes',
      '    listItem',
      '      p No',
      expect.stringMatching(/^ {6}image src=import-material:/),
      'callout:note',
      '  p Thank you.',
      'callout:question',
      '  p Write.',
      expect.stringMatching(/^opaque:openassessment/),
      'opaque:word_cloud <word_cloud display_name="Words"/>',
    ]);
  });
});

it('reads a library as a course', async () => {
  const course = await readForTest({
    'library/library.xml':
      '<library display_name="Bank" org="O" library="L"><ns0:name xmlns:ns0="x" none="true"/><problem url_name="p"/></library>',
    'library/problem/p.xml': '<problem display_name="P1"><p>Think.</p></problem>',
  });
  expect(course).toMatchObject({ format: 'olx-library', title: 'Bank' });
  expect(outlineOf(course)).toEqual(['Bank', '  - P1']);
});
