import { describe, expect, it } from 'vitest';

import { png, zipOf, type Files } from '../testing/course-files.ts';
import { blocksOf, lessonsOf, outlineOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const show = async (markdown: string, files: Files = {}): Promise<string[]> =>
  showBlocks(
    blocksOf(await readForTest({ 'page.md': `---\ntitle: Page\n---\n${markdown}`, ...files }), 'Page'),
  );

describe('order and titles', () => {
  it('follows the configuration of the lesson, and puts the rest after it', async () => {
    const course = await readForTest({
      'lesson/config.yaml':
        "title: 'Git'\nlang: en\nepisodes:\n- b.md\n- a.md\n- gone.md\nlearners:\n- setup.md\n",
      'lesson/episodes/a.md': '# First',
      'lesson/episodes/b.md': '# Second',
      'lesson/learners/setup.md': '# Setup',
      'lesson/LICENSE.md': 'Text',
    });
    expect(course).toMatchObject({ format: 'markdown', title: 'Git', language: 'en' });
    expect(outlineOf(course)).toEqual([
      'Episodes',
      '  - Second',
      '  - First',
      'For learners',
      '  - Setup',
      'Other pages',
      '  - LICENSE',
    ]);
  });

  it('follows folders, settings, and numbers in names', async () => {
    const course = await readForTest({
      'notes/10-ten.md': 'x',
      'notes/2-two.md': 'x',
      'notes/README.md': '# Start here',
      'notes/deep_dive/z.md': '---\norder: 1\n---\nx',
      'notes/deep_dive/a.md': 'x',
    });
    expect(outlineOf(course)).toEqual([
      'notes',
      '  - Start here',
      '  - Two',
      '  - Ten',
      'Deep dive',
      '  - Z',
      '  - A',
    ]);
  });

  it('takes the title from the settings, the first heading or the name, and shows it once', async () => {
    const course = await readForTest({
      'a.md': '---\ntitle: "T: A"\n---\n# T: A\n\ntext',
      'b.md': '# *T* B\n\ntext',
      'c_c.md': 'text',
    });
    expect(lessonsOf(course).map(({ title, content }) => [title, showBlocks(content.content)])).toEqual([
      ['T: A', ['p text']],
      ['T B', ['p text']],
      ['C c', ['p text']],
    ]);
  });
});

describe('Carpentries lessons', () => {
  it('turn divs into callouts, with the answer in the question', async () => {
    expect(
      await show(
        '::: challenge\n\n## Do it\n\n:::: solution\n\n42\n\n::::\n:::\n\n::: keypoints\n- K\n:::\n\n::: odd\ntext\n:::',
      ),
    ).toEqual([
      'callout:question',
      '  h2#do-it Do it',
      '  callout:answer',
      '    p 42',
      'callout:note',
      '  p <bold>Key points</>',
      '  bulletList',
      '    listItem',
      '      p K',
      'p text',
    ]);
  });

  it('of Docusaurus may hold programs, which are kept as originals', async () => {
    const course = await readForTest({
      'docs/a.mdx':
        "---\nsidebar_position: 1\n---\nimport X from 'x';\nexport const y = {\n  z: 1,\n};\n\n# A\n\n<X of={y} />\n\n<Tabs>\n<TabItem label=One>\n\nin **tabs**\n\n</TabItem>\n</Tabs>\n\n:::tip[Hear]\nit\n:::\n\n{y.z}\n\n[B](b.mdx) import this",
      'docs/b.mdx': 'x',
    });
    expect(showBlocks(blocksOf(course, 'A'))).toEqual([
      "opaque:template tag import X from 'x';\nexport const y = {\n  z: 1,\n};",
      'h1#a A',
      'opaque:template tag <X of={y} />',
      'p <bold>One</>',
      'p in <bold>tabs</>',
      'callout:tip',
      '  p <bold>Hear</>',
      '  p it',
      'opaque:template tag {y.z}',
      'p [B](import-lesson:b.mdx) import this',
    ]);
    expect(course.report.leftOut).toEqual([]);
  });

  it('keep what stands in the settings in another form than is usual, or say that it was left out', async () => {
    const course = await readForTest({
      'a.md':
        '---\ntitle: [A]\nteaching: about 20 min\norder: first\nquestions:\n- question: What?\n  answer: That.\nkeypoints:\n  one: So.\n  two: [x, y]\n---\ntext',
    });
    expect(showBlocks(blocksOf(course, 'A')).filter((line) => /^ *p /.test(line))).toEqual([
      'p <italic>Teaching: about 20 min</>',
      '  p <bold>Questions</>',
      '      p question: What? · answer: That.',
      'p text',
      '  p <bold>Key points</>',
      '      p one: So.',
      '      p two: x · y',
    ]);
    expect(course.report.changed.map(({ what }) => what)).toEqual([
      'Settings at the top of the file were left out: title, order.',
    ]);
  });

  it('keep times, questions and key points that stand in the settings', async () => {
    const course = await readForTest({
      'a.md':
        '---\ntitle: A\nteaching: 20\nexercises: 5\nquestions:\n- "Why?"\nobjectives: "Know why."\nkeypoints:\n- "So."\nlayout: episode\n---\ntext',
    });
    expect(showBlocks(blocksOf(course, 'A'))).toEqual([
      'p <italic>Teaching: 20 min · Exercises: 5 min</>',
      'callout:question',
      '  p <bold>Questions</>',
      '  bulletList',
      '    listItem',
      '      p Why?',
      'callout:note',
      '  p <bold>Objectives</>',
      '  bulletList',
      '    listItem',
      '      p Know why.',
      'p text',
      'callout:note',
      '  p <bold>Key points</>',
      '  bulletList',
      '    listItem',
      '      p So.',
    ]);
    expect(course.report.changed.map(({ what }) => what)).toEqual([
      'Settings at the top of the file were left out: layout.',
    ]);
  });

  it('keep settings that cannot be read, and text between rules', async () => {
    const broken = await readForTest({ 'a.md': '---\ntitle: [\n---\n# A\ntext' });
    expect(showBlocks(blocksOf(broken, 'A'))).toEqual(['opaque:settings title: [', 'p text']);
    const rules = await readForTest({ 'a.md': '---\njust text\n---\n' });
    expect(showBlocks(blocksOf(rules, 'A'))).toEqual(['hr', 'h2#just-text just text']);
  });
});

describe('links and pictures', () => {
  it('lead to lessons, headings and files', async () => {
    const course = await readForTest({
      'a.md':
        '# A\n\n[b](b.md) [deep](sub/c.md#x) [html](b.html) [folder](sub/c/) [here](#part) [nowhere](#gone) [data](data/d.csv) [up](../secret.txt) [off](javascript:alert(1))\n\n## Part',
      'b.md': '# B\n\n[a](/a.md)',
      'sub/c.md': '# C\n\n[a](../a.md)',
      'data/d.csv': 'x,y',
      'data/unused.csv': 'z',
    });
    const [csv] = course.materials;
    expect(csv).toMatchObject({ name: 'd.csv', mimeType: 'text/csv' });
    expect(showBlocks(blocksOf(course, 'A'))).toEqual([
      `p [b](import-lesson:b.md) [deep](import-lesson:sub/c.md) [html](import-lesson:b.md) [folder](import-lesson:sub/c.md) [here](#part) nowhere [data](import-material:${csv?.key}) up off`,
      'h2#part Part',
    ]);
    expect(showBlocks(blocksOf(course, 'C'))).toEqual(['p [a](import-lesson:a.md)']);
    const said = course.report.changed.map(({ what }) => what).join(' ');
    expect(said).toContain('lead to its beginning');
    expect(said).toContain('“../secret.txt” leads to nothing in the folder');
    expect(said).toContain("“javascript:alert(1)” can't be a link");
    expect(said).toContain('#gone');
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['data/unused.csv']);
  });

  it('lead to the files of an archive that was made and written on Windows', async () => {
    const course = await readForTest(
      zipOf([
        { name: 'c\\a\\one.md', content: '# One\n\n![x](img\\a.png)\n\n![y](..\\b.png) [two](..\\two.md)' },
        { name: 'c\\a\\img\\a.png', content: png() },
        { name: 'c\\b.png', content: png(2) },
        { name: 'c\\two.md', content: '# Two' },
      ]),
    );
    const shown = showBlocks(blocksOf(course, 'One')).join(' ');
    expect(course.materials).toHaveLength(2);
    expect(course.report.opaque).toEqual([]);
    expect(shown).toMatch(/\[two\]\(/);
    expect(JSON.stringify(course.report)).not.toContain('not in the folder');
  });

  it('show pictures with alternative text, caption and width, each content once', async () => {
    const course = await readForTest({
      'a.md':
        '# A\n\n![Cap](fig/a%20b.png){alt="Alt" width="50%"}\n\n![](fig/copy.png)\n\n![x](fig/d.svg)\n\n![y](gone.png)\n\n<img src="data:image/png;base64,iVBORw0KGgo=" alt="in">',
      'fig/a b.png': png(),
      'fig/copy.png': png(),
      'fig/d.svg': '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    });
    const [picture, drawing, inline] = course.materials;
    expect(course.materials.map(({ mimeType }) => mimeType)).toEqual([
      'image/png',
      'image/svg+xml',
      'image/png',
    ]);
    expect(showBlocks(blocksOf(course, 'A'))).toEqual([
      `image src=import-material:${picture?.key} alt=Alt title=Cap width=340`,
      `image src=import-material:${picture?.key}`,
      `image src=import-material:${drawing?.key} alt=x`,
      'opaque:img <img src="gone.png" alt="y" title="">',
      `image src=import-material:${inline?.key} alt=in`,
    ]);
  });
});

describe('HTML within Markdown', () => {
  it('goes through the same mapper, also around Markdown', async () => {
    expect(
      await show(
        '<details>\n<summary>Solution</summary>\n\n*It* is <kbd>Q</kbd>.\n\n</details>\n\n<div align="center">\n\n**x**\n\n</div>\n\n<form><input></form>\n',
      ),
    ).toEqual([
      'callout:answer',
      '  p <bold>Solution</>',
      '  p <italic>It</> is <code>Q</>.',
      'p <bold>x</>',
      'opaque:form <form><input></form>',
    ]);
  });
});

it('divides a page that is too long for one lesson', async () => {
  const course = await readForTest({
    'long.md': `# Long\n\n[end](#end)\n\n${'Some *more* words.\n\n'.repeat(9_000)}## End`,
  });
  const lessons = lessonsOf(course);
  expect(lessons.slice(0, 2).map(({ title, key }) => [title, key])).toEqual([
    ['Long', 'long.md'],
    ['Long (2)', 'long.md~part-2'],
  ]);
  expect(lessons.reduce((sum, { content }) => sum + content.content.length, 0)).toBe(9_002);
  // What led to a heading of the page leads to the lesson that has it now.
  expect(showBlocks((lessons[0]?.content.content ?? []).slice(0, 1))).toEqual([
    `p [end](import-lesson:long.md~part-${lessons.length})`,
  ]);
  expect(course.report.changed[0]?.what).toContain(`became ${lessons.length}`);
});

it('divides even one enormous table, and repeats its headings', async () => {
  const [columns, rows] = [500, 110];
  const line = (text: string): string => `|${`${text}|`.repeat(columns)}`;
  const body = Array.from({ length: rows }, (_, index) => line(String(index))).join('\n');
  const course = await readForTest({ 'a.md': `# A\n\n${line('h')}\n${line('-')}\n${body}\n` });
  const tables = lessonsOf(course).flatMap(({ content }) =>
    content.content.filter((block) => block.type === 'table'),
  );
  expect(lessonsOf(course).length).toBeGreaterThan(2);
  expect(tables.every(({ content: [first] }) => first?.content?.[0]?.type === 'tableHeader')).toBe(true);
  const shown = tables.flatMap(({ content: [, ...own] }) => own);
  expect(shown).toHaveLength(rows);
  expect(shown.every(({ content }) => content?.length === columns)).toBe(true);
});

it('says what is too much of a page that holds more cells than can be read', async () => {
  const row = '|x|x|x|\n';
  const course = await readForTest(
    { 'a.md': `${row}|-|-|-|\n${row.repeat(100)}` },
    { limits: { pageElements: 300 } },
  );
  expect(showBlocks(blocksOf(course, 'A'))[0]).toMatch(/^opaque:page /);
  expect(course.report.opaque.map(({ what }) => what)).toEqual([
    "The page can't be read: it has too many elements.",
  ]);
});

it('attaches a page that no lesson could hold', async () => {
  const course = await readForTest({ 'a.md': `# A\n\n${'x '.repeat(600_000)}` });
  expect(course.materials).toMatchObject([{ name: 'a.md' }]);
  expect(showBlocks(blocksOf(course, 'A'))[0]).toMatch(/^p \[a\.md\]/);
});

it('keeps a page that is nested too deeply as its original', async () => {
  const course = await readForTest({ 'a.md': `${'> '.repeat(200)}x` });
  expect(showBlocks(blocksOf(course, 'A'))[0]).toMatch(/^opaque:page > > >/);
});

it('reads pages and tables of more parts than a function takes arguments', async () => {
  const course = await readForTest({
    'a.md': '<hr>'.repeat(128_000),
    'b.md': `|a|\n|-|\n${'|1'.repeat(240_000)}`,
  });
  const rules = lessonsOf(course)
    .flatMap(({ content }) => content.content)
    .filter(({ type }) => type === 'horizontalRule');
  expect(rules).toHaveLength(128_000);
  expect(course.report.changed.map(({ kind }) => kind)).toContain('table');
});
