import { describe, expect, it } from 'vitest';

import { png, type Files } from '../testing/course-files.ts';
import type { ImportedCourse } from '../imported-course.ts';
import { lessonsOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

const read = async (
  page: string,
  files: Files = {},
): Promise<{ title: string; shown: string[]; report: ImportedCourse['report'] }> => {
  const course = await readForTest({ 'page.md': page, ...files });
  const [lesson] = lessonsOf(course);
  const shown = showBlocks(lesson?.content.content ?? []).map((line) =>
    line.replaceAll(/import-material:\w+/g, 'material'),
  );
  return { title: lesson?.title ?? '', shown, report: course.report };
};

describe('the heading that a page takes its title from', () => {
  it('stays where it holds more than words', async () => {
    expect(await read('# Intro ![logo](b.png)\n\ntext', { 'b.png': png() })).toMatchObject({
      title: 'Intro',
      shown: ['h1#intro Intro', 'image src=material alt=logo', 'p text'],
      report: { leftOut: [] },
    });
    expect((await read('# [Linked](https://x.org)\n\ntext')).shown).toEqual([
      'h1#linked [Linked](https://x.org)',
      'p text',
    ]);
    expect((await read('# The $x$ axis\n\ntext')).shown[0]).toContain('⟦x⟧');
  });

  it('stays in the middle of a page', async () => {
    expect(await read('before\n\n# Title\n\nafter')).toMatchObject({
      title: 'Title',
      shown: ['p before', 'h1#title Title', 'p after'],
    });
    expect((await read('<!-- lint -->\n\n# Title\n\nafter')).shown).toEqual(['p after']);
  });

  it('is there whole where it is too long for a title', async () => {
    const long = 'word '.repeat(100).trim();
    for (const page of [`# ${long}\n\ntext`, `---\ntitle: ${long}\n---\n# ${long}\n\ntext`]) {
      const { title, shown, report } = await read(page);
      expect(title.length).toBeLessThanOrEqual(300);
      expect(shown[0]).toContain(long);
      expect(report.changed.map(({ kind, what }) => [kind, what])).toEqual([
        ['lesson', 'Its title was too long and was shortened.'],
      ]);
    }
  });

  it('shortens the title of the course as well, and says so', async () => {
    const { report } = await read('x', { 'mkdocs.yml': `site_name: ${'word '.repeat(100)}` });
    expect(report.changed.map(({ kind }) => kind)).toContain('course');
  });
});

describe('comments', () => {
  it('are told of, wherever they stand, and hide nothing else', async () => {
    const { shown, report } = await read(
      '# T\n\n<!-- one\n\ntwo -->\n\nA <!-- three --> b %%four%% and 5%%\n\n<!-- -->\n\n<div>\n<!-- five\n\nsix -->\n\nc</div>\n\n```\n<!-- code -->\n```',
    );
    expect(shown).toEqual(['p A b and 5%%', 'p <!-- five', 'p six -->', 'p c', 'code <!-- code -->']);
    expect(report.leftOut.map(({ kind, what }) => [kind, what])).toEqual([
      ['comment', 'Readers did not see it, so it was left out.'],
    ]);
    expect(report.changed.map(({ what }) => what)).toEqual([
      'Comments, which readers did not see, were left out.',
    ]);
  });
});
