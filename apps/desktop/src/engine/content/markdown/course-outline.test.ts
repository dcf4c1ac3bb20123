import { describe, expect, it } from 'vitest';

import type { ImportedCourse } from '../imported-course.ts';
import { png, zipOf, type Files } from '../testing/course-files.ts';
import { blocksOf, outlineOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const outline = async (files: Files): Promise<string[]> => outlineOf(await readForTest(files));

describe('the title of a course', () => {
  it('is the name of what was chosen, whatever the folder of its pages is called', async () => {
    const course = await readForTest({ 'docs/a.md': '# A', 'images/x.png': png() });
    expect(course.title).toBe('course');
    expect(outlineOf(course)).toEqual(['course', '  - A']);
    const inner = await readForTest(zipOf([{ name: 'My book/src/a.md', content: '# A' }]));
    expect(inner.title).toBe('My book');
  });

  it('is what its index page says, unless that says nothing', async () => {
    expect((await readForTest({ 'README.md': '# Soil *and* water\n\nx', 'a.md': 'x' })).title).toBe(
      'Soil and water',
    );
    expect(
      (await readForTest({ 'content/_index.md': '+++\ntitle = "Soil"\n+++\nx', 'README.md': '# R' })).title,
    ).toBe('R');
    expect((await readForTest({ 'index.md': '# Welcome!', 'a.md': 'x' })).title).toBe('course');
  });
});

describe('the order of a course', () => {
  it('is that of SUMMARY.md, with its parts and what stands within them', async () => {
    const course = await readForTest({
      'book.toml': '[book]\ntitle = "My Book"\nlanguage = "de"\n',
      'src/SUMMARY.md':
        '# Summary\n\n[Preface](pre.md)\n\n- [Second](b.md)\n- [First](./a.md)\n  - [Sub *x*](z/s.md)\n  - [Second again](b.md)\n- [Draft]()\n- [Gone](gone.md)\n- [Site](https://x.org)\n\n# Part two\n\n- [Last](last%20one.md)\n',
      'src/a.md': 'x',
      'src/b.md': 'x',
      'src/pre.md': 'x',
      'src/z/s.md': 'x',
      'src/last one.md': 'x',
      'src/extra.md': 'x',
      'README.md': '# Readme',
    });
    expect(course).toMatchObject({ title: 'My Book', language: 'de' });
    expect(outlineOf(course)).toEqual([
      'My Book',
      '  - Pre',
      '  - B',
      '  First',
      '    - A',
      '    - S',
      '  - Site',
      '  Part two',
      '    - Last one',
      'Other pages',
      '  - Readme',
      '  - Extra',
    ]);
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['My Book › Draft', 'My Book › Gone']);
  });

  it('is that of mkdocs.yml', async () => {
    const course = await readForTest({
      'mkdocs.yml':
        'site_name: Site\nsite_description: What it is.\ntheme: !!python/name:x\nnav:\n  - Two: two.md\n  - Part:\n    - one.md\n    - Web: https://x.org\n    - Write: mailto:a@x.org\n',
      'docs/two.md': '# Two',
      'docs/one.md': '# One',
    });
    expect(course).toMatchObject({ title: 'Site', description: 'What it is.' });
    expect(outlineOf(course)).toEqual(['Site', '  - Two', '  Part', '    - One', '    - Web']);
    expect(showBlocks(blocksOf(course, 'Web'))).toEqual(['embed https://x.org “Web”']);
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['Site › Write mailto:a@x.org']);
  });

  it('is that of folders, called and numbered by their index pages or categories', async () => {
    expect(
      await outline({
        'hugo.toml': 'title = "T"\nlanguageCode = "en"\n',
        'content/a/_index.md': '---\ntitle: Later\nweight: 2\n---\nx',
        'content/a/p.md': '---\nweight: 1\n---\nx',
        'content/b/_index.md': '---\ntitle: Sooner\nweight: 1\n---\nx',
      }),
    ).toEqual(['Sooner', '  - Sooner', 'Later', '  - Later', '  - P']);
    expect(
      await outline({
        'docs/abc.md': '---\nsidebar_position: 1\n---\nx',
        'docs/intro.md': '---\nsidebar_position: 3\n---\nx',
        'docs/z/_category_.json': '{"label": "Zed", "position": 2}',
        'docs/z/p.md': 'x',
      }),
    ).toEqual(['course', '  - Abc', '  Zed', '    - P', '  - Intro']);
  });

  it('does without an id that an exporter put behind names', async () => {
    expect(await outline({ 'Week 1 aaaabbbbccccddddeeeeffff00001111/a.md': 'x', 'b.md': 'x' })).toEqual([
      'course',
      '  - B',
      'Week 1',
      '  - A',
    ]);
  });

  it('tells of settings that it cannot read', async () => {
    const course = await readForTest({
      'book.toml': 'not toml [',
      'a.md': 'x',
      'theme/style.css': 'x',
    });
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['book.toml', 'theme/style.css']);
  });
});

it('reads no table of contents beyond all depth', async () => {
  const read = (nested: string): Promise<ImportedCourse> =>
    readForTest({ 'mkdocs.yml': `nav: [a.md, ${nested}]`, 'docs/a.md': 'x', 'docs/b.md': 'x' });
  for (const nested of [
    `${'['.repeat(500)}b.md${']'.repeat(500)}`,
    `${'{x: '.repeat(500)}b.md${'}'.repeat(500)}`,
  ])
    expect(outlineOf(await read(nested))).toEqual(['course', '  - A', 'Other pages', '  - B']);
  const unreadable = await read(`${'['.repeat(20_000)}b.md${']'.repeat(20_000)}`);
  expect(outlineOf(unreadable)).toEqual(['course', '  - A', '  - B']);
  expect(unreadable.report.leftOut.map(({ place }) => place)).toEqual(['mkdocs.yml']);
});

it('reads a table of contents of more links than a function takes arguments', async () => {
  const course = await readForTest({ 'SUMMARY.md': `- [a](a.md) ${'[](a)'.repeat(100_000)}`, 'a.md': 'x' });
  expect(outlineOf(course)).toEqual(['course', '  - A']);
});
