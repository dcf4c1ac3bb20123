import { describe, expect, it } from 'vitest';

import { png, type Files } from '../testing/course-files.ts';
import { blocksOf, readForTest } from '../testing/read-for-test.ts';
import { showBlocks } from '../testing/show-blocks.ts';

describe('names of files', () => {
  it.each([
    ['![x](img/image%20(1).png)', 'img/image (1).png'],
    ['![x](<img/image (1).png>)', 'img/image (1).png'],
    ['![x](img/x[1].png)', 'img/x[1].png'],
    ["![x](img/it's.png)", "img/it's.png"],
    ['<img src="img/R&amp;D.png">', 'img/R&D.png'],
    ['![x](img/a=b.png)', 'img/a=b.png'],
    ['![x](img/a\\_b.png)', 'img/a_b.png'],
    ['![x](img/noext)', 'img/noext'],
    ['![x][ref]\n\n[ref]: img/a,b.png "title"', 'img/a,b.png'],
    ['![[pic.png]]', 'deep/down/pic.png'],
    ['![[pic.png|200]]', 'deep/down/pic.png'],
    ['![x](100%.png)', '100%.png'],
  ])('%s is %s', async (markdown, path) => {
    const course = await readForTest({ 'a.md': `text\n\n${markdown}`, [path]: png() });
    expect(course.materials).toHaveLength(1);
    expect(showBlocks(blocksOf(course, 'A'))[1]).toMatch(/^image src=import-material:/);
    expect(course.report).toMatchObject({ changed: [], opaque: [], leftOut: [] });
  });

  it('of files that a page links to or plays', async () => {
    const course = await readForTest({
      'a.md':
        'x\n\n[dl](<files/Hand out (final).pdf>) [[Notes.txt]]\n\n<video controls><source src="v&1.mp4"></video>',
      'files/Hand out (final).pdf': '%PDF-1.4',
      'files/Notes.txt': 'n',
      'v&1.mp4': 'x',
    });
    expect(course.materials.map(({ name }) => name)).toEqual([
      'Hand out (final).pdf',
      'Notes.txt',
      'v&1.mp4',
    ]);
    expect(course.report.leftOut).toEqual([]);
  });
});

describe('links beyond the folder of the pages', () => {
  const lead = async (markdown: string, files: Files): Promise<string[]> => {
    const course = await readForTest({ 'docs/deep/a.md': `x\n\n${markdown}`, ...files });
    expect(course.report.leftOut).toEqual([]);
    return showBlocks(blocksOf(course, 'A'))
      .slice(1)
      .map((line) => line.replaceAll(/import-material:\w+/g, 'material'));
  };

  it('lead anywhere within what was chosen, and never outside it', async () => {
    expect(
      await lead('![x](../../images/x.png) [p](../../other/f.pdf) [up](../../../f.pdf)', {
        'images/x.png': png(),
        'other/f.pdf': 'x',
      }),
    ).toEqual(['image src=material alt=x', 'p [p](material) up']);
  });

  it('begin at the root of the site, wherever that is', async () => {
    for (const path of ['static/img/x.png', 'docs/img/x.png', 'img/x.png', 'docs/public/img/x.png'])
      expect(await lead('![x](/img/x.png)', { [path]: png() })).toEqual(['image src=material alt=x']);
  });
});

describe('wiki links', () => {
  it('lead to pages by path or by name, with words of their own, and to headings', async () => {
    const course = await readForTest({
      'Home.md':
        '## Here I am\n\n[[Note A]] [[note a#Some *Part*|words]] [[sub/Note B]] [[#Here I am]] ![[Note A]] [[Gone]] [[1]](https://x.org) [[2]]\n\n[2]: https://y.org\n\n`[[code]]`',
      'sub/Note A.md': '## Some Part',
      'sub/Note B.md': 'x',
    });
    expect(showBlocks(blocksOf(course, 'Home')).slice(1)).toEqual([
      'p [Note A](import-lesson:sub/Note A.md) [words](import-lesson:sub/Note A.md) [sub/Note B](import-lesson:sub/Note B.md) [Here I am](#here-i-am) [Note A](import-lesson:sub/Note A.md) Gone [[1]](https://x.org) [[2](https://y.org)]',
      'p <code>[[code]]</>',
    ]);
    expect(course.report.changed[0]?.what).toBe(
      'Links to a place within another lesson lead to its beginning. Pages that were shown within others became links to them. The link to “Gone” leads to nothing in the folder; its text is kept.',
    );
  });

  it('that show a picture which is not there say so by its name', async () => {
    const course = await readForTest({ 'a.md': 'x\n\n![[gone.png]]' });
    expect(course.report.opaque.map(({ what }) => what)).toEqual([
      'The picture “gone.png” is not in the folder.',
    ]);
  });
});
