import { describe, expect, it } from 'vitest';

import { IMPORT_LIMITS } from '../import-limits.ts';
import { blocksOf, lessonsOf, outlineOf, readForTest, refusalOf } from '../testing/read-for-test.ts';
import { item, manifest, question, readCartridge as read, resource } from '../testing/cartridge-files.ts';
import { png, zipOf, type Files } from '../testing/course-files.ts';
import { showBlocks } from '../testing/show-blocks.ts';

describe('the order of a cartridge', () => {
  it('becomes sections and lessons, at any depth, with titles above what they head', async () => {
    const pages = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [`${name}.html`, `<p>Page ${name}</p>`]),
    );
    const course = await read(pages, {
      items:
        item('a', 'First') +
        item(
          'x',
          'Unit',
          item('y', 'Part', item('b', 'Deep')) +
            '<item identifier="h"><title>Reading</title></item>' +
            item('c', 'After'),
        ),
      resources: ['a', 'b', 'c', 'd'].map((name) => resource(name, 'webcontent', `${name}.html`)).join(''),
    });
    expect(course).toMatchObject({ format: 'common-cartridge', title: 'Rivers', language: 'en-GB' });
    expect(outlineOf(course)).toEqual([
      'Rivers',
      '  - First',
      'Unit',
      '  Part',
      '    - Deep',
      '  Reading',
      '    - After',
      'More from this course',
      '  - d',
    ]);
    expect(course.report.leftOut).toEqual([]);
  });

  it('finds every page of a part, the manifest two folders down, and titles that files give', async () => {
    const several = `<resource identifier="p" type="webcontent"><file href="s.css"/><file href="one.html"/><file href="two.html"/></resource>`;
    const files = {
      'out/in/imsmanifest.xml': manifest({
        items: item('p', 'Pages') + item('course_x', 'Unit', item('t', 'In it')) + item('t', 'After it'),
        resources:
          several +
          resource('t', 'webcontent', 'one.html') +
          resource('b', 'associatedcontent/imscc_xmlv1p1/learning-application-resource', 'bank.xml.qti') +
          resource('n', 'webcontent', 'notes.xml') +
          resource('plan', 'webcontent" intendeduse="lessonplan', 'plan.html'),
      }),
      'out/in/s.css': 'p{}',
      'out/in/one.html': '<p>One, <a href="two.html">two</a></p>',
      'out/in/two.html': '<html><head><title>Two</title></head><body><p>Two</p></body></html>',
      'out/in/plan.html': '<p>Plan</p>',
      'out/in/bank.xml.qti':
        '<questestinterop><objectbank><qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>A bank</fieldentry></qtimetadatafield></qtimetadata></objectbank></questestinterop>',
      'out/in/notes.xml': '<notes/>',
    };
    const course = await readForTest(files);
    expect(outlineOf(course)).toEqual([
      'Rivers',
      '  - Pages',
      'Unit',
      '  - In it',
      'Rivers',
      '  - After it',
      'More from this course',
      '  - Two',
      '  - A bank',
    ]);
    expect(showBlocks(blocksOf(course, 'Pages'))[0]).toMatch(/^p One, \[two\]\(import-lesson:/);
    expect(course.report.leftOut).toContainEqual({
      place: 'plan.html',
      kind: 'file',
      what: 'It is for instructors only.',
    });
  });

  it('names the settings of Canvas once, and what nothing leads to one by one', async () => {
    const { report } = await read(
      {
        'a.html': '<p>A</p>',
        'course_settings/canvas_export.txt': 'Q: What did the panda say?',
        'course_settings/files_meta.xml': '<fileMeta/>',
        'course_settings/picture.html': '<p>Lost</p>',
        'talk.xml': '<topicMeta identifier="t"/>',
      },
      { items: item('a', 'A'), resources: resource('a', 'webcontent', 'a.html') },
    );
    expect(report.leftOut).toEqual([
      { place: 'course_settings/picture.html', kind: 'file', what: 'Nothing in the course leads to it.' },
      {
        place: 'course_settings/',
        kind: 'settings',
        what: '3 settings files of Canvas have no counterpart here.',
      },
    ]);
  });

  it('takes the picture of the course that Canvas names as its cover', async () => {
    const course = await read(
      {
        'a.html': '<p>A</p>',
        'web_resources/cover.png': png(),
        'course_settings/course_settings.xml':
          '<course><image_identifier_ref>pic</image_identifier_ref></course>',
      },
      {
        items: item('a', 'A'),
        resources:
          resource('a', 'webcontent', 'a.html') +
          resource('pic', 'associatedcontent', 'web_resources/cover.png'),
      },
    );
    expect(course.coverKey).toBe(course.materials[0]?.key);
    expect(course.materials).toHaveLength(1);
    expect(course.report.leftOut).toEqual([]);
  });

  it('keeps alternatives that stand for each other', async () => {
    const or = (id: string, other: string): string =>
      `<resource identifier="${id}" type="webcontent" href="${id}.html"><file href="${id}.html"/><variant identifier="v" identifierref="${other}"/></resource>`;
    const course = await read(
      { 'a.html': '<p>A</p>', 'b.html': '<p>B</p>', 'c.html': '<p>C</p>' },
      { resources: or('a', 'b') + or('b', 'a') + or('c', 'a') },
    );
    expect(lessonsOf(course).map(({ title }) => title)).toEqual(['a', 'b', 'c']);
  });

  it('says what leads nowhere, and what is there twice', async () => {
    const course = await read(
      { 'a.html': '<p>A</p>' },
      {
        items: item('gone', 'Gone') + item('a', 'Here'),
        resources: resource('a', 'webcontent', 'a.html') + resource('a', 'webcontent', 'missing.html'),
      },
    );
    const said = course.report.changed.map(({ what }) => what).join('\n');
    expect(said).toContain('(gone) is not in the cartridge');
    expect(said).toContain('Several parts have the name “a”');
  });

  it('reports a title that is too long, and takes out what would turn the text around', async () => {
    const course = await read(
      { 'a.html': '<p>A</p>' },
      {
        items: item('a', `\u202Eevil ${'long '.repeat(80)}`),
        resources: resource('a', 'webcontent', 'a.html'),
      },
    );
    const [lesson] = lessonsOf(course);
    expect(lesson?.title.startsWith('evil long')).toBe(true);
    expect(course.report.changed.map(({ what }) => what)).toContain(
      'Its title was too long and was shortened.',
    );
  });
});

describe('the parts of a cartridge', () => {
  it('link to each other, to files and pictures, as every exporter writes them', async () => {
    const page = `<html><head><title>x</title><style>p{}</style></head><body>
      <p><a href="../b%20c.html#top">relative</a> <a href="%24IMS-CC-FILEBASE%24/map.pdf">file</a>
      <a href="$CANVAS_OBJECT_REFERENCE$/pages/b">object</a> <a href="$WIKI_REFERENCE$/pages/b">wiki</a> <a href="nowhere.html">lost</a></p>
      <p><img src="$IMS-CC-FILEBASE$../pictures/p.png" alt="A river"></p>
      <p>Energy <img class="equation_image" src="/equation_images/x" data-equation-content="E=mc^2"></p></body></html>`;
    const course = await read(
      {
        'pages/a.html': page,
        'b c.html': '<p>B</p>',
        'web_resources/map.pdf': '%PDF-1.4',
        'pictures/p.png': png(),
      },
      {
        items: item('a', 'A') + item('b', 'B'),
        resources:
          resource('a', 'webcontent', 'pages/a.html') +
          resource('b', 'webcontent', 'b%20c.html') +
          resource('f', 'webcontent', 'web_resources/map.pdf'),
      },
    );
    const [links, picture, formula] = showBlocks(blocksOf(course, 'A'));
    expect(links).toMatch(
      /^p \[relative\]\(import-lesson:\S+\) \[file\]\(import-material:\w+\) \[object\]\(import-lesson:\S+\) \[wiki\]\(import-lesson:\S+\) lost$/,
    );
    expect(picture).toMatch(/^image src=import-material:\w+ alt=A river/);
    expect(formula).toBe('p Energy ⟦E=mc^2⟧');
    expect(course.report.changed.map(({ what }) => what).join(' ')).toContain(
      'leads to nothing in the course',
    );
  });

  it('are found by names that addresses have to escape, whether they are escaped or not', async () => {
    const page =
      '<p><a href="c%231.html">escaped</a> <a href="c#1.html">raw</a> <a href="a%3Ab.pdf">colon</a> <a href="50%25.pdf">percent</a> <a href="x%20y.pdf">literal</a> <a href="what?.pdf">question</a></p>';
    const course = await read(
      {
        'a.html': page,
        'c#1.html': '<p>C</p>',
        'd#2.html': '<p>D</p>',
        ...Object.fromEntries(
          ['a:b.pdf', '50%.pdf', 'x%20y.pdf', 'what?.pdf'].map((name) => [name, '%PDF-1.4']),
        ),
      },
      {
        items: item('a', 'A') + item('c', 'C') + item('d', 'D'),
        resources:
          resource('a', 'webcontent', 'a.html') +
          resource('c', 'webcontent', 'c#1.html') +
          resource('d', 'webcontent', 'd%232.html'),
      },
    );
    expect(showBlocks(blocksOf(course, 'A'))[0]).toMatch(
      /^p \[escaped\]\(import-lesson:lesson:c\) \[raw\]\(import-lesson:lesson:c\)(?: \[\w+\]\(import-material:\w+\)){4}$/,
    );
    expect(showBlocks(blocksOf(course, 'C'))).toEqual(['p C']);
    expect(showBlocks(blocksOf(course, 'D'))).toEqual(['p D']);
    expect(course.report).toMatchObject({ changed: [], opaque: [], leftOut: [] });
  });

  it('are readable: links, discussions, assignments, questions, tools', async () => {
    const course = await read(
      {
        'link.xml':
          '<webLink xmlns="x"><title>Gauge</title><url href="https://example.org/gauge"/></webLink>',
        'talk.xml':
          '<dt:topic xmlns:dt="x"><title>T</title><text texttype="text/html">&lt;p&gt;Say &lt;b&gt;why&lt;/b&gt;.&lt;/p&gt;</text></dt:topic>',
        'task.xml': '<assignment><title>T</title><text texttype="text/plain">Measure it.</text></assignment>',
        'quiz.xml': question(
          '<response_lid ident="r" rcardinality="Single"><render_choice><flow_label><response_label ident="1"><material><mattext>At the top</mattext></material></response_label></flow_label><response_label ident="2"><material><mattext>At the bed</mattext></material></response_label></render_choice></response_lid>',
          '<and><varequal respident="r">1</varequal><not><varequal respident="r">2</varequal></not></and>',
        ),
        'number.xml': question(
          '<response_str ident="r"><render_fib fibtype="Decimal"><response_label ident="a"/></render_fib></response_str>',
          '<vargte respident="r">1.5</vargte><varlte respident="r">2</varlte>',
        ),
        'tool.xml':
          '<blti:cartridge_basiclti_link xmlns:blti="x"><blti:title>Lab</blti:title><blti:launch_url>https://tool.example/</blti:launch_url></blti:cartridge_basiclti_link>',
      },
      {
        items: ['link', 'talk', 'task', 'quiz', 'number', 'tool'].map((name) => item(name, name)).join(''),
        resources:
          resource('link', 'imswl_xmlv1p2', 'link.xml') +
          resource('talk', 'imsdt_xmlv1p0', 'talk.xml') +
          resource('task', 'assignment_xmlv1p0', 'task.xml') +
          resource('quiz', 'imsqti_xmlv1p2/imscc_xmlv1p0/assessment', 'quiz.xml') +
          resource('number', 'imsqti_xmlv1p2/imscc_xmlv1p3/question-bank', 'number.xml') +
          resource('tool', 'imsbasiclti_xmlv1p3', 'tool.xml'),
      },
    );
    const shown = (title: string): string => showBlocks(blocksOf(course, title)).join('\n');
    expect(shown('link')).toBe('embed https://example.org/gauge “Gauge”');
    expect(shown('talk')).toBe('h2 T\np Say <bold>why</>.');
    expect(shown('task')).toBe('h2 T\np Measure it.');
    expect(shown('quiz')).toMatch(
      /^h2 What you know\ncallout:question\n {2}h3 Flow\n {2}p Where is it fastest\?\n[\s\S]*callout:answer\n[\s\S]*p At the top\n {2}p <bold>Explanation<\/>\n {2}p There is least friction\.$/,
    );
    expect(shown('number')).toContain('p 1.5 – 2');
    expect(course.report.opaque).toEqual([
      {
        place: 'Rivers › tool (tool.xml)',
        kind: 'tool',
        what: "An external tool (LTI) at https://tool.example/ can't run in a lesson.",
      },
    ]);
  });

  it('that are damaged are kept as their originals, and the rest comes in', async () => {
    const course = await read(
      { 'bad.xml': '<topic><text>never closed', 'good.html': '<p>Good</p>' },
      {
        items: item('bad', 'Bad') + item('good', 'Good') + item('odd', 'Odd'),
        resources:
          resource('bad', 'imsdt_xmlv1p1', 'bad.xml') +
          resource('good', 'webcontent', 'good.html') +
          resource('odd', 'idpf_epub3', 'book.epub'),
      },
    );
    expect(lessonsOf(course).map(({ title }) => title)).toEqual(['Bad', 'Good', 'Odd']);
    expect(course.report.opaque.map(({ kind }) => kind)).toEqual(['discussion', 'part']);
  });
});

describe('what is no cartridge, or a hostile one', () => {
  it('is told apart by its namespace where the manifest says nothing else', async () => {
    const files = (attributes: string, metadata: string): Files => ({
      'imsmanifest.xml': `<x:manifest ${attributes}>${metadata}<x:resources><x:resource identifier="a" type="webcontent" href="a.html"/></x:resources></x:manifest>`,
      'a.html': '<p>A</p>',
    });
    const common = 'xmlns:x="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"';
    expect(lessonsOf(await readForTest(files(common, '')))).toHaveLength(1);
    const quizzes = '<x:metadata><x:schema>IMS Content</x:schema></x:metadata>';
    const packaged =
      'xmlns:x="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:cc="http://www.imsglobal.org/xsd/imsccv1p1/LOM"';
    for (const other of [files(common, quizzes), files(packaged, '')])
      expect((await refusalOf(other)).code).toBe('unsupported-format');
  });

  it('is refused with the reason', async () => {
    const broken = await refusalOf({ 'imsmanifest.xml': '<manifest><metadata>' });
    expect(broken.userMessage).toContain('imsmanifest.xml');
    const entities = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><manifest>&b;</manifest>';
    expect((await refusalOf({ 'imsmanifest.xml': entities })).code).toBe('invalid-course');
    const scorm =
      '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"><metadata><schema>ADL SCORM</schema></metadata><resources/></manifest>';
    expect((await refusalOf({ 'imsmanifest.xml': scorm })).code).toBe('unsupported-format');
  });

  it('cannot name what lies outside of it', async () => {
    const course = await read(
      { 'a.html': '<p><a href="../../../../etc/passwd">out</a><img src="file:///etc/passwd"></p>' },
      {
        items: item('a', 'A') + item('b', 'B'),
        resources: resource('a', 'webcontent', 'a.html') + resource('b', 'webcontent', '../../../etc/passwd'),
      },
    );
    expect(course.materials).toEqual([]);
    const archive = zipOf([
      { name: 'imsmanifest.xml', content: manifest({}) },
      { name: '../evil.html', content: 'x' },
    ]);
    expect((await refusalOf(archive)).code).toBe('unsafe-archive');
  });

  it('stays within bounds however often it names the same', async () => {
    const many = Array.from({ length: 60 }, (_each, index) => item('a', `Lesson ${index}`)).join('');
    const files = {
      'imsmanifest.xml': manifest({ items: many, resources: resource('a', 'webcontent', 'a.html') }),
      'a.html': `<p>${'word '.repeat(2_000)}</p>`,
    };
    const budget = { ...IMPORT_LIMITS.budget, textBytes: 200_000 };
    const refusal = await refusalOf(files, { limits: { budget } });
    expect(refusal.code).toBe('too-large');
    const deep = '<item identifier="d"><title>D</title>'.repeat(150) + '</item>'.repeat(150);
    const course = await read({}, { items: deep });
    expect(outlineOf(course).length).toBeGreaterThan(0);
  });

  it('reads what was made to keep its search busy', async () => {
    const task = (text: string): string => `<assignment><text>${text}</text></assignment>`;
    const course = await read(
      {
        'tags.xml': task('&lt;a'.repeat(100_000)),
        'quiz.xml': question(
          `<response_lid ident="r"><render_choice><response_label ident="1"><material><mattext>${'&lt;a'.repeat(100_000)}</mattext></material></response_label></render_choice></response_lid>`,
          '<varequal respident="r">1</varequal>',
        ),
        'formulas.html': ['\\\\[', '\\\\(', '\\[x', '\\(x', '$$', '$$x']
          .map((each) => `<p>${each.repeat(Math.floor(99_000 / each.length))}</p>`)
          .join(''),
      },
      {
        items: ['tags', 'quiz', 'formulas'].map((name) => item(name, name)).join(''),
        resources:
          resource('tags', 'assignment_xmlv1p0', 'tags.xml') +
          resource('quiz', 'imsqti_xmlv1p2/imscc_xmlv1p0/assessment', 'quiz.xml') +
          resource('formulas', 'webcontent', 'formulas.html'),
      },
    );
    expect(lessonsOf(course).map(({ title }) => title)).toEqual(['tags', 'quiz', 'formulas']);
  });
});
