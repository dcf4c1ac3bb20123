import { describe, expect, it } from 'vitest';

import { png, zipOf } from './testing/course-files.ts';
import { outlineOf, readForTest } from './testing/read-for-test.ts';

const courseXml = (name: string): string =>
  `<course display_name="${name}"><chapter display_name="Chapter of ${name}"/></course>`;

describe('what lies outside the course', () => {
  it('is told in one line for each folder, and another course is called one', async () => {
    const course = await readForTest({
      'all/a/course.xml': courseXml('A'),
      'all/b/course.xml': courseXml('B'),
      'all/b/static/x.png': png(),
      'all/old/c/course.xml': courseXml('C'),
      'all/old/d/library.xml': '<library display_name="D"/>',
      'all/handouts/1.pdf': 'x',
      'all/handouts/2.pdf': 'y',
      'notes.md': '# Notes',
    });
    expect(course.title).toBe('A');
    expect(course.report.leftOut).toEqual([
      {
        place: 'all/b/',
        kind: 'course',
        what: 'Another course, in a folder of 2 files; import its folder by itself.',
      },
      { place: 'all/handouts/', kind: 'folder', what: '2 files outside the folder of the course, “all/a”.' },
      {
        place: 'all/old/',
        kind: 'courses',
        what: '2 other courses, in a folder of 2 files; import each by itself.',
      },
      { place: 'notes.md', kind: 'file', what: 'It lies outside the folder of the course, “all/a”.' },
    ]);
  });

  it('is nothing where the course lies in folders that hold nothing else', async () => {
    const course = await readForTest({ 'all/a/course.xml': courseXml('A') });
    expect(course.report.leftOut).toEqual([]);
  });
});

describe('hidden files', () => {
  const files = {
    'wiki/a.md': '# A\n\n![x](/.attachments/x.png) [draft](.drafts/b.md)',
    'wiki/.attachments/x.png': png(),
    'wiki/.attachments/unused.png': png(1),
    'wiki/.drafts/b.md': '# B',
    'wiki/.drafts/c.md': '# C',
    'wiki/.order': 'A',
    'wiki/.git/config': 'x',
    'wiki/._a.md': 'x',
    '.DS_Store': 'x',
  };
  const leftOut = [
    {
      place: '.attachments/',
      kind: 'folder',
      what: 'A hidden folder: 1 file that no lesson shows or links to.',
    },
    { place: '.drafts/', kind: 'folder', what: 'A hidden folder: 1 file that no lesson shows or links to.' },
    { place: '.order', kind: 'file', what: 'A hidden file that no lesson shows or links to.' },
  ];

  it('come along where a lesson leads to them, are no lessons, and are told of otherwise', async () => {
    const course = await readForTest(files);
    expect(outlineOf(course)).toEqual(['wiki', '  - A']);
    expect(course.materials.map(({ name }) => name)).toEqual(['x.png', 'b.md']);
    expect(course.report.changed).toEqual([]);
    expect(course.report.leftOut).toEqual(leftOut.map((each) => ({ ...each, place: `wiki/${each.place}` })));
  });

  it('of an archive likewise', async () => {
    const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
    const course = await readForTest(zipOf(entries));
    expect(course.materials.map(({ name }) => name)).toEqual(['x.png', 'b.md']);
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(
      leftOut.map(({ place }) => `wiki/${place}`),
    );
  });

  it('alone are no course', async () => {
    const course = await readForTest({ 'a.md': '# A', '.old/course.xml': courseXml('Old') });
    expect(course.format).toBe('markdown');
  });
});
